"""Lists the test cases inside onnx packages as JSON on stdout.

    onnx_cases.py [--suites node simple ...] [--also VERSION=FOLDER] [--work FOLDER]

Each case: {"suite", "name", "version", "folder", "operators", "opsets": {domain: version}, "inputs": [value],
"outputs": [value], "dataSets": [path], "rtol", "atol"}, a value being {"name", "kind": "tensor"|"sequence"|"optional"|
"map", "dtype", "shape"}; null marks an unknown dimension or rank, and dtype is the element's for sequences and optionals.

--also adds the cases of another version of the package, that onnx_write_node_cases.py wrote to FOLDER. The cases of the
suite `light` have no inputs in the package; --work says where to write them, as the package's own runner would.
"""

import argparse
import json
import pathlib
import shutil

import numpy
import onnx
from onnx import numpy_helper


def operators(nodes):
    for node in nodes:
        yield f"{node.domain}.{node.op_type}" if node.domain not in ("", "ai.onnx") else node.op_type
        for attribute in node.attribute:
            for graph in [attribute.g, *attribute.graphs]:
                yield from operators(graph.node)


def describe(value):
    kind, type = "tensor", value.type
    for outer in ("sequence", "optional", "map"):
        if type.HasField(f"{outer}_type"):
            kind, type = outer, getattr(type, f"{outer}_type")
            type = type.value_type if outer == "map" else type.elem_type
            break
    tensor = type.tensor_type
    shape = [d.dim_value if d.HasField("dim_value") else None for d in tensor.shape.dim]
    return {
        "name": value.name, "kind": kind, "dtype": onnx.TensorProto.DataType.Name(tensor.elem_type).lower(),
        "shape": shape if tensor.HasField("shape") else None,
    }


def prepare_light(root, work):
    """Lays the light models out like the others: a folder each with the model, counted-up inputs, and the outputs."""
    for path in sorted(root.glob("light_*.onnx")):
        folder = work / f"test_{path.stem}"
        data = folder / "test_data_set_0"
        if not folder.exists():
            data.mkdir(parents=True)
            model = onnx.load(path)
            constants = {tensor.name for tensor in model.graph.initializer}
            for i, value in enumerate(v for v in model.graph.input if v.name not in constants):
                shape = [d.dim_value if d.HasField("dim_value") else 1 for d in value.type.tensor_type.shape.dim]
                count = int(numpy.prod(shape))
                tensor = (numpy.arange(count).reshape(shape) / count).astype(numpy.float32)
                (data / f"input_{i}.pb").write_bytes(numpy_helper.from_array(tensor).SerializeToString())
            for output in root.glob(f"{path.stem}_output_*.pb"):
                shutil.copy(output, data / output.name.removeprefix(f"{path.stem}_"))
            shutil.copy(path, folder / "model.onnx")
    return sorted(work.glob("test_light_*"))


def folders(data, suite, work):
    if suite == "light":
        return prepare_light(data / suite, work)
    return sorted(path.parent for path in (data / suite).glob("*/model.onnx"))


def case(suite, version, folder):
    model = onnx.load(folder / "model.onnx", load_external_data=False)
    constants = {tensor.name for tensor in model.graph.initializer}
    tolerances = folder / "data.json"
    tolerances = json.loads(tolerances.read_text()) if tolerances.exists() else {}
    return {
        "suite": suite, "name": folder.name, "version": version, "folder": str(folder),
        "operators": sorted(set(operators([*model.graph.node, *(n for f in model.functions for n in f.node)]))),
        "opsets": {opset.domain: opset.version for opset in model.opset_import},
        "inputs": [describe(value) for value in model.graph.input if value.name not in constants],
        "outputs": [describe(value) for value in model.graph.output],
        "dataSets": [str(data) for data in sorted(folder.glob("test_data_set_*"))],
        "rtol": tolerances.get("rtol", 1e-3), "atol": tolerances.get("atol", 1e-7),
    }


def cases(options):
    installed = pathlib.Path(onnx.__file__).parent / "backend" / "test" / "data"
    for suite in options.suites:
        for folder in folders(installed, suite, options.work):
            yield case(suite, onnx.__version__, folder)
    if options.also:
        version, _, root = options.also.partition("=")
        for folder in folders(pathlib.Path(root), "node", options.work):
            yield case("node", version, folder)


parser = argparse.ArgumentParser()
parser.add_argument("--suites", nargs="+", default=["node"])
parser.add_argument("--also")
parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("onnx-light"))
print(json.dumps(list(cases(parser.parse_args()))))
