"""Runs ONNX models for the Swift tests: one JSON request a line on stdin, one JSON answer a line on stdout.

Request  {"model": path, "inputs": [tensor], "backend": "runtime"|"reference", "intermediates": bool}, or in place of the
         path {"node": node}, a model of one node whose inputs are the request's, all with names
Answer   {"outputs": [tensor], "intermediates": [tensor]} or {"error": text}
Request  {"infer": path}: shape inference
Answer   {"model": base64 of the model with what was inferred} or {"error": text}
Tensor   {"name": text, "dtype": numpy name, "shape": [int], "data": base64}
Node     {"operator": text, "opset": int, "inputs": [name], "outputs": [name], "attributes": [
         {"name": text, "type": AttributeProto's name of the type, "value": number, text or list}]}

`runtime` is ONNX Runtime on the CPU with every optimisation off, `reference` the onnx package's own evaluator. Inputs
are matched by name, or by position when they have none. Outputs that are no plain tensors (sequences, strings, types
numpy lacks) are an error.
"""

import base64
import json
import os
import sys

# Whatever a library logs to file descriptor 1 goes to stderr; only answers use the real stdout.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)

import numpy as np
import onnx
import onnx.shape_inference
import onnxruntime
from onnx.reference import ReferenceEvaluator

onnxruntime.set_default_logger_severity(4)


def decode(tensor):
    return np.frombuffer(base64.b64decode(tensor["data"]), tensor["dtype"]).reshape(tensor["shape"])


def encode(name, array):
    if not isinstance(array, (np.ndarray, np.generic)) or array.dtype.kind not in "biuf":
        raise ValueError(f"'{name}' is not a tensor of numbers: {type(array).__name__}")
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"name": name, "dtype": array.dtype.name, "shape": list(array.shape), "data": data}


def single(node, feeds):
    """A model of one node."""
    attributes = [
        onnx.helper.make_attribute(a["name"], a["value"], attr_type=onnx.AttributeProto.AttributeType.Value(a["type"]))
        for a in node["attributes"]]
    proto = onnx.helper.make_node(node["operator"], node["inputs"], node["outputs"])
    proto.attribute.extend(attributes)
    inputs = [
        onnx.helper.make_tensor_value_info(name, onnx.helper.np_dtype_to_tensor_dtype(array.dtype), array.shape)
        for name, array in feeds.items()]
    outputs = [onnx.ValueInfoProto(name=name) for name in node["outputs"] if name]
    graph = onnx.helper.make_graph([proto], "single", inputs, outputs)
    opset = onnx.helper.make_opsetid("", node["opset"])
    return onnx.helper.make_model(graph, opset_imports=[opset], ir_version=10)


def exposed(path):
    """The model with every node's outputs as graph outputs, and its own outputs' names."""
    model = onnx.load(path)
    own = [output.name for output in model.graph.output]
    names = [name for node in model.graph.node for name in node.output if name and name not in own]
    model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    return model, own


def run_runtime(path, model, feeds):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    source = path if model is None else model.SerializeToString()
    session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    feeds = {value.name if isinstance(key, int) else key: feeds[key]
             for key, value in zip(feeds, session.get_inputs())}
    return dict(zip(names, session.run(names, feeds)))


def run_reference(path, model, feeds):
    evaluator = ReferenceEvaluator(path if model is None else model)
    feeds = {name if isinstance(key, int) else key: feeds[key] for key, name in zip(feeds, evaluator.input_names)}
    return dict(zip(evaluator.output_names, evaluator.run(None, feeds)))


def infer(path):
    model = onnx.load(path, load_external_data=False)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, data_prop=True)
    return {"model": base64.b64encode(inferred.SerializeToString()).decode()}


def answer(request):
    if "infer" in request:
        return infer(request["infer"])
    feeds = {tensor["name"] or index: decode(tensor) for index, tensor in enumerate(request["inputs"])}
    model, own = exposed(request["model"]) if request.get("intermediates") else (None, None)
    if "node" in request:
        model = single(request["node"], feeds)
    run = {"runtime": run_runtime, "reference": run_reference}[request["backend"]]
    values = run(request.get("model"), model, feeds)
    outputs = values if own is None else {name: values.pop(name) for name in own}
    return {
        "outputs": [encode(name, array) for name, array in outputs.items()],
        "intermediates": [] if own is None else [
            encode(name, array) for name, array in values.items()
            if isinstance(array, (np.ndarray, np.generic)) and array.dtype.kind in "biuf"],
    }


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(reply) + "\n")
