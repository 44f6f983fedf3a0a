"""Writes Fixtures/data: tensors as numpy and onnx store them. Deterministic; needs numpy and onnx.

Every array holds 0, 1, 2, … in its own type (bool: parity), so that a test knows what to expect.
"""
import io
import pathlib
import struct
import zipfile
import zlib

import numpy as np
import onnx.numpy_helper

ROOT = pathlib.Path(__file__).resolve().parent.parent / "data"
TYPES = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]


def ramp(shape, dtype):
    values = np.arange(int(np.prod(shape))).reshape(shape)
    return (values % 2).astype(bool) if dtype == "b1" else values.astype(dtype)


def save(path, array, version=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        np.lib.format.write_array(file, array, version=version, allow_pickle=True)


def save_pb(path, array, name=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(onnx.numpy_helper.from_array(array, name).SerializeToString())


def save_zip(path, arrays, method):
    """As numpy.savez, with a fixed date."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, array in arrays.items():
            info = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            with archive.open(info, "w", force_zip64=True) as file:
                np.lib.format.write_array(file, array, allow_pickle=False)


def save_zip64(path, array):
    """One stored entry `x` in the form that archives beyond 4 GiB have: every size and offset in zip64 records."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array)
    content, name, full = buffer.getvalue(), b"x.npy", 0xFFFFFFFF
    common = struct.pack("<HHHHHIIIH", 45, 0, 0, 0, 33, zlib.crc32(content), full, full, len(name))
    sizes = struct.pack("<QQ", len(content), len(content))
    local = b"PK\3\4" + common + struct.pack("<H", 20) + name + struct.pack("<HH", 1, 16) + sizes + content
    extra = struct.pack("<HH", 1, 24) + sizes + struct.pack("<Q", 0)
    central = b"PK\1\2" + struct.pack("<H", 45) + common + struct.pack("<HHHHII", len(extra), 0, 0, 0, 0, full)
    central += name + extra
    end64 = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, len(central), len(local))
    locator = b"PK\6\7" + struct.pack("<IQI", 0, len(local) + len(central), 1)
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, full, full, 0)
    path.write_bytes(local + central + end64 + locator + end)
    assert np.array_equal(np.load(path)["x"], array)


def write_npy():
    folder = ROOT / "npy"
    for dtype in TYPES:
        save(folder / f"{dtype}.npy", ramp((2, 3), dtype))
        save_pb(ROOT / "pb" / f"{dtype}.pb", ramp((2, 3), dtype), "x")
    for dtype in ["f2", "f4", "f8", "i2", "i4", "i8", "u2", "u4", "u8"]:
        save(folder / f"big_{dtype}.npy", ramp((2, 3), dtype).astype(">" + dtype))
    save(folder / "fortran.npy", np.asfortranarray(ramp((2, 3, 4), "f4")))
    save(folder / "version2.npy", ramp((2, 3), "f4"), (2, 0))
    save(folder / "version3.npy", ramp((2, 3), "f4"), (3, 0))
    save(folder / "scalar.npy", ramp((), "i8"))
    save(folder / "vector.npy", ramp((5,), "f4"))
    save(folder / "empty.npy", ramp((0, 3), "f4"))


def write_refused():
    folder = ROOT / "refused"
    save(folder / "structured.npy", np.zeros(2, [("a", "f4"), ("b", "i4")]))
    save(folder / "object.npy", np.array([None, None]))
    save(folder / "complex.npy", np.zeros(2, "c8"))
    save(folder / "text.npy", np.array(["ab"]))
    save_pb(folder / "text.pb", np.array(["ab"], dtype=object))


def write_npz():
    folder = ROOT / "npz"
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {"x": ramp((4, 2, 3), "f4"), "a/b": ramp((4, 2), "i4")}
    save_zip(folder / "stored.npz", arrays, zipfile.ZIP_STORED)
    save_zip(folder / "deflated.npz", arrays, zipfile.ZIP_DEFLATED)
    save_zip64(folder / "zip64.npz", arrays["x"])
    save_zip(folder / "bzip2.npz", arrays, zipfile.ZIP_BZIP2)


def write_sets():
    for index in [0, 2, 10]:
        folder = ROOT / "sets" / "onnx" / f"test_data_set_{index}"
        save_pb(folder / "input_0.pb", ramp((1, 2, 3), "f4") + np.float32(index), "x")
        save_pb(folder / "input_1.pb", ramp((1, 2), "i4"), "a/b")
        save_pb(folder / "output_0.pb", ramp((1, 6), "f4"), "y")
    folder = ROOT / "sets" / "named"
    save(folder / "x.npy", ramp((1, 2, 3), "f4"))
    save(folder / "a_b.npy", ramp((1, 2), "i4"))


write_npy()
write_refused()
write_npz()
write_sets()
