"""Makes kws.onnx, its calibration data and the firmware's test vectors.

The sounds are synthetic: five kinds of made-up signals that stand for keywords, so that the example needs no recordings and
gives the same files every time. The model recognises these signals and nothing else. To recognise words, replace `sound`
by recordings.

    python train.py

Needs numpy and onnx; takes less than a minute.
"""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LABELS = ["up", "down", "yes", "no", "silence"]
RATE = 8000
FRAME = 256
FRAMES = 31
BANDS = 16
FOLDER = pathlib.Path(__file__).parent
random = np.random.default_rng(7)


def sound(label):
    """One second of a signal, at most 1 in size."""
    time = np.arange(FRAME * FRAMES) / RATE
    length = random.uniform(0.45, 0.7)
    start = random.uniform(0.05, 0.95 - length)
    place = (time - start) / length
    inside = (place >= 0) & (place < 1)
    pitch = random.uniform(0.85, 1.2)
    hiss = random.standard_normal(time.size)
    if label == "up":
        voice = np.sin(2 * np.pi * np.cumsum(pitch * (350 + 900 * place)) / RATE)
    elif label == "down":
        voice = np.sin(2 * np.pi * np.cumsum(pitch * (1250 - 900 * place)) / RATE)
    elif label == "yes":
        voice = np.where(place < 0.55, np.sin(2 * np.pi * 800 * pitch * time), np.diff(hiss, append=0) / 2)
    elif label == "no":
        voice = np.sin(2 * np.pi * 300 * pitch * time) + 0.5 * np.sin(2 * np.pi * 600 * pitch * time)
    else:
        voice = np.zeros(time.size)
    envelope = inside * np.sin(np.pi * np.clip(place, 0, 1)) ** 0.5
    signal = random.uniform(0.3, 0.9) * voice * envelope / 1.5 + random.uniform(0.002, 0.03) * hiss
    return np.clip(signal, -1, 1).astype(np.float32)


def features(signal):
    """The loudness of 16 frequencies in 31 frames, [BANDS, FRAMES]. Features.swift computes the same."""
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)
    frequencies = 200 * (3600 / 200) ** (np.arange(BANDS) / (BANDS - 1))
    waves = np.exp(-2j * np.pi * np.outer(frequencies, np.arange(FRAME)) / RATE) * window
    energy = np.abs(waves @ signal.reshape(FRAMES, FRAME).T) ** 2
    return np.log10(energy + 0.01).astype(np.float32)


def samples(count):
    kinds = np.arange(count) % len(LABELS)
    return np.stack([features(sound(LABELS[kind])) for kind in kinds]), kinds


def windows(x, stride):
    """Three neighbours in time, [samples, positions, channels * 3]."""
    x = np.pad(x, ((0, 0), (0, 0), (1, 1)))
    starts = range(0, x.shape[2] - 2, stride)
    return np.stack([x[:, :, s : s + 3].reshape(len(x), -1) for s in starts], 1)


def forward(p, x):
    a0 = windows(x, 1)
    h0 = np.maximum(a0 @ p["w0"].T + p["b0"], 0)
    a1 = windows(h0.transpose(0, 2, 1), 2)
    h1 = np.maximum(a1 @ p["w1"].T + p["b1"], 0)
    mean = h1.mean(1)
    return a0, h0, a1, h1, mean, mean @ p["w2"].T + p["b2"]


def gradients(p, x, kinds):
    a0, h0, a1, h1, mean, scores = forward(p, x)
    chances = np.exp(scores - scores.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    d = chances.copy()
    d[np.arange(len(x)), kinds] -= 1
    d /= len(x)
    g = {"w2": d.T @ mean, "b2": d.sum(0)}
    d = np.repeat((d @ p["w2"])[:, None, :] / h1.shape[1], h1.shape[1], 1) * (h1 > 0)
    g |= {"w1": np.einsum("nto,nti->oi", d, a1), "b1": d.sum((0, 1))}
    inner = (d @ p["w1"]).reshape(*d.shape[:2], h0.shape[2], 3)
    back = np.zeros((len(x), h0.shape[2], h0.shape[1] + 2))
    for position in range(d.shape[1]):
        back[:, :, 2 * position : 2 * position + 3] += inner[:, position]
    d = back[:, :, 1:-1].transpose(0, 2, 1) * (h0 > 0)
    return g | {"w0": np.einsum("nto,nti->oi", d, a0), "b0": d.sum((0, 1))}


def train(x, kinds, steps=400, rate=0.004):
    sizes = {"w0": (24, 3 * BANDS), "w1": (24, 3 * 24), "w2": (len(LABELS), 24)}
    p = {name: random.standard_normal(size) / np.sqrt(size[1]) for name, size in sizes.items()}
    p |= {name.replace("w", "b"): np.zeros(size[0]) for name, size in sizes.items()}
    first, second = ({name: np.zeros_like(v) for name, v in p.items()} for _ in range(2))
    for step in range(1, steps + 1):
        batch = random.integers(0, len(x), 64)
        for name, g in gradients(p, x[batch], kinds[batch]).items():
            first[name] = 0.9 * first[name] + 0.1 * g
            second[name] = 0.99 * second[name] + 0.01 * g * g
            scale = np.sqrt(1 - 0.99**step) / (1 - 0.9**step)
            p[name] = p[name] - rate * scale * first[name] / (np.sqrt(second[name]) + 1e-8)
    return p


def model(p):
    weights = {
        "conv0.weight": p["w0"].reshape(-1, BANDS, 3), "conv0.bias": p["b0"],
        "conv1.weight": p["w1"].reshape(-1, 24, 3), "conv1.bias": p["b1"],
        "fc.weight": p["w2"], "fc.bias": p["b2"],
    }  # fmt: skip
    nodes = [
        helper.make_node("Conv", ["spectrum", "conv0.weight", "conv0.bias"], ["c0"], "conv0", pads=[1, 1]),
        helper.make_node("Relu", ["c0"], ["r0"], "relu0"),
        helper.make_node("Conv", ["r0", "conv1.weight", "conv1.bias"], ["c1"], "conv1", pads=[1, 1], strides=[2]),
        helper.make_node("Relu", ["c1"], ["r1"], "relu1"),
        helper.make_node("GlobalAveragePool", ["r1"], ["m"], "mean"),
        helper.make_node("Flatten", ["m"], ["f"], "flatten"),
        helper.make_node("Gemm", ["f", "fc.weight", "fc.bias"], ["s"], "fc", transB=1),
        helper.make_node("Softmax", ["s"], ["probabilities"], "softmax", axis=1),
    ]
    graph = helper.make_graph(
        nodes, "kws",
        [helper.make_tensor_value_info("spectrum", TensorProto.FLOAT, [1, BANDS, FRAMES])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, len(LABELS)])],
        [numpy_helper.from_array(v.astype(np.float32), name) for name, v in weights.items()],
    )  # fmt: skip
    result = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="train.py")
    onnx.checker.check_model(result)
    return result


def header(x, kinds):
    """Samples for the firmware, in C."""
    lines = ["/* Made by train.py: synthetic samples, one of each kind. */", f"enum {{ SAMPLES = {len(x)} }};"]
    lines.append("static const char *const labels[] = {%s};" % ", ".join(f'"{label}"' for label in LABELS))
    lines.append("static const int expected[SAMPLES] = {%s};" % ", ".join(str(kind) for kind in kinds))
    lines.append(f"static const float spectra[SAMPLES][{BANDS * FRAMES}] = {{")
    for sample in x:
        numbers = [f"{v:.3f}f," for v in sample.ravel()]
        rows = [" ".join(numbers[i : i + 12]) for i in range(0, len(numbers), 12)]
        lines += ["  {" + rows[0]] + ["   " + row for row in rows[1:-1]] + ["   " + rows[-1] + "},"]
    return "\n".join(lines + ["};", ""])


def main():
    p = train(*samples(2000))
    x, kinds = samples(1000)
    print(f"{(forward(p, x)[-1].argmax(1) == kinds).mean():.1%} of 1000 new synthetic sounds are recognised")
    sources = FOLDER / "Sources" / "KeywordSpotting"
    onnx.save(model(p), sources / "kws.onnx")
    np.savez_compressed(sources / "kws.calibration.npz", spectrum=np.round(x[:60], 2))
    (FOLDER.parent / "firmware" / "samples.h").write_text(header(x[: len(LABELS)], kinds[: len(LABELS)]))


main()
