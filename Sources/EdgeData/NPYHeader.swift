import EdgeIR
import EdgeSupport

/// What a `.npy` file says before its numbers (NEP 1, format versions 1, 2 and 3).
struct NPYHeader {
  var type: TensorType
  var isBigEndian = false
  /// The first axis varies fastest in the file.
  var isFortranOrder = false
  /// Where the elements begin.
  var dataOffset: Int

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// numpy itself warns beyond 10,000 bytes; no array of numbers comes near this.
  private static let lengthLimit = 1 << 16

  /// - Throws: `Diagnostic` E702; E107 for a shape beyond what edgec computes with.
  init(reading source: ByteSource) throws {
    let prefix = try source.bytes(at: 0, count: 8)
    guard Array(prefix[..<6]) == NPYHeader.magic else {
      throw malformedData("is not a .npy array", source.path)
    }
    let lengthBytes: Int
    switch prefix[6] {
    case 1: lengthBytes = 2
    case 2, 3: lengthBytes = 4
    default:
      throw malformedData(
        "expected .npy format version 1, 2 or 3, got \(prefix[6]).\(prefix[7])", source.path)
    }
    let length = Int(try source.bytes(at: 8, count: lengthBytes).littleEndian(at: 0, width: lengthBytes))
    guard length <= NPYHeader.lengthLimit else {
      throw malformedData("expected a header of at most 65536 bytes, got \(length)", source.path)
    }
    dataOffset = 8 + lengthBytes + length
    var dictionary = PythonDictionary(try source.bytes(at: 8 + lengthBytes, count: length))
    guard let fields = dictionary.parse() else {
      throw malformedData(
        "has a header that is not a dictionary of descr, fortran_order and shape", source.path)
    }
    (type, isBigEndian) = (TensorType(.uint8, fields.shape), false)
    isFortranOrder = fields.isFortranOrder
    try setElement(from: fields.descr, path: source.path)
    guard type.fits(limitInBytes: tensorLimitInBytes) else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "expected an array of at most 4 GiB, got shape \(fields.shape)",
        at: .init(file: source.path))
    }
    guard type.sizeInBytes <= source.size - dataOffset else {
      throw malformedData(
        "ends too early: expected \(type.sizeInBytes) bytes for \(type), got \(source.size - dataOffset)",
        source.path)
    }
  }

  /// Elements of `type` from the first byte on, little-endian, row-major.
  init(raw type: TensorType) {
    self.type = type
    dataOffset = 0
  }

  private mutating func setElement(from descr: String, path: String) throws {
    let order = descr.first ?? " "
    let code = "<>=|".contains(order) ? String(descr.dropFirst()) : descr
    guard let element = ElementType(numpyCode: code) else {
      throw malformedData(
        "expected numbers or bools, got numpy dtype '\(descr)'", path,
        hint: "structured, object, string, complex and custom dtypes are not read: "
          + "save a plain array, e.g. array.astype(numpy.float32)")
    }
    type.element = element
    isBigEndian = order == ">"
  }

  /// The bytes numpy.save writes before a row-major little-endian array of `type`, the room it leaves for the
  /// first axis to grow included.
  static func encode(_ type: TensorType) -> [UInt8] {
    let order = type.element.sizeInBytes == 1 ? "|" : "<"
    let dimensions = type.shape.map(String.init)
    let tuple = dimensions.count == 1 ? "\(dimensions[0])," : dimensions.joined(separator: ", ")
    var text =
      "{'descr': '\(order)\(type.element.numpyCode)', 'fortran_order': False, 'shape': (\(tuple)), }"
    if let first = dimensions.first { text += String(repeating: " ", count: max(0, 21 - first.utf8.count)) }
    let unpadded = text.utf8.count + 1
    let isShort = unpadded + 64 <= Int(UInt16.max)
    let prefix = isShort ? 10 : 12
    text += String(repeating: " ", count: 64 - (prefix + unpadded) % 64) + "\n"
    let length = text.utf8.count
    var bytes = magic + [isShort ? 1 : 2, 0]
    bytes.appendLittleEndian(length, width: isShort ? 2 : 4)
    return bytes + Array(text.utf8)
  }
}

extension ElementType {
  /// numpy's kind and size, without the byte order.
  var numpyCode: String {
    switch self {
    case .float16: "f2"
    case .float32: "f4"
    case .float64: "f8"
    case .int8: "i1"
    case .int16: "i2"
    case .int32: "i4"
    case .int64: "i8"
    case .uint8: "u1"
    case .uint16: "u2"
    case .uint32: "u4"
    case .uint64: "u8"
    case .bool: "b1"
    }
  }

  init?(numpyCode: String) {
    let code = numpyCode == "?" ? "b1" : numpyCode
    guard let element = ElementType.allCases.first(where: { $0.numpyCode == code }) else { return nil }
    self = element
  }
}
