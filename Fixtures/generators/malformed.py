"""Writes Fixtures/malformed: models that break one rule each, and expected.json, what edgec must say about them.

expected.json maps a file name to {"code": ..., "mentions": [...]}: the diagnostic's code, and strings that the rendered
diagnostics contain. A null code marks a model that looks wrong and is legal: edgec must accept it.
"""

import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "malformed"
FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64

expected = {}


def write(name, data, code, *mentions):
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.onnx").write_bytes(data)
    expected[f"{name}.onnx"] = {"code": code, "mentions": list(mentions)}


def value(name, *shape, type=FLOAT):
    return helper.make_tensor_value_info(name, type, list(shape))


def constant(name, array, dtype=np.float32):
    return numpy_helper.from_array(np.asarray(array, dtype), name)


def ones(name, *shape):
    return constant(name, np.ones(shape))


def model(nodes, inputs, outputs, initializers=(), value_info=(), opsets=(("", 17),), functions=()):
    graph = helper.make_graph(nodes, "malformed", inputs, outputs, list(initializers), value_info=list(value_info))
    imports = [helper.make_opsetid(domain, version) for domain, version in opsets]
    return helper.make_model(graph, opset_imports=imports, ir_version=8, functions=list(functions), producer_name="edgec")


def case(name, code, mentions, *arguments, **options):
    write(name, model(*arguments, **options).SerializeToString(), code, *mentions)


def node(op, inputs, outputs, **attributes):
    return helper.make_node(op, inputs, outputs, name=f"{op.lower()}_{outputs[0]}", **attributes)


def structure():
    x, y = value("x", 1, 4), value("y", 1, 4)
    case("cyclic_graph", "E206", [], [node("Add", ["x", "b"], ["a"]), node("Relu", ["a"], ["b"]),
                                      node("Relu", ["b"], ["y"])], [x], [y])
    case("self_loop", "E206", [], [node("Add", ["x", "y"], ["y"])], [x], [y])
    case("dangling_input", "E205", ["nowhere"], [node("Add", ["x", "nowhere"], ["y"])], [x], [y])
    case("dangling_graph_output", "E205", ["nowhere"], [node("Relu", ["x"], ["y"])], [x], [y, value("nowhere", 1, 4)])
    case("duplicate_value_name", "E207", ["a"], [node("Relu", ["x"], ["a"]), node("Tanh", ["x"], ["a"]),
                                                 node("Relu", ["a"], ["y"])], [x], [y])
    case("duplicate_input_name", "E207", ["x"], [node("Relu", ["x"], ["y"])], [x, x], [y])
    case("node_redefines_input", "E207", ["x"], [node("Relu", ["x"], ["x"]), node("Relu", ["x"], ["y"])], [x], [y])
    case("unknown_operators", "E201", ["Frobnicate", "Twirl", "com.example"],
         [node("Frobnicate", ["x"], ["a"]), node("Twirl", ["a"], ["b"], domain="com.example"),
          node("Frobnicate", ["b"], ["y"])], [x], [y], opsets=[("", 17), ("com.example", 1)])
    case("future_opset", "E202", ["99"], [node("Relu", ["x"], ["y"])], [x], [y], opsets=[("", 99)])
    case("no_opset", "E101", [], [node("Relu", ["x"], ["y"])], [x], [y], opsets=[])
    case("empty_graph", "E101", [], [], [], [])
    case("output_is_input", None, [], [], [x], [value("x", 1, 4)])
    case("output_is_initializer", None, [], [node("Relu", ["x"], ["y"])], [x], [y, value("w", 2)], [ones("w", 2)])
    recursive = helper.make_function("local", "Again", ["p"], ["q"], [node("Again", ["p"], ["q"], domain="local")],
                                     [helper.make_opsetid("", 17), helper.make_opsetid("local", 1)])
    case("recursive_function", "E206", ["Again"], [node("Again", ["x"], ["y"], domain="local")], [x], [y],
         opsets=[("", 17), ("local", 1)], functions=[recursive])

    no_graph = onnx.ModelProto(ir_version=8, producer_name="edgec")
    no_graph.opset_import.append(helper.make_opsetid("", 17))
    write("no_graph", no_graph.SerializeToString(), "E101")
    write("nested_subgraphs", nested(200), "E101")


def nested(depth):
    """If inside If: deeper than any recursive reader should follow. Built as bytes, for onnx refuses to serialize it."""
    branch = helper.make_graph([node("Relu", ["x"], ["r"])], "g", [], [value("r", 1)])
    body = branch.SerializeToString()

    def field(number, payload):
        length, prefix = len(payload), b""
        while length > 127:
            prefix, length = prefix + bytes([length & 127 | 128]), length >> 7
        return bytes([number << 3 | 2]) + prefix + bytes([length]) + payload

    for _ in range(depth):
        attribute = field(1, b"then_branch") + field(6, body) + bytes([20 << 3 & 127 | 128, 1, 5])
        body = field(1, field(1, b"c") + field(2, b"r") + field(4, b"If") + field(5, attribute)) + field(2, b"g")
    shell = model([], [value("x", 1)], [value("r", 1)]).SerializeToString()
    return shell + field(7, body)


def shapes():
    x, relu = value("x", 1, 4), node("Relu", ["x"], ["a"])
    case("contradictory_value_info", "E211", ["a"], [relu, node("Tanh", ["a"], ["y"])], [x], [value("y", 1, 4)],
         value_info=[value("a", 1, 5)])
    case("contradictory_output_shape", "E211", ["a"], [relu], [x], [value("a", 2, 4)])
    case("contradictory_output_rank", "E211", ["a"], [relu], [x], [value("a", 4)])
    case("contradictory_output_type", "E211", ["a"], [relu], [x], [value("a", 1, 4, type=INT64)])
    case("symbolic_width", "E208", ["width"], [node("Relu", ["x"], ["y"])], [value("x", "batch", 3, "height", "width")],
         [value("y", "batch", 3, "height", "width")])
    case("unknown_rank", "E208", ["x"], [node("Relu", ["x"], ["y"])],
         [helper.make_tensor_value_info("x", FLOAT, None)], [helper.make_tensor_value_info("y", FLOAT, None)])
    case("huge_input", "E107", ["x"], [node("Relu", ["x"], ["y"])], [value("x", 2**40, 2**40)],
         [value("y", 2**40, 2**40)])
    case("huge_expand", "E107", [], [node("Expand", ["x", "s"], ["y"])], [value("x", 1)],
         [value("y", 2**40, 2**20, 2**20)], [constant("s", [2**40, 2**20, 2**20], np.int64)])
    case("huge_pads", "E107", [], [node("Pad", ["x", "p"], ["y"])], [value("x", 1)],
         [helper.make_tensor_value_info("y", FLOAT, None)], [constant("p", [2**62, 2**62], np.int64)])


def inputs():
    image, y = value("x", 1, 3, 8, 8), helper.make_tensor_value_info("y", FLOAT, None)
    weight = ones("w", 4, 3, 3, 3)
    row, column = value("x", 1, 4), value("z", 4, 1)
    case("conv_input_rank_1", "E204", ["Conv"], [node("Conv", ["x", "w"], ["y"])], [value("x", 3)], [y], [weight])
    case("conv_weight_rank_2", "E204", ["Conv"], [node("Conv", ["x", "w"], ["y"])], [image], [y], [ones("w", 4, 3)])
    case("conv_integer_input", "E204", ["Conv"], [node("Conv", ["x", "w"], ["y"])],
         [value("x", 1, 3, 8, 8, type=INT32)], [y], [weight])
    case("conv_channels_differ", "E204", ["Conv"], [node("Conv", ["x", "w"], ["y"])], [value("x", 1, 5, 8, 8)], [y],
         [weight])
    case("conv_kernel_larger_than_input", "E204", ["Conv"], [node("Conv", ["x", "w"], ["y"])],
         [value("x", 1, 3, 2, 2)], [y], [weight])
    case("conv_without_weight", "E204", ["Conv"], [node("Conv", ["x"], ["y"])], [image], [y])
    case("conv_empty_weight_name", "E204", ["Conv"], [node("Conv", ["x", ""], ["y"])], [image], [y])
    case("relu_two_inputs", "E204", ["Relu"], [node("Relu", ["x", "x"], ["y"])], [row], [y])
    case("gemm_rank_3", "E204", ["Gemm"], [node("Gemm", ["x", "w"], ["y"])], [value("x", 1, 2, 4)], [y],
         [ones("w", 4, 2)])
    case("gemm_inner_dimensions_differ", "E204", ["Gemm"], [node("Gemm", ["x", "w"], ["y"])], [row], [y],
         [ones("w", 5, 2)])
    case("add_types_differ", "E204", ["Add"], [node("Add", ["x", "z"], ["y"])],
         [row, value("z", 1, 4, type=INT64)], [y])
    case("add_not_broadcastable", "E204", ["Add"], [node("Add", ["x", "z"], ["y"])], [row, value("z", 1, 3)], [y])
    case("concat_dimensions_differ", "E204", ["Concat"], [node("Concat", ["x", "z"], ["y"], axis=1)], [row, column], [y])
    case("reshape_element_count", "E204", ["Reshape"], [node("Reshape", ["x", "s"], ["y"])], [row], [y],
         [constant("s", [3, 3], np.int64)])


def attributes():
    image, y = value("x", 1, 3, 8, 8), helper.make_tensor_value_info("y", FLOAT, None)

    def conv(name, code="E203", weight=(4, 3, 3, 3), **options):
        case(name, code, ["Conv"], [node("Conv", ["x", "w"], ["y"], **options)], [image], [y], [ones("w", *weight)])

    conv("conv_kernel_shape_differs", kernel_shape=[5, 5])
    conv("conv_negative_strides", "E204", strides=[-1, -1])
    conv("conv_zero_strides", "E204", strides=[0, 1])
    conv("conv_huge_dilations", "E204", dilations=[2**62, 2**62])
    conv("conv_too_few_pads", pads=[1, 1])
    conv("conv_group_not_dividing", "E204", weight=(4, 1, 3, 3), group=2)
    conv("conv_group_zero", "E204", group=0)
    conv("conv_strides_as_floats", strides=[1.0, 1.0])
    conv("conv_unknown_auto_pad", auto_pad="SAME_SIDEWAYS")

    def single(name, op, code="E203", **options):
        case(name, code, [op], [node(op, ["x"], ["y"], **options)], [image], [y])

    single("softmax_axis_out_of_range", "Softmax", axis=4)
    single("transpose_not_a_permutation", "Transpose", "E204", perm=[0, 1, 1, 3])
    single("cast_without_type", "Cast")
    single("max_pool_without_kernel", "MaxPool")
    single("flatten_axis_as_text", "Flatten", axis="1")


def tensors():
    x, y = value("x", 2), value("y", 2)

    def add(name, code, tensor, *mentions):
        case(name, code, mentions, [node("Add", ["x", tensor.name], ["y"])], [x], [y], [tensor])

    def external(name, code, *mentions, location, **options):
        tensor = TensorProto(name="w", data_type=FLOAT, dims=[2], data_location=TensorProto.EXTERNAL)
        for key, item in {"location": location, **options}.items():
            tensor.external_data.add(key=key, value=str(item))
        add(name, code, tensor, *mentions)

    raw = bytes(8)
    add("initializer_without_data", "E105", TensorProto(name="w", data_type=FLOAT, dims=[2]), "w")
    add("initializer_too_short", "E105", TensorProto(name="w", data_type=FLOAT, dims=[2], raw_data=raw[:7]), "w")
    add("initializer_too_long", "E105", TensorProto(name="w", data_type=FLOAT, dims=[1], raw_data=raw), "w")
    add("initializer_negative_dimension", "E105", TensorProto(name="w", data_type=FLOAT, dims=[-2], raw_data=raw), "w")
    add("initializer_huge_dimensions", "E107",
        TensorProto(name="w", data_type=FLOAT, dims=[2**40, 2**40], raw_data=raw), "w")
    add("initializer_unknown_type", "E106", TensorProto(name="w", data_type=99, dims=[2], raw_data=raw), "w")
    external("external_data_missing", "E103", "absent.bin", location="absent.bin", length=8)
    external("external_data_too_short", "E103", "short.bin", location="short.bin", length=8)
    external("external_data_huge_offset", "E103", "short.bin", location="short.bin", offset=2**63 - 4, length=8)
    external("external_data_parent_folder", "E104", location="../generators/malformed.py", length=8)
    external("external_data_absolute_path", "E104", location="/etc/passwd", length=8)
    external("external_data_hidden_parent", "E104", location="models/../../../README.md", length=8)
    external("external_data_without_location", "E103", location="", length=8)
    (FOLDER / "short.bin").write_bytes(bytes(7))


def bytes_of_files():
    good = model([node("Relu", ["x"], ["y"])], [value("x", 1, 4)], [value("y", 1, 4)]).SerializeToString()
    write("truncated", good[:-9], "E101")
    write("garbage", np.random.default_rng(1).integers(128, 256, 256, np.uint8).tobytes(), "E102")
    write("zeros", bytes(64), "E102")
    write("empty", b"", "E102")
    write("text", b"This is not a model.\n", "E102")
    write("html_error_page", b"<!DOCTYPE html><title>404 Not Found</title>\n", "E102")


for family in (structure, shapes, inputs, attributes, tensors, bytes_of_files):
    family()
lines = [f"  {json.dumps(name)}: {json.dumps(facts)}" for name, facts in sorted(expected.items())]
(FOLDER / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
