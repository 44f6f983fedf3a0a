"""Writes malformed variants of the onnx package's node test models to FOLDER and lists them as JSON on stdout.

    onnx_malformed.py FOLDER COUNT SEED

Each entry: {"path", "source", "damage"}. Only variants that onnx's own checker, with strict shape inference, refuses
although it accepts the source are written; damage that leaves a legal model is no damage.
"""

import json
import pathlib
import random
import sys

import onnx
from onnx import AttributeProto, TensorProto, helper


def rank(model, chance):
    value = chance.choice(model.graph.input)
    dims = value.type.tensor_type.shape.dim
    if dims and chance.random() < 0.5:
        del dims[-1]
    else:
        dims.add().dim_value = 3
    return f"rank of input '{value.name}'"


def element_type(model, chance):
    tensor = chance.choice(model.graph.input).type.tensor_type
    others = [TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64, TensorProto.BOOL, TensorProto.STRING]
    tensor.elem_type = chance.choice([t for t in others if t != tensor.elem_type])
    return "element type of an input"


def attribute_of(model, chance):
    nodes = [node for node in model.graph.node if node.attribute]
    node = chance.choice(nodes) if nodes else None
    return (node, chance.choice(node.attribute)) if node else (None, None)


def attribute_type(model, chance):
    node, attribute = attribute_of(model, chance)
    if not node:
        return None
    name = attribute.name
    node.attribute.remove(attribute)
    node.attribute.append(helper.make_attribute(name, chance.choice([7, 0.5, "text", [1, 2], [0.5]])))
    return f"type of attribute '{name}'"


def attribute_value(model, chance):
    node, attribute = attribute_of(model, chance)
    if not node:
        return None
    if attribute.type == AttributeProto.INT:
        attribute.i = chance.choice([-99, 99, 2**40, -(2**63)])
    elif attribute.type == AttributeProto.INTS and attribute.ints:
        attribute.ints[chance.randrange(len(attribute.ints))] = chance.choice([-99, 99, 2**40, -(2**63)])
    else:
        return None
    return f"value of attribute '{attribute.name}'"


def attribute_missing(model, chance):
    node, attribute = attribute_of(model, chance)
    if not node:
        return None
    node.attribute.remove(attribute)
    return f"attribute '{attribute.name}' removed"


def input_missing(model, chance):
    node = chance.choice(model.graph.node)
    if not node.input:
        return None
    if chance.random() < 0.5:
        del node.input[-1]
        return "last input removed"
    node.input[chance.randrange(len(node.input))] = ""
    return "input left empty"


def input_dangling(model, chance):
    node = chance.choice(model.graph.node)
    if not node.input:
        return None
    node.input[chance.randrange(len(node.input))] = "nowhere"
    return "input that nothing computes"


def input_surplus(model, chance):
    node = chance.choice(model.graph.node)
    node.input.extend([model.graph.input[0].name] * 9)
    return "surplus inputs"


def cycle(model, chance):
    node = chance.choice(model.graph.node)
    if not node.input:
        return None
    node.input[chance.randrange(len(node.input))] = node.output[0]
    return "node reads its own result"


def subgraph_cycle(model, chance):
    for node in model.graph.node:
        for attribute in node.attribute:
            inner = [n for n in attribute.g.node if n.input]
            if inner:
                chosen = chance.choice(inner)
                chosen.input[chance.randrange(len(chosen.input))] = node.output[0]
                return "subgraph reads the result of the node that it belongs to"
    return None


DAMAGES = [
    rank, element_type, attribute_type, attribute_value, attribute_missing, input_missing, input_dangling,
    input_surplus, cycle,
]


def is_legal(model):
    try:
        onnx.checker.check_model(model, full_check=True)
        return True
    except Exception:
        return False


def variants(chance, count):
    root = pathlib.Path(onnx.__file__).parent / "backend" / "test" / "data" / "node"
    sources = sorted(root.glob("*/model.onnx"))
    while count:
        path = chance.choice(sources)
        source = onnx.load(path)
        if not source.graph.input or any(not v.type.HasField("tensor_type") for v in source.graph.input):
            continue
        nested = any(attribute.HasField("g") for node in source.graph.node for attribute in node.attribute)
        damage = subgraph_cycle if nested else chance.choice(DAMAGES)
        model = onnx.ModelProto()
        model.CopyFrom(source)
        what = damage(model, chance)
        if what and is_legal(source) and not is_legal(model):
            yield path, what, model
            count -= 1


folder, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
entries = []
for number, (source, damage, model) in enumerate(variants(random.Random(seed), count)):
    path = folder / f"{number:03}_{source.parent.name}.onnx"
    path.write_bytes(model.SerializeToString())
    entries.append({"path": str(path), "source": str(source), "damage": damage})
print(json.dumps(entries))
