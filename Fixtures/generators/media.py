"""Writes Fixtures/data/media: pictures and sounds, and what Pillow makes of them. Deterministic; needs Pillow and numpy."""
import pathlib
import struct
import wave

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent / "data" / "media"
WIDTH, HEIGHT = 13, 9


def colours():
    """Smooth, so that JPEG keeps it, and different in every channel."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    red, green, blue = x * 255 / (WIDTH - 1), y * 255 / (HEIGHT - 1), (x + y) % 7 * 36
    return np.stack([red, green, blue], axis=-1).round().astype(np.uint8)


def resized(array, width, height, box=None):
    """Pillow's bilinear filter without rounding."""
    planes = [Image.fromarray(plane.astype(np.float32), "F") for plane in np.moveaxis(array, -1, 0)]
    return np.stack([np.asarray(p.resize((width, height), Image.Resampling.BILINEAR, box=box)) for p in planes], axis=-1)


def write_images():
    folder = ROOT / "images"
    folder.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(colours(), "RGB")
    alpha = Image.fromarray(np.full((HEIGHT, WIDTH), 90, np.uint8), "L")
    transparent = image.copy()
    transparent.putalpha(alpha)
    for name, picture, options in [
        ("rgb.png", image, {}),
        ("alpha.png", transparent, {}),
        ("grey.png", image.convert("L"), {}),
        ("bits.png", image.convert("1"), {}),
        ("palette.png", image.quantize(16), {}),
        ("baseline.jpg", image, {"quality": 90}),
        ("progressive.jpeg", image, {"quality": 80, "progressive": True}),
        ("grey.JPG", image.convert("L"), {"quality": 90, "format": "JPEG"}),
    ]:
        picture.save(folder / name, **options)
    image.convert("CMYK").save(ROOT / "cmyk.jpg", quality=90)
    expected = {}
    for path in sorted(folder.iterdir()):
        decoded = Image.open(path).convert("RGB")
        expected[path.name] = np.asarray(decoded)
        expected[path.name + ":L"] = np.asarray(decoded.convert("L"))
    for width, height in [(4, 5), (13, 5), (20, 17), (2, 2)]:
        array = expected["rgb.png"]
        expected[f"stretch:{width}x{height}"] = resized(array, width, height)
        scale = min(WIDTH / width, HEIGHT / height)
        left, top = (WIDTH - scale * width) / 2, (HEIGHT - scale * height) / 2
        box = (left, top, WIDTH - left, HEIGHT - top)
        expected[f"crop:{width}x{height}"] = resized(array, width, height, box)
    np.savez(ROOT / "images.npz", **expected)


def write_sounds():
    folder = ROOT / "sounds"
    folder.mkdir(parents=True, exist_ok=True)
    samples = np.array([0, 16384, -16384, 32767, -32768, 1], np.int16)
    for name, channels, frames in [("sound_2.wav", 1, samples), ("sound_10.wav", 2, samples)]:
        with wave.open(str(folder / name), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(2)
            file.setframerate(16000)
            file.writeframes(frames.astype("<i2").tobytes())
    data = np.array([0.5, -0.25, 1.5], "<f4").tobytes()
    # A chunk of odd size before the format; the extensible format that ffmpeg writes.
    extensible = struct.pack("<HHIIHHHHIH", 0xFFFE, 1, 16000, 64000, 4, 32, 22, 32, 0, 3) + bytes(14)
    chunks = b"LIST" + struct.pack("<I", 3) + b"abc\0"
    chunks += b"fmt " + struct.pack("<I", len(extensible)) + extensible + b"data" + struct.pack("<I", len(data)) + data
    (folder / "sound_11.wav").write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)


if __name__ == "__main__":
    write_images()
    write_sounds()
