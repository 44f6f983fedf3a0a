"""Runs TFLite models for the Swift tests: one JSON request a line on stdin, one JSON answer a line on stdout.

Request  {"model": base64, "inputs": [tensor], "resolver": "reference"|"optimized"|"default", "intermediates": bool}
Answer   {"outputs": [tensor], "tensors": [tensor], "operators": [name], "signatures": [key]} or {"error": text}
Tensor   {"name": text, "dtype": numpy name, "shape": [int], "data": base64, "scales": [float], "zeroPoints": [int]}

Inputs are in the model's order; one of a shape other than the model's resizes it. Without inputs the model is only
described. `tensors` lists every tensor of the main graph, with data only when intermediates are asked for.
"""

import base64
import json
import os
import sys

# Whatever the runtime logs to file descriptor 1 goes to stderr; only answers use the real stdout.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = {
    "reference": OpResolverType.BUILTIN_REF,
    "optimized": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "default": OpResolverType.AUTO,
}


def decode(tensor):
    return np.frombuffer(base64.b64decode(tensor["data"]), tensor["dtype"]).reshape(tensor["shape"])


def encode(detail, array=None):
    quantization = detail["quantization_parameters"]
    shape = detail["shape"] if array is None else array.shape
    return {
        "name": detail["name"],
        "dtype": "str" if detail["dtype"] in (np.bytes_, np.object_) else np.dtype(detail["dtype"]).name,
        "shape": [int(n) for n in shape],
        "data": "" if array is None else base64.b64encode(np.ascontiguousarray(array).tobytes()).decode(),
        "scales": [float(scale) for scale in quantization["scales"]],
        "zeroPoints": [int(point) for point in quantization["zero_points"]],
    }


def answer(request):
    interpreter = Interpreter(
        model_content=base64.b64decode(request["model"]), num_threads=1,
        experimental_op_resolver_type=RESOLVERS[request["resolver"]],
        experimental_preserve_all_tensors=request["intermediates"])
    # A delegate that takes over adds an operator of its own, so the list is read before tensors are allocated.
    operators = [operator["op_name"] for operator in interpreter._get_ops_details()]
    arrays = [decode(tensor) for tensor in request["inputs"]]
    details = interpreter.get_input_details()
    if arrays and len(arrays) != len(details):
        raise ValueError(f"the model has {len(details)} inputs, got {len(arrays)}")
    for detail, array in zip(details, arrays):
        if list(detail["shape"]) != list(array.shape):
            interpreter.resize_tensor_input(detail["index"], array.shape, strict=False)
    interpreter.allocate_tensors()
    for detail, array in zip(interpreter.get_input_details(), arrays):
        interpreter.set_tensor(detail["index"], array)
    if arrays or not details:
        interpreter.invoke()

    def read(detail, wanted):
        if not (wanted and (arrays or not details)):
            return encode(detail)
        try:
            return encode(detail, interpreter.get_tensor(detail["index"]))
        except ValueError:
            return encode(detail)  # temporaries of kernels have no data

    return {
        "inputs": [encode(detail) for detail in interpreter.get_input_details()],
        "outputs": [read(detail, True) for detail in interpreter.get_output_details()],
        "tensors": [read(detail, request["intermediates"]) for detail in interpreter.get_tensor_details()],
        "operators": operators,
        "signatures": sorted(interpreter.get_signature_list()),
    }


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(reply) + "\n")
