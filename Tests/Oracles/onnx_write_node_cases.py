"""Writes the node test cases of the onnx package in use to FOLDER/node, laid out as releases before 1.23 shipped them:
a folder for each case with model.onnx and test_data_set_K/{input,output}_N.pb. Newer packages make them on the fly.

    onnx_write_node_cases.py FOLDER
"""

import pathlib
import sys

import numpy
from onnx import TensorProto, numpy_helper
from onnx.backend.test.loader import load_model_tests


def serialized(value, info):
    """The protobuf message for one input or output, whatever kind of value it is."""
    if isinstance(value, TensorProto):
        return value.SerializeToString()
    for kind, convert in (
        ("map_type", numpy_helper.from_dict), ("sequence_type", numpy_helper.from_list),
        ("optional_type", numpy_helper.from_optional),
    ):
        if info.type.HasField(kind):
            return convert(value, info.name).SerializeToString()
    return numpy_helper.from_array(numpy.asarray(value), info.name).SerializeToString()


root = pathlib.Path(sys.argv[1]) / "node"
for case in load_model_tests(kind="node"):
    folder = root / case.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(case.model.SerializeToString())
    for number, (inputs, outputs) in enumerate(case.data_sets):
        data = folder / f"test_data_set_{number}"
        data.mkdir(exist_ok=True)
        for role, values, infos in (
            ("input", inputs, case.model.graph.input), ("output", outputs, case.model.graph.output)
        ):
            for position, (value, info) in enumerate(zip(values, infos)):
                (data / f"{role}_{position}.pb").write_bytes(serialized(value, info))
