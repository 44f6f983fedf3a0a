"""Describes models and runs ONNX Runtime and LiteRT, each with one thread, for bench.py.

Each call is a process of its own: the peers' memory stays out of what bench.py measures, and a crash stays here.
`peers.py COMMAND ARGUMENT...` prints one JSON object; COMMAND is the name of a function below.
"""

import collections
import json
import pathlib
import sys
import time

import numpy as np
import onnx
import onnxruntime
from ai_edge_litert.interpreter import Interpreter, OpResolverType


def describe(model, folder):
    """Bytes of the model with its external data; inputs with the shapes of the data in `folder`."""
    graph = onnx.load(model, load_external_data=False).graph
    constants = {tensor.name for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in constants]
    shapes = [[d.dim_value if d.HasField("dim_value") else None for d in v.type.tensor_type.shape.dim] for v in inputs]
    arrays = [np.load(file, mmap_mode="r") for file in _input_files(folder)]
    external = {e.value for tensor in graph.initializer for e in tensor.external_data if e.key == "location"}
    files = [pathlib.Path(model), *(pathlib.Path(model).parent / name for name in external)]
    return {
        "bytes": sum(file.stat().st_size for file in files),
        "files": [str(file.relative_to(pathlib.Path(model).parent)) for file in files],
        "inputs": [
            {"name": value.name, "shape": list(array.shape), "symbolic": None in shape}
            for value, shape, array in zip(inputs, shapes, arrays, strict=True)
        ],
    }


def count_operators(model):
    """Operators of a TFLite model, as LiteRT plans to run them without a delegate."""
    interpreter = _litert(model, with_delegate=False)
    # The listing has no public name in ai-edge-litert.
    kinds = collections.Counter(operator["op_name"] for operator in interpreter._get_ops_details())
    return {"operators": sum(kinds.values()), "transposes": kinds["TRANSPOSE"]}


def run_onnx(model, folder, results):
    """Seconds for loading the model and running it once on its data, and how far edgec's `results` are off."""
    arrays = [np.load(file) for file in _input_files(folder)]
    start = time.perf_counter()
    session = _session(model)
    outputs = session.run(None, dict(zip((port.name for port in session.get_inputs()), arrays, strict=True)))
    seconds = time.perf_counter() - start
    errors = [_relative_error(np.load(f"{results}/output_{i}.npy"), output) for i, output in enumerate(outputs)]
    return {"seconds": seconds, "error": max(errors)}


def time_onnx(model, folder):
    """Seconds of processor time for one inference in ONNX Runtime, with its default optimizations."""
    session = _session(model)
    shapes = [np.load(file, mmap_mode="r").shape for file in _input_files(folder)]
    feed = {port.name: _harness_input(s, _dtype(port)) for port, s in zip(session.get_inputs(), shapes, strict=True)}
    return {"seconds": _shortest(lambda: session.run(None, feed))}


def time_tflite(model):
    """Seconds of processor time for one inference in LiteRT, with its default delegate (XNNPACK)."""
    interpreter = _litert(model, with_delegate=True)
    interpreter.allocate_tensors()
    inputs = [(port["index"], _harness_input(port["shape"], port["dtype"])) for port in interpreter.get_input_details()]

    def infer():
        for index, array in inputs:
            interpreter.set_tensor(index, array)
        interpreter.invoke()

    return {"seconds": _shortest(infer)}


def _session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _litert(model, with_delegate):
    kind = OpResolverType.AUTO if with_delegate else OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    return Interpreter(model, num_threads=1, experimental_op_resolver_type=kind)


def _input_files(folder):
    return sorted(pathlib.Path(folder).glob("input_*.npy"), key=lambda file: int(file.stem.removeprefix("input_")))


def _dtype(port):
    names = {"tensor(float)": "float32", "tensor(double)": "float64"}
    return np.dtype(names.get(port.type) or port.type.removeprefix("tensor(").removesuffix(")"))


def _harness_input(shape, dtype):
    """What the emitted bench harness fills its inputs with."""
    index = np.arange(np.prod(shape, dtype=int))
    values = index % 17 / 8 - 1 if np.dtype(dtype).kind == "f" else index % 2
    return values.astype(dtype).reshape(shape)


def _shortest(infer):
    """The emitted bench harness's protocol: the shortest of ten series of at least 0.05 s."""

    def series(count):
        start = time.process_time()
        for _ in range(count):
            infer()
        return time.process_time() - start

    count = 1
    while series(count) < 0.05:
        count *= 2
    return min(series(count) for _ in range(10)) / count


def _relative_error(actual, expected):
    """The largest difference, as a fraction of the largest expected magnitude; 1 when shapes or NaNs disagree."""
    actual, expected = np.asarray(actual, dtype=float), np.asarray(expected, dtype=float)
    if actual.shape != expected.shape or not np.array_equal(np.isfinite(actual), np.isfinite(expected)):
        return 1.0
    finite = np.isfinite(expected)
    scale = np.abs(expected[finite]).max(initial=0) or 1
    return float(np.abs(actual[finite] - expected[finite]).max(initial=0) / scale)


if __name__ == "__main__":
    commands = {f.__name__: f for f in (describe, count_operators, run_onnx, time_onnx, time_tflite)}
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
