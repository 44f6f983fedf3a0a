"""Trains three small networks on scikit-learn's digits and exports each with both PyTorch exporters to Fixtures/models.

    digits_cnn_*  [1,1,8,8] image: depthwise-separable residual network, batch normalization, ReLU6, global mean
    digits_mlp_*  [batch,64] pixels: fully connected 64-32-16-10, Relu, Tanh
    digits_tcn_*  [1,8,8] columns over rows: dilated causal 1-D convolutions, softmax

    *_torchscript  tracing exporter, opset 13, nothing folded: batch normalization stays a node
    *_dynamo       torch.export, opset 18; the TCN keeps its weights in a file of their own

Each folder: model.onnx, input_0.npy and output_0.npy (one sample, ONNX Runtime without optimisations), data.npz (x_test
and labels, 64 samples, no batch dimension), calibration.npz (64 training samples named after the input), meta.json.
Seeded, but another version of PyTorch or another processor may train other weights.
"""

import json
import pathlib

import numpy as np
import onnx
import onnxruntime
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "models"
SAMPLES = 64


class Separable(nn.Module):
    """Depthwise 3x3 and pointwise convolution, with a residual connection where the shape stays."""

    def __init__(self, channels_in, channels_out, stride=1):
        super().__init__()
        self.residual = stride == 1 and channels_in == channels_out
        self.body = nn.Sequential(
            nn.Conv2d(channels_in, channels_in, 3, stride, 1, groups=channels_in, bias=False),
            nn.BatchNorm2d(channels_in), nn.ReLU6(),
            nn.Conv2d(channels_in, channels_out, 1, bias=False), nn.BatchNorm2d(channels_out))

    def forward(self, x):
        return x + self.body(x) if self.residual else nn.functional.relu6(self.body(x))


class ConvolutionalNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 12, 3, 1, 1, bias=False), nn.BatchNorm2d(12), nn.ReLU6())
        self.blocks = nn.Sequential(Separable(12, 12), Separable(12, 24, 2), Separable(24, 24))
        self.head = nn.Linear(24, 10)

    def forward(self, x):
        return self.head(self.blocks(self.stem(x)).mean([2, 3]))


class CausalBlock(nn.Module):
    def __init__(self, channels_in, channels_out, dilation):
        super().__init__()
        self.padding = nn.ConstantPad1d((2 * dilation, 0), 0.0)
        self.conv = nn.Conv1d(channels_in, channels_out, 3, dilation=dilation)
        self.norm = nn.BatchNorm1d(channels_out)
        self.residual = channels_in == channels_out

    def forward(self, x):
        y = torch.relu(self.norm(self.conv(self.padding(x))))
        return x + y if self.residual else y


class TemporalNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential(CausalBlock(8, 16, 1), CausalBlock(16, 16, 2), CausalBlock(16, 16, 4))
        self.head = nn.Linear(16, 10)

    def forward(self, x):
        return torch.softmax(self.head(self.blocks(x)[:, :, -1]), dim=-1)


def perceptron():
    return nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Dropout(0.1), nn.Linear(32, 16), nn.Tanh(), nn.Linear(16, 10))


def train(network, x, labels, probabilities):
    x, labels = torch.from_numpy(x), torch.from_numpy(labels)
    optimizer = torch.optim.Adam(network.parameters(), 5e-3)
    network.train()
    for _ in range(40):
        for batch in torch.randperm(len(x)).split(32):
            optimizer.zero_grad()
            scores = network(x[batch])
            scores = torch.log(scores + 1e-9) if probabilities else scores
            nn.functional.nll_loss(torch.log_softmax(scores, 1), labels[batch]).backward()
            optimizer.step()
    return network.eval()


def export(network, sample, path, exporter, dynamic, external):
    names = dict(input_names=["input"], output_names=["scores"])
    if exporter == "torchscript":
        torch.onnx.export(
            network, (sample,), str(path), dynamo=False, opset_version=13, do_constant_folding=False,
            training=torch.onnx.TrainingMode.PRESERVE,
            dynamic_axes={"input": {0: "batch"}, "scores": {0: "batch"}} if dynamic else None, **names)
    else:
        torch.onnx.export(
            network, (sample,), str(path), dynamo=True, opset_version=18, external_data=external, verbose=False,
            dynamic_shapes=({0: torch.export.Dim("batch")},) if dynamic else None, **names)
    model = onnx.load(path, load_external_data=False)
    strip(model.graph)
    onnx.save(model, path)


def strip(graph):
    """Drops the exporter's stack traces: they hold paths of the machine that trained the model."""
    for message in [graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer]:
        message.doc_string = ""
        if message.metadata_props:
            del message.metadata_props[:]


def record(folder, exporter, x_calibration, x_test, labels):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    scores = np.concatenate([session.run(None, {"input": sample[None]})[0] for sample in x_test])
    correct = scores.argmax(1) == labels
    np.save(folder / "input_0.npy", x_test[:1])
    np.save(folder / "output_0.npy", scores[:1])
    np.savez_compressed(folder / "data.npz", x_test=x_test[:SAMPLES], labels=labels[:SAMPLES])
    np.savez_compressed(folder / "calibration.npz", input=x_calibration[:SAMPLES])
    model = onnx.load(folder / "model.onnx", load_external_data=False)
    meta = {
        "exporter": f"PyTorch {torch.__version__.split('+')[0]} {exporter}",
        "opset": next(o.version for o in model.opset_import if o.domain == ""),
        "operators": sorted({node.op_type for node in model.graph.node}),
        "correct_of_data": int(correct[:SAMPLES].sum()),
        "accuracy_on_360_test_samples": round(float(correct.mean()), 4),
        "data": "UCI optical recognition of handwritten digits, CC-BY-4.0, through scikit-learn",
    }
    (folder / "meta.json").write_text(json.dumps(meta, indent=2) + "\n")
    print(folder.name, meta["operators"], meta["accuracy_on_360_test_samples"])


def main():
    pixels, labels = load_digits(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(
        (pixels / 16).astype(np.float32), labels.astype(np.int64), test_size=360, random_state=1, stratify=labels)
    networks = {
        "digits_cnn": (ConvolutionalNetwork, (1, 8, 8), False),
        "digits_mlp": (perceptron, (64,), False),
        "digits_tcn": (TemporalNetwork, (8, 8), True),
    }
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)
    for name, (build, shape, probabilities) in networks.items():
        torch.manual_seed(1)
        train_data, test_data = x_train.reshape(-1, *shape), x_test.reshape(-1, *shape)
        network = train(build(), train_data, y_train, probabilities)
        # The dynamo exporter takes a batch of one for a constant, so a symbolic batch is traced with two.
        dynamic = name == "digits_mlp"
        sample = torch.from_numpy(test_data[: 2 if dynamic else 1])
        for exporter in ("torchscript", "dynamo"):
            folder = FOLDER / f"{name}_{exporter}"
            folder.mkdir(parents=True, exist_ok=True)
            export(network, sample, folder / "model.onnx", exporter, dynamic, external=name == "digits_tcn")
            record(folder, exporter, train_data, test_data, y_test)


main()
