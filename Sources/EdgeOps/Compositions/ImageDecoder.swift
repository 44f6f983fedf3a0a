import EdgeIR
import EdgeONNX
import EdgeSupport

/// - ImageDecoder: 20
///
/// The file's header must be known, because shapes depend on it; the pixels may be computed. Uncompressed formats are
/// decoded by moving bytes: BMP with 24 bits a pixel, and binary PNM (P5, P6) with 8 bits a sample.
enum ImageDecoder: ONNXImporting {
  static let importers = [ONNXImporter("ImageDecoder", since: 20, build: importImageDecoder)]

  /// Where an image's samples lie in its file.
  private struct Pixels {
    var offset: Int
    var height: Int
    var width: Int
    var channels: Int
    /// Bytes from one row to the next.
    var stride: Int
    var isBottomUp = false
    var isBGR = false
  }

  @Sendable private static func importImageDecoder(_ context: ImportContext) throws -> [ValueID] {
    let file = try context.input(0)
    let format = try context.choice("pixel_format", of: ["RGB", "BGR", "Grayscale"], default: "RGB")
    guard context.type(file).element == .uint8, context.type(file).rank == 1 else {
      throw ImportError(.invalidInputs, "expected the bytes of a file, got \(context.type(file))")
    }
    let bytes = try context.constantInput(0, "encoded_stream").elements(as: UInt8.self)
    guard let pixels = bitmap(bytes) ?? portableMap(bytes),
      pixels.offset + pixels.stride * pixels.height <= bytes.count
    else {
      throw ImportError(
        .invalidInputs, "the image is neither a BMP of 24 bits a pixel nor a binary PNM of 8 bits a sample",
        hint: "decode the image before the model")
    }
    let rows = try context.add(
      Slice(starts: [pixels.offset], steps: [1], sizes: [pixels.stride * pixels.height]), [file])
    let lines = try context.add(Reshape(shape: [pixels.height, pixels.stride]), [rows])
    let used = pixels.width * pixels.channels
    let top = pixels.isBottomUp ? pixels.height - 1 : 0
    let ordered = try context.add(
      Slice(
        starts: [max(top, 0), 0], steps: [pixels.isBottomUp ? -1 : 1, 1], sizes: [pixels.height, used]),
      [lines])
    let image = try context.add(
      Reshape(shape: [pixels.height, pixels.width, pixels.channels]), [ordered])
    return [try converted(context, image, pixels, to: format)]
  }

  /// The image with the channels that are asked for.
  private static func converted(
    _ context: ImportContext, _ image: ValueID, _ pixels: Pixels, to format: String
  ) throws -> ValueID {
    let shape = [pixels.height, pixels.width]
    if pixels.channels == 1 {
      return format == "Grayscale" ? image : try context.add(BroadcastTo(shape: shape + [3]), [image])
    }
    if format == "Grayscale" {
      throw ImportError(
        .invalidAttribute, "attribute 'pixel_format': colours are not made grey, expected RGB or BGR",
        hint: "decode the image before the model")
    }
    if (format == "BGR") == pixels.isBGR { return image }
    return try context.add(Slice(starts: [0, 0, 2], steps: [1, 1, -1], sizes: shape + [3]), [image])
  }

  /// An uncompressed Windows bitmap of three bytes a pixel.
  private static func bitmap(_ bytes: [UInt8]) -> Pixels? {
    guard bytes.count >= 54, bytes.starts(with: Array("BM".utf8)) else { return nil }
    func number(_ at: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    let height = Int(Int32(truncatingIfNeeded: number(22, 4)))
    let width = number(18, 4)
    guard number(28, 2) == 24, number(30, 4) == 0, height != 0, (1..<1 << 24).contains(width),
      abs(height) < 1 << 24
    else { return nil }
    return Pixels(
      offset: number(10, 4), height: abs(height), width: width, channels: 3, stride: (width * 3 + 3) / 4 * 4,
      isBottomUp: height > 0, isBGR: true)
  }

  /// A binary PGM or PPM: magic, width, height and largest sample between white space and comments, then the samples.
  private static func portableMap(_ bytes: [UInt8]) -> Pixels? {
    guard bytes.count > 2, bytes[0] == 80, bytes[1] == 53 || bytes[1] == 54 else { return nil }
    let channels = bytes[1] == 53 ? 1 : 3
    var position = 2
    var numbers: [Int] = []
    while numbers.count < 3 {
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      if byte == 35 {
        while position < bytes.count, bytes[position] != 10 { position += 1 }
      } else if byte == 32 || (9...13).contains(byte) {
        position += 1
      } else {
        var number = 0
        while position < bytes.count, (48...57).contains(bytes[position]), number < 1 << 24 {
          number = number * 10 + Int(bytes[position] - 48)
          position += 1
        }
        guard position < bytes.count, bytes[position] == 32 || (9...13).contains(bytes[position]) else {
          return nil
        }
        numbers.append(number)
      }
    }
    guard numbers[2] == 255, numbers[0] > 0, numbers[1] > 0, numbers[0] < 1 << 24, numbers[1] < 1 << 24 else {
      return nil
    }
    return Pixels(
      offset: position + 1, height: numbers[1], width: numbers[0], channels: channels,
      stride: numbers[0] * channels)
  }
}
