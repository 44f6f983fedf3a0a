"""Runs TFLite models in TensorFlow Lite for Microcontrollers for the Swift tests: one JSON request a line on stdin, one
JSON answer a line on stdout.

Request  {"model": base64, "inputs": [tensor], "arenaBytes": int, "outputs": int}
Answer   {"outputs": [tensor], "headBytes": int, "tailBytes": int} or {"error": text}
Tensor   {"name": text, "dtype": numpy name, "shape": [int], "data": base64, "scales": [], "zeroPoints": []}

The head of the arena holds tensors and scratch memory, the tail what stays with the interpreter.
"""

import base64
import json
import os
import re
import sys
import tempfile

# The runtime logs to file descriptors 1 and 2; only answers use the real stdout.
answers = os.fdopen(os.dup(1), "w", buffering=1)
log = tempfile.TemporaryFile()
os.dup2(log.fileno(), 1)
os.dup2(log.fileno(), 2)

import numpy as np
from tflite_micro import runtime


def decode(tensor):
    return np.frombuffer(base64.b64decode(tensor["data"]), tensor["dtype"]).reshape(tensor["shape"])


def encode(array):
    return {
        "name": "",
        "dtype": array.dtype.name,
        "shape": list(array.shape),
        "data": base64.b64encode(np.ascontiguousarray(array).tobytes()).decode(),
        "scales": [],
        "zeroPoints": [],
    }


def logged():
    log.seek(0)
    return log.read().decode(errors="replace")


def answer(request):
    log.seek(0)
    log.truncate()
    interpreter = runtime.Interpreter.from_bytes(
        base64.b64decode(request["model"]), arena_size=request["arenaBytes"])
    for index, tensor in enumerate(request["inputs"]):
        interpreter.set_input(decode(tensor), index)
    interpreter.invoke()
    outputs = [encode(interpreter.get_output(index)) for index in range(request["outputs"])]
    interpreter.print_allocations()
    sizes = dict(re.findall(r"Arena allocation (head|tail) (\d+) bytes", logged()))
    return {"outputs": outputs, "headBytes": int(sizes["head"]), "tailBytes": int(sizes["tail"])}


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}; {logged()}"}
    answers.write(json.dumps(reply) + "\n")
