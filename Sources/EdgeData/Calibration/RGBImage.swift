import EdgeSupport
import ImageBridge

/// A picture of eight bits a channel, row by row, red, green and blue.
struct RGBImage {
  let width: Int
  let height: Int
  let pixels: [UInt8]

  /// Larger than cameras make them; decoding one takes three bytes for each.
  static let pixelLimit = 1 << 26
  private static let sideLimit: UInt32 = 1 << 16

  /// Decodes a PNG or JPEG file, recognised by its content.
  ///
  /// - Throws: `Diagnostic` E702; E107 for a picture that is too large.
  init(_ bytes: [UInt8], path: String) throws {
    let decoder: Decoder
    if image_is_png(bytes, bytes.count) != 0 {
      decoder = Decoder(name: "PNG", readSize: image_read_png_size, readPixels: image_read_png)
    } else if image_is_jpeg(bytes, bytes.count) != 0 {
      decoder = Decoder(name: "JPEG", readSize: image_read_jpeg_size, readPixels: image_read_jpeg)
    } else {
      throw malformedData("is neither a PNG nor a JPEG file", path)
    }
    var message = image_message()
    func damaged() -> Diagnostic {
      let text = withUnsafeBytes(of: &message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      return malformedData("is not a well-formed \(decoder.name) file: \(text)", path)
    }
    var size = image_size()
    guard decoder.readSize(bytes, bytes.count, RGBImage.sideLimit, &size, &message) != 0 else {
      throw damaged()
    }
    (width, height) = (Int(size.width), Int(size.height))
    guard width > 0, height > 0, width <= RGBImage.pixelLimit / height else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "expected at most \(RGBImage.pixelLimit) pixels, got \(width) x \(height)",
        at: .init(file: path))
    }
    let count = 3 * width * height
    var isRead = false
    pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.initialize(repeating: 0)
      isRead = decoder.readPixels(bytes, bytes.count, size, buffer.baseAddress, &message) != 0
      initialized = count
    }
    guard isRead else { throw damaged() }
  }

  init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(pixels.count == 3 * width * height)
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }

  private struct Decoder {
    typealias Bytes = UnsafePointer<UInt8>?
    typealias Message = UnsafeMutablePointer<image_message>?

    let name: String
    let readSize: (Bytes, Int, UInt32, UnsafeMutablePointer<image_size>?, Message) -> Int32
    let readPixels: (Bytes, Int, image_size, UnsafeMutablePointer<UInt8>?, Message) -> Int32
  }

  /// Each pixel's brightness, by the weights of ITU-R BT.601 as Pillow rounds them.
  var grey: [UInt8] {
    (0..<(width * height)).map { i in
      let (red, green, blue) = (Int(pixels[3 * i]), Int(pixels[3 * i + 1]), Int(pixels[3 * i + 2]))
      return UInt8((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16)
    }
  }
}
