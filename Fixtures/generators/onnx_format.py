"""Writes Fixtures/onnx-format: tiny models, one for each thing that the ONNX decoder must read or refuse.

Run from the repository's root with the onnx package (1.22) installed: python3 Fixtures/generators/onnx_format.py
"""

import pathlib

import numpy as np
import onnx
from onnx import AttributeProto, TensorProto, helper

OUT = pathlib.Path(__file__).resolve().parent.parent / "onnx-format"


def value(name, element_type=TensorProto.FLOAT, shape=(1,)):
    return helper.make_tensor_value_info(name, element_type, shape)


def model(nodes, initializers=(), ir_version=8, opset=17, inputs=None, outputs=None, **options):
    graph = helper.make_graph(
        nodes,
        "graph",
        [value("x")] if inputs is None else inputs,
        [value("y")] if outputs is None else outputs,
        initializer=list(initializers),
    )
    options.setdefault("opset_imports", [helper.make_opsetid("", opset)])
    return helper.make_model(graph, ir_version=ir_version, producer_name="fixture", **options)


def save(name, proto):
    data = proto if isinstance(proto, bytes) else proto.SerializeToString(deterministic=True)
    assert len(data) < 2048, (name, len(data))
    (OUT / name).write_bytes(data)


def identity():
    return helper.make_node("Identity", ["x"], ["y"], name="copy")


def small():
    """Valid for libonnx's own checker, with one operator set as its last field."""
    weight = onnx.numpy_helper.from_array(np.arange(6, dtype=np.float32).reshape(3, 2), "w")
    node = helper.make_node("MatMul", ["x", "w"], ["h"], name="multiply")
    return model(
        [node, helper.make_node("Softmax", ["h"], ["y"], axis=-1)],
        [weight],
        inputs=[value("x", shape=("batch", 3))],
        outputs=[value("y", shape=("batch", 2))],
    )


def attributes():
    inner = helper.make_graph([], "inner", [], [value("x")])
    tensor = helper.make_tensor("t", TensorProto.INT64, [2], [7, -8])
    sparse = helper.make_sparse_tensor(
        helper.make_tensor("s", TensorProto.FLOAT, [2], [1.5, 2.5]),
        helper.make_tensor("", TensorProto.INT64, [2], [1, 4]),
        [2, 3],
    )
    kind = helper.make_tensor_type_proto(TensorProto.FLOAT, [2, "n", None])
    node = helper.make_node("Everything", ["x", "", "x"], ["y", ""], name="all", domain="test.kinds")
    node.doc_string = "every attribute kind"
    for name, content in [
        ("float", 1.5),
        ("int", -(2**63)),
        ("string", b"text"),
        ("tensor", tensor),
        ("graph", inner),
        ("floats", [0.5, -2.0]),
        ("ints", [1, -1, 2**62]),
        ("strings", [b"a", b"", b"\xff\xfe"]),
        ("tensors", [tensor, tensor]),
        ("graphs", [inner, inner]),
        ("sparse_tensor", sparse),
        ("type", kind),
        ("types", [kind, helper.make_sequence_type_proto(kind)]),
        ("sparse_tensors", [sparse]),
    ]:
        node.attribute.append(helper.make_attribute(name, content))
    node.attribute.append(AttributeProto(name="absent"))
    untyped = AttributeProto(name="untyped", i=3)
    node.attribute.append(untyped)
    opsets = [helper.make_opsetid("ai.onnx", 17), helper.make_opsetid("test.kinds", 1)]
    return model([node], opset_imports=opsets)


def types():
    tensor = helper.make_tensor_type_proto(TensorProto.FLOAT16, [2, "n", None, -1])
    infos = [
        ("tensor", tensor),
        ("unranked", helper.make_tensor_type_proto(TensorProto.INT8, None)),
        ("scalar", helper.make_tensor_type_proto(TensorProto.BOOL, [])),
        ("sequence", helper.make_sequence_type_proto(tensor)),
        ("optional", helper.make_optional_type_proto(tensor)),
        ("map", helper.make_map_type_proto(TensorProto.STRING, tensor)),
        ("sparse", helper.make_sparse_tensor_type_proto(TensorProto.DOUBLE, [4])),
        ("future", helper.make_tensor_type_proto(99, [1])),
    ]
    inputs = [helper.make_value_info(name, kind) for name, kind in infos]
    inputs.append(onnx.ValueInfoProto(name="untyped"))
    return model([identity()], inputs=inputs)


def typed_data():
    """Every typed field, and each again as raw_data under the name with `_raw`."""
    numbers = {
        TensorProto.FLOAT: [1.5, -2.5],
        TensorProto.DOUBLE: [1.5, -2.5],
        TensorProto.INT8: [-128, 127],
        TensorProto.UINT8: [0, 255],
        TensorProto.INT16: [-32768, 32767],
        TensorProto.UINT16: [0, 65535],
        TensorProto.INT32: [-(2**31), 2**31 - 1],
        TensorProto.UINT32: [0, 2**32 - 1],
        TensorProto.INT64: [-(2**63), 2**63 - 1],
        TensorProto.UINT64: [0, 2**64 - 1],
        TensorProto.BOOL: [True, False],
        TensorProto.FLOAT16: [1.5, -2.5],
        TensorProto.BFLOAT16: [1.5, -2.5],
        TensorProto.COMPLEX64: [1 + 2j, -3 - 4j],
        TensorProto.COMPLEX128: [1 + 2j, -3 - 4j],
        TensorProto.FLOAT8E4M3FN: [1.5, -2.0],
        TensorProto.FLOAT8E4M3FNUZ: [1.5, -2.0],
        TensorProto.FLOAT8E5M2: [1.5, -2.0],
        TensorProto.FLOAT8E5M2FNUZ: [1.5, -2.0],
        TensorProto.FLOAT8E8M0: [2.0, 0.5],
    }
    packed = {
        TensorProto.INT4: [-8, 7, 1],
        TensorProto.UINT4: [0, 15, 1],
        TensorProto.FLOAT4E2M1: [1.0, -2.0, 0.5],
        TensorProto.INT2: [-2, 1, 0, -1, 1],
        TensorProto.UINT2: [0, 1, 2, 3, 1],
    }
    tensors = []
    for element_type, elements in (numbers | packed).items():
        name = TensorProto.DataType.Name(element_type).lower()
        typed = helper.make_tensor(name, element_type, [len(elements)], elements)
        raw = onnx.numpy_helper.to_array(typed)
        tensors += [typed, onnx.numpy_helper.from_array(raw, f"{name}_raw")]
        assert tensors[-1].HasField("raw_data") and not typed.HasField("raw_data")
    return tensors


def other_data():
    strings = helper.make_tensor("string", TensorProto.STRING, [3], [b"a", b"", b"\xff"])
    future = TensorProto(name="future", data_type=99, dims=[3], raw_data=b"\x01\x02")
    tensors = [
        strings,
        future,
        helper.make_tensor("scalar", TensorProto.FLOAT, [], [4.0]),
        helper.make_tensor("empty", TensorProto.FLOAT, [0, 3], []),
        TensorProto(name="huge_empty", data_type=TensorProto.FLOAT, dims=[2**62, 2**62, 0], raw_data=b""),
    ]
    result = model([identity()], tensors)
    sparse = helper.make_sparse_tensor(
        helper.make_tensor("sparse", TensorProto.FLOAT, [1], [9.0]),
        helper.make_tensor("", TensorProto.INT64, [1, 2], [1, 2]),
        [2, 3],
    )
    result.graph.sparse_initializer.append(sparse)
    helper.set_model_props(result, {"key": "value"})
    return result


def misfits():
    def tensor(**fields):
        return TensorProto(**({"name": "w", "data_type": TensorProto.FLOAT, "dims": [2]} | fields))

    segment = tensor(raw_data=bytes(8))
    segment.segment.end = 1
    return {
        "too_few_bytes": tensor(raw_data=bytes(7)),
        "too_many_bytes": tensor(raw_data=bytes(9)),
        "too_few_elements": tensor(float_data=[1.0]),
        "no_data": tensor(),
        "negative_dimension": tensor(dims=[-1, -2], raw_data=bytes(8)),
        "segment": segment,
        "untyped": tensor(data_type=0, raw_data=bytes(8)),
        "too_few_strings": tensor(data_type=TensorProto.STRING, string_data=[b"a"]),
        "raw_int4": tensor(data_type=TensorProto.INT4, dims=[3], raw_data=bytes(3)),
        "element_overflow": tensor(dims=[2**62, 4], raw_data=b""),
        "byte_overflow": tensor(dims=[2**62], raw_data=b""),
    }


def misfit_in_branch():
    """The constant is inside a branch: the innermost node is the one to name."""
    content = TensorProto(data_type=TensorProto.FLOAT, dims=[2], raw_data=bytes(7))
    branch = helper.make_graph(
        [identity(), helper.make_node("Constant", [], ["y"], name="two", value=content)], "branch", [], []
    )
    return model([helper.make_node("If", ["x"], ["y"], name="choose", then_branch=branch)])


def functions():
    """A function with IR 9's attribute defaults and IR 10's overload, value_info and node overload."""
    body = helper.make_node("LeakyRelu", ["a"], ["b"])
    reference = AttributeProto(name="alpha", ref_attr_name="slope", type=AttributeProto.FLOAT)
    body.attribute.append(reference)
    function = helper.make_function(
        "test.functions",
        "Leak",
        ["a"],
        ["b"],
        [body],
        [helper.make_opsetid("ai.onnx", 22)],
        attributes=["required"],
        attribute_protos=[helper.make_attribute("slope", 0.25)],
        doc_string="leaks",
        overload="float",
        value_info=[value("b", shape=("n",))],
    )
    call = helper.make_node("Leak", ["x"], ["y"], domain="test.functions", overload="float")
    opsets = [helper.make_opsetid("", 22), helper.make_opsetid("test.functions", 1)]
    result = model([call], ir_version=10, opset_imports=opsets, functions=[function])
    entry = result.graph.node[0].metadata_props.add()
    entry.key, entry.value = "source", "fixture"
    return result


def field(number, content):
    """A length-delimited protobuf field."""

    def varint(rest):
        return bytes([rest]) if rest < 128 else bytes([rest & 127 | 128]) + varint(rest >> 7)

    return varint(number << 3 | 2) + varint(len(content)) + content


def nested(depth):
    """Spelled in bytes: Python's protobuf refuses to build what it would refuse to read."""
    graph = field(2, b"innermost")
    for _ in range(depth):
        attribute = AttributeProto(name="then_branch", type=AttributeProto.GRAPH).SerializeToString()
        graph = field(1, field(4, b"If") + field(5, attribute + field(6, graph)))
    header = onnx.ModelProto(ir_version=8, opset_import=[helper.make_opsetid("", 17)]).SerializeToString()
    return header + field(7, graph)


def external(location, offset=None, length=None, dims=(3,)):
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=dims)
    tensor.data_location = TensorProto.EXTERNAL
    for key, content in [("location", location), ("offset", offset), ("length", length)]:
        if content is not None:
            entry = tensor.external_data.add()
            entry.key, entry.value = key, str(content)
    return model([identity()], [tensor])


def externals():
    return {
        "whole": external("weights.data", length=12),
        "no_length": external("weights.data", offset=4),
        "unaligned": external("weights.data", offset=2, length=12),
        "in_subfolder": external("sub/more.data", 0, 12),
        "empty": external("weights.data", 0, 0, dims=(0,)),
        "missing": external("nowhere.data"),
        "no_location": external(None),
        "folder": external("sub"),
        "short": external("weights.data", offset=8, length=12),
        "beyond": external("weights.data", offset=2**62, length=12),
        "wrong_length": external("weights.data", 0, 8),
        "negative_offset": external("weights.data", offset=-4, length=12),
        "overflowing_offset": external("weights.data", offset=2**64, length=12),
        "absolute": external("/etc/passwd", 0, 12),
        "parent": external("../small.onnx", 0, 12),
        "parent_inside": external("sub/../weights.data", 0, 12),
        "nul": external("weights.data\0", 0, 12),
        "link": external("link.data", 0, 12),
    }


def not_utf8():
    data = small().SerializeToString(deterministic=True)
    return data.replace(b"multiply", b"mul\xff\xfe\xc3\xed\xa0")


def old():
    """IR 1 and 2 import no operator set."""
    result = model([identity()], ir_version=2)
    del result.opset_import[:]
    return result


def main():
    OUT.mkdir(exist_ok=True)
    (OUT / "external" / "sub").mkdir(parents=True, exist_ok=True)
    for name, proto in [
        ("small", small()),
        ("attributes", attributes()),
        ("types", types()),
        ("other_data", other_data()),
        ("misfit_in_branch", misfit_in_branch()),
        ("functions", functions()),
        ("nested_8", nested(8)),
        ("nested_25", nested(25)),
        ("nested_40", nested(40)),
        ("not_utf8", not_utf8()),
        ("old", old()),
    ]:
        save(f"{name}.onnx", proto)
    tensors = typed_data()
    save("typed_data_wide.onnx", model([identity()], tensors[:26], opset=26, ir_version=14))
    save("typed_data_narrow.onnx", model([identity()], tensors[26:], opset=26, ir_version=14))
    for name, tensor in misfits().items():
        save(f"misfit_{name}.onnx", model([identity()], [tensor]))
    for name, proto in externals().items():
        save(f"external/{name}.onnx", proto)
    (OUT / "external" / "weights.data").write_bytes(np.array([1, 2, 3, 4], np.float32).tobytes())
    (OUT / "external" / "sub" / "more.data").write_bytes(np.array([5, 6, 7], np.float32).tobytes())
    save("tensor.pb", helper.make_tensor("t", TensorProto.INT4, [3], [1, -2, 3]))
    save("tensor_strings.pb", helper.make_tensor("s", TensorProto.STRING, [2], [b"one", b"two"]))


if __name__ == "__main__":
    main()
