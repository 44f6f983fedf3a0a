#!/usr/bin/env python3
"""Measures edgec beside its peers on this machine and prints the ratios. README.md says how to read them.

Imports nothing large: the peak memory that the kernel reports for a child is never less than its parent's.
"""

import argparse
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT / "Benchmarks/cortex-m/peers.json"
BOARDS = ["cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55"]
HOST_FLAGS = ["-O3", "-O3 -march=native"]
ONNX2TF = ROOT / ".venv/onnx2tf/bin/onnx2tf"
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class CommandFailed(Exception):
    pass


@dataclass
class Usage:
    """What a finished command printed to standard output and took."""

    output: str
    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int


def run(*command, folder=None):
    """Runs a command to its end; CommandFailed carries the first error among its messages."""
    with tempfile.TemporaryFile("w+") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors)  # fmt: skip
        with process.stdout:
            output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            lines = [line.strip() for line in errors if re.search("error|Error|overflow", line)] or ["no message"]
            raise CommandFailed(f"{pathlib.Path(command[0]).name} ({process.returncode}): {lines[0][:200]}")
    return Usage(output, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT)


def ask_peers(*request):
    return json.loads(run(sys.executable, ROOT / "Benchmarks/peers.py", *request).output)


class Model:
    """A folder with model.onnx and input_I.npy, there or in a folder case*."""

    def __init__(self, folder, scratch):
        self.name = folder.name
        self.path = folder / "model.onnx"
        cases = [folder, *sorted(folder.glob("case*"))]
        self.data = next((case for case in cases if (case / "input_0.npy").exists()), None)
        if not self.path.exists() or self.data is None:
            raise CommandFailed("expected model.onnx and input_0.npy, or case*/input_0.npy")
        self.scratch = pathlib.Path(tempfile.mkdtemp(dir=scratch))
        description = ask_peers("describe", self.path, self.data)
        self.bytes = description["bytes"]
        self.files = [self.path.parent / name for name in description["files"]]
        symbolic = [i for i in description["inputs"] if i["symbolic"]]
        self.shapes = [f"--input-shape={i['name']}={','.join(map(str, i['shape']))}" for i in symbolic]

    def scratch_folder(self, name):
        (self.scratch / name).mkdir(exist_ok=True)
        return self.scratch / name


class Bench:
    def __init__(self, edgec, rounds):
        self.edgec = edgec
        self.rounds = rounds
        self.baseline = statistics.median(run(edgec, "--version").peak_bytes for _ in range(5))

    def convert(self, model):
        """Bytes and operators of the TFLite model, and what making it takes."""
        path = model.scratch / "model.tflite"
        command = [self.edgec, "convert", model.path, "-o", path, *model.shapes]
        run(*command)
        usages = [run(*command) for _ in range(5)]
        peak = statistics.median(usage.peak_bytes for usage in usages)
        wall = statistics.median(usage.wall_seconds for usage in usages)
        peer = self.convert_with_onnx2tf(model)
        yield {
            "model": model.name,
            "model_bytes": model.bytes,
            "cpu_seconds": statistics.median(usage.cpu_seconds for usage in usages),
            "peak_bytes": peak,
            "peak_per_model": peak / model.bytes,
            "net_peak_bytes": peak - self.baseline,
            "net_peak_per_model": (peak - self.baseline) / model.bytes,
            "tflite_bytes": path.stat().st_size,
            "tflite_per_model": path.stat().st_size / model.bytes,
            **ask_peers("count_operators", path),
            "wall_seconds": wall,
            "onnx2tf_seconds": peer and peer.wall_seconds,
            "onnx2tf_peak_bytes": peer and peer.peak_bytes,
            "onnx2tf_seconds_per_edgec": peer and peer.wall_seconds / wall,
            "onnx2tf_peak_per_edgec": peer and peer.peak_bytes / peak,
        }

    def convert_with_onnx2tf(self, model):
        """What one conversion takes onnx2tf, from start to exit; None when it fails or is not installed.

        It works on a copy: onnx2tf overwrites the model that it is given with a simplified one.
        """
        if not ONNX2TF.exists():
            return None
        shapes = [shape.removeprefix("--input-shape=").replace("=", ":") for shape in model.shapes]
        options = ["-ois", *shapes] if shapes else []
        folder = model.scratch_folder("onnx2tf")
        for file in model.files:
            shutil.copy(file, folder)
        write_sample_images(folder)
        try:
            return run(ONNX2TF, "-n", "-i", folder / model.path.name, "-o", "out", *options, folder=folder)
        except CommandFailed:
            return None

    def interpret(self, model):
        """The reference interpreter's whole process beside loading and running in ONNX Runtime."""
        results = model.scratch_folder("results")
        usages = [run(self.edgec, "run", model.path, "--data", model.data, "--output", results) for _ in range(3)]
        best = min(usages, key=lambda usage: usage.wall_seconds)
        peers = [ask_peers("run_onnx", model.path, model.data, results) for _ in range(3)]
        peer_seconds = min(peer["seconds"] for peer in peers)
        yield {
            "model": model.name,
            "edgec_seconds": best.wall_seconds,
            "edgec_cpu_seconds": best.cpu_seconds,
            "onnxruntime_seconds": peer_seconds,
            "edgec_per_onnxruntime": best.wall_seconds / peer_seconds,
            "relative_error": peers[0]["error"],
        }

    def host(self, model):
        """The generated C on this machine beside ONNX Runtime and LiteRT; one row for each compiler and its flags."""
        contenders = {"onnxruntime": lambda: ask_peers("time_onnx", model.path, model.data)["seconds"]}
        tflite = model.scratch / "model.tflite"
        try:
            run(self.edgec, "convert", model.path, "-o", tflite, *model.shapes)
            contenders["litert"] = lambda: ask_peers("time_tflite", tflite)["seconds"]
        except CommandFailed:
            pass  # C without TFLite; `convert` reports why.
        compilers = [f"{cc} {flags}" for cc in ("gcc", "clang") if shutil.which(cc) for flags in HOST_FLAGS]
        for number, compiler in enumerate(compilers):
            folder = model.scratch_folder(f"host{number}")
            program = self.emit(model, folder, "host")
            cc, flags = compiler.split(" ", 1)
            run("make", "-s", f"CC={cc}", f"CFLAGS={flags}", folder=folder)
            contenders[compiler] = lambda folder=folder: harness_seconds(run(folder / "model_bench").output)
        # In turns, so that a busy moment of the machine hits all of them.
        times = [{name: measure() for name, measure in contenders.items()} for _ in range(self.rounds)]
        best = {name: min(turn[name] for turn in times) for name in contenders}
        litert = best.get("litert")
        for compiler in compilers:
            yield {
                "model": model.name,
                "compiler": compiler,
                "edgec_seconds": best[compiler],
                "onnxruntime_seconds": best["onnxruntime"],
                "litert_seconds": litert,
                "edgec_per_onnxruntime": best[compiler] / best["onnxruntime"],
                "edgec_per_litert": best[compiler] / litert if litert else None,
                **program,
            }

    def cortex_m(self, model, board):
        """What the generated C takes on an emulated board: the model's, and that of each .tflite file beside it.

        Peers' instructions come from cortex-m/peers.json: they are exact, and building the peers takes an hour.
        """
        peers = json.loads(PEERS.read_text())
        for path in [model.path, *sorted(model.path.parent.glob("*.tflite"))]:
            shapes = model.shapes if path == model.path else []
            report = model.scratch / "bench.json"
            run(self.edgec, "bench", path, "--qemu", board, "--json", report, *shapes)
            result = json.loads(report.read_text())[0]
            known = peers["models"].get(hashlib.sha256(path.read_bytes()).hexdigest(), {}).get(board, {})
            instructions, macs = result["total"], result["multiplyAccumulates"]
            yield {
                "model": f"{model.name}/{path.name}",
                "code_bytes": result["codeBytes"],
                "constant_bytes": result["constantBytes"],
                "arena_bytes": result["arenaBytes"],
                "stack_bytes": result["stackBytes"],
                "macs": macs,
                "instructions": instructions,
                "instructions_per_mac": instructions / macs if macs else None,
                **{peer: instructions / known[peer] if peer in known else None for peer in peers["peers"]},
            }

    def emit(self, model, folder, target):
        """Generates C with its bench harness; bytes as the generated header states them."""
        run(self.edgec, "emit-c", model.path, "-o", folder, "--name", "model", "--target", target,
            "--harness", "bench", *model.shapes)  # fmt: skip
        header = (folder / "model.h").read_text()
        return {
            "arena_bytes": int(re.search(r"define MODEL_ARENA_BYTES (\d+)u", header)[1]),
            "constant_bytes": int(re.search(r"Weights: (\d+) B", header)[1]),
        }


def write_sample_images(folder):
    """The images, here all zero, that onnx2tf tries image models on; it would download them."""
    shape = (20, 128, 128, 3)
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    with open(folder / "calibration_image_sample_data_20x128x128x3_float32.npy", "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode())
        file.write(bytes(4 * 20 * 128 * 128 * 3))


def harness_seconds(output):
    """What the emitted bench harness printed."""
    return int(re.search(r"(\d+) ns per inference", output)[1]) * 1e-9


@dataclass
class Section:
    title: str
    measure: callable
    # Heading, key of the row, format.
    columns: list


def sections(bench):
    mega, milli, micro = (lambda v: f"{v / 1e6:,.1f}"), (lambda v: f"{v * 1e3:,.1f}"), (lambda v: f"{v * 1e6:,.1f}")
    count, ratio, text = (lambda v: f"{v:,}"), (lambda v: f"{v:.2f}x"), str
    return {
        "convert": Section(
            f"edgec convert (its baseline: {bench.baseline / 1e6:.1f} MB for --version)",
            bench.convert,
            [("model", "model", text), ("model B", "model_bytes", count), ("CPU ms", "cpu_seconds", milli),
             ("peak MB", "peak_bytes", mega), ("/model", "peak_per_model", ratio),
             ("net MB", "net_peak_bytes", mega), ("/model", "net_peak_per_model", ratio),
             ("tflite B", "tflite_bytes", count), ("/model", "tflite_per_model", ratio),
             ("operators", "operators", count), ("TRANSPOSE", "transposes", count),
             ("wall ms", "wall_seconds", milli), ("onnx2tf ms", "onnx2tf_seconds", milli),
             ("MB", "onnx2tf_peak_bytes", mega), ("time", "onnx2tf_seconds_per_edgec", ratio),
             ("memory", "onnx2tf_peak_per_edgec", ratio)],
        ),
        "interpret": Section(
            "Reference interpreter: edgec run, start to exit; ONNX Runtime, load and first run",
            bench.interpret,
            [("model", "model", text), ("edgec ms", "edgec_seconds", milli), ("CPU ms", "edgec_cpu_seconds", milli),
             ("ORT ms", "onnxruntime_seconds", milli), ("edgec/ORT", "edgec_per_onnxruntime", ratio),
             ("rel. error", "relative_error", lambda v: f"{v:.1e}")],
        ),
        "host": Section(
            "Generated C on this machine: one inference, CPU time, one thread",
            bench.host,
            [("model", "model", text), ("compiler", "compiler", text), ("edgec us", "edgec_seconds", micro),
             ("ORT us", "onnxruntime_seconds", micro), ("edgec/ORT", "edgec_per_onnxruntime", ratio),
             ("LiteRT us", "litert_seconds", micro), ("edgec/LiteRT", "edgec_per_litert", ratio),
             ("arena B", "arena_bytes", count), ("constants B", "constant_bytes", count)],
        ),
        **{
            board: Section(
                f"{board} in QEMU, arm-none-eabi-gcc -O2: flash, RAM, instructions of one inference",
                lambda model, board=board: bench.cortex_m(model, board),
                [("model", "model", text), ("code B", "code_bytes", count), ("constants B", "constant_bytes", count),
                 ("arena B", "arena_bytes", count), ("stack B", "stack_bytes", count), ("MACs", "macs", count),
                 ("instructions", "instructions", count), ("/MAC", "instructions_per_mac", lambda v: f"{v:.2f}"),
                 ("/TFLM+CMSIS-NN", "tflm_cmsis_nn", lambda v: f"{v:.3f}x"), ("/onnx2c", "onnx2c", lambda v: f"{v:.3f}x")],
            )
            for board in BOARDS
        },
    }  # fmt: skip


def table(columns, rows):
    """Aligned lines: words to the left, numbers to the right, "-" for what could not be measured."""
    cells = [["-" if row[key] is None else form(row[key]) for _, key, form in columns] for row in rows]
    lines = [[heading for heading, _, _ in columns], *cells]
    widths = [max(map(len, column)) for column in zip(*lines)]
    align = [str.ljust if form is str else str.rjust for _, _, form in columns]
    return ["  ".join(a(cell, width) for a, cell, width in zip(align, line, widths)).rstrip() for line in lines]


def machine():
    processor = platform.processor() or platform.machine()
    info = pathlib.Path("/proc/cpuinfo")
    if info.exists() and (found := re.search(r"model name\s*: (.*)", info.read_text())):
        processor = found[1]
    load = os.getloadavg()[0]
    return {"system": platform.platform(), "processor": processor, "processors": os.cpu_count(), "load": round(load, 1)}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="*", type=pathlib.Path, help="folders (default: Fixtures/models/*)")
    parser.add_argument("--edgec", type=pathlib.Path, default=ROOT / ".build/release/edgec")
    parser.add_argument("--only", action="append", choices=["convert", "interpret", "host", *BOARDS])
    parser.add_argument("--rounds", type=int, default=3, help="turns of each contender on this machine (default: 3)")
    parser.add_argument("--json", type=pathlib.Path, help="also write what was measured to this file")
    arguments = parser.parse_args()
    if not arguments.edgec.exists():
        parser.error(f"expected edgec at {arguments.edgec}; make build")
    if not arguments.models:
        arguments.models = sorted(path for path in (ROOT / "Fixtures/models").iterdir() if path.is_dir())
    return arguments


def main():
    arguments = parse_arguments()
    report = {"machine": machine(), "sections": {}, "failures": []}
    print(", ".join(f"{name} {value}" for name, value in report["machine"].items()))

    def attempt(name, action):
        try:
            return action()
        except CommandFailed as failure:
            report["failures"].append(f"{name}: {failure}")
            return None

    with tempfile.TemporaryDirectory(prefix="edgec-bench-") as scratch:
        bench = Bench(arguments.edgec.resolve(), arguments.rounds)
        models = [
            attempt(folder, lambda folder=folder: Model(folder.resolve(), pathlib.Path(scratch)))
            for folder in arguments.models
        ]
        for name, section in sections(bench).items():
            if name not in (arguments.only or [name]):
                continue
            if name in BOARDS and not (shutil.which("arm-none-eabi-gcc") and shutil.which("qemu-system-arm")):
                print(f"\n{name}: no arm-none-eabi-gcc or no qemu-system-arm (make setup)")
                continue
            print(f"\n{section.title}", flush=True)
            rows = [
                row
                for model in models
                if model
                for row in attempt(f"{model.name}: {name}", lambda: list(section.measure(model))) or []
            ]
            report["sections"][name] = rows
            if rows:
                print("\n".join(table(section.columns, rows)), flush=True)
    if arguments.json:
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(report, indent=2) + "\n")
    if report["failures"]:
        sys.exit("\nNot measured:\n" + "\n".join(report["failures"]))


if __name__ == "__main__":
    main()
