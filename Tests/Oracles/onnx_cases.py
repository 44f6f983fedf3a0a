"""Lists the test cases inside the onnx wheel as JSON on stdout.

    onnx_cases.py [--folders node simple ...] [--operators Conv Gemm ...]

With --operators only cases whose every operator, subgraphs included, is in the list. Each case:
{"name", "folder", "operators", "opsets": {domain: version}, "inputs": [value], "outputs": [value], "dataSets": [path]},
a value being {"name", "kind": "tensor"|"sequence"|"optional"|"map", "dtype", "shape"}; null marks an unknown dimension or
rank, and dtype is the element's for sequences and optionals.
"""

import argparse
import json
import pathlib

import onnx


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


def cases(folders, wanted):
    root = pathlib.Path(onnx.__file__).parent / "backend" / "test" / "data"
    for path in sorted(path for folder in folders for path in (root / folder).glob("*/model.onnx")):
        model = onnx.load(path, load_external_data=False)
        used = sorted(set(operators([*model.graph.node, *(n for f in model.functions for n in f.node)])))
        if wanted and not set(used) <= wanted:
            continue
        constants = {tensor.name for tensor in model.graph.initializer}
        yield {
            "name": path.parent.name, "folder": str(path.parent), "operators": used,
            "opsets": {opset.domain: opset.version for opset in model.opset_import},
            "inputs": [describe(value) for value in model.graph.input if value.name not in constants],
            "outputs": [describe(value) for value in model.graph.output],
            "dataSets": [str(data) for data in sorted(path.parent.glob("test_data_set_*"))],
        }


parser = argparse.ArgumentParser()
parser.add_argument("--folders", nargs="+", default=["node"])
parser.add_argument("--operators", nargs="*", default=[])
options = parser.parse_args()
print(json.dumps(list(cases(options.folders, set(options.operators)))))
