import EdgeSupport

/// Sound in Microsoft's RIFF WAVE format, PCM of 16 bits or floats of 32, mixed to one channel.
struct WAVFile {
  /// Numbers in a second.
  let sampleRate: Int
  /// How many numbers there are.
  let count: Int
  private let channels: Int
  private let isFloat: Bool
  private let data: ByteSource

  private static let pcm = 1
  private static let float = 3
  private static let extensible = 0xFFFE

  /// - Throws: `Diagnostic` E702.
  init(_ source: ByteSource) throws {
    let path = source.path
    let head = try source.bytes(at: 0, count: min(12, source.size))
    guard head.count == 12, Array(head[0..<4]) == Array("RIFF".utf8),
      Array(head[8..<12]) == Array("WAVE".utf8)
    else {
      throw malformedData("is not a WAV file", path)
    }
    var format: [UInt8]?
    var position = 12
    while true {
      let chunk = try source.bytes(at: position, count: 8)
      let size = Int(chunk.littleEndian(at: 4, width: 4))
      let name = String(decoding: chunk[0..<4], as: UTF8.self)
      position += 8
      if name == "data" {
        data = try source.slice(at: position, size: size)
        break
      }
      if name == "fmt " {
        format = try source.slice(at: position, size: size).bytes(at: 0, count: min(size, 40))
      }
      position += size + size % 2
    }
    guard let format, format.count >= 16 else { throw malformedData("has no format before its data", path) }
    var tag = Int(format.littleEndian(at: 0, width: 2))
    if tag == WAVFile.extensible, format.count >= 26 { tag = Int(format.littleEndian(at: 24, width: 2)) }
    channels = Int(format.littleEndian(at: 2, width: 2))
    sampleRate = Int(format.littleEndian(at: 4, width: 4))
    let bits = Int(format.littleEndian(at: 14, width: 2))
    isFloat = tag == WAVFile.float
    guard (tag == WAVFile.pcm && bits == 16) || (tag == WAVFile.float && bits == 32), channels > 0 else {
      throw malformedData(
        "expected 16-bit PCM or 32-bit floats, got format \(tag) with \(bits) bits and \(channels) channels",
        path,
        hint: "convert it, for example with `sox in.wav -b 16 out.wav`")
    }
    count = data.size / (channels * bits / 8)
  }

  /// The first `limit` numbers, or all where there are fewer; PCM spans -1 to 1, channels are averaged.
  ///
  /// - Throws: `Diagnostic` E801.
  func read(limit: Int) throws -> [Float] {
    let width = isFloat ? 4 : 2
    let frames = min(limit, count)
    let bytes = try data.bytes(at: 0, count: frames * channels * width)
    return (0..<frames).map { frame in
      var sum: Float = 0
      for channel in 0..<channels {
        let bits = bytes.littleEndian(at: (frame * channels + channel) * width, width: width)
        sum +=
          isFloat
          ? Float(bitPattern: UInt32(truncatingIfNeeded: bits))
          : Float(Int16(truncatingIfNeeded: bits)) / 32_768
      }
      return sum / Float(channels)
    }
  }
}
