"""Writes Fixtures/tflite/add.tflite, y = max(a + b, 0) on float32[1,4]: made without edgec, so that the tests of the
LiteRT oracle do not depend on what they are to judge."""

import pathlib

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "tflite"


def tensor(name):
    return schema.TensorT(shape=[1, 4], type=schema.TensorType.FLOAT32, buffer=0, name=name)


options = schema.AddOptionsT(fusedActivationFunction=schema.ActivationFunctionType.RELU)
operator = schema.OperatorT(
    opcodeIndex=0, inputs=[0, 1], outputs=[2], builtinOptionsType=schema.BuiltinOptions.AddOptions,
    builtinOptions=options)
graph = schema.SubGraphT(
    tensors=[tensor("a"), tensor("b"), tensor("y")], inputs=[0, 1], outputs=[2], operators=[operator], name="main")
code = schema.OperatorCodeT(deprecatedBuiltinCode=schema.BuiltinOperator.ADD, builtinCode=schema.BuiltinOperator.ADD)
signature = schema.SignatureDefT(
    inputs=[schema.TensorMapT(name="a", tensorIndex=0), schema.TensorMapT(name="b", tensorIndex=1)],
    outputs=[schema.TensorMapT(name="y", tensorIndex=2)], signatureKey="serving_default", subgraphIndex=0)
model = schema.ModelT(
    version=3, operatorCodes=[code], subgraphs=[graph], buffers=[schema.BufferT()], signatureDefs=[signature],
    description="edgec test")
builder = flatbuffers.Builder(0)
builder.Finish(model.Pack(builder), b"TFL3")
FOLDER.mkdir(parents=True, exist_ok=True)
(FOLDER / "add.tflite").write_bytes(bytes(builder.Output()))
