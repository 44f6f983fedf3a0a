import Foundation

/// A tensor as it travels to and from an oracle: little-endian elements in row-major order.
public struct OracleTensor: Hashable, Sendable {
  public var name: String
  /// numpy's name: `float32`, `int8`, `bool`…
  public var elementType: String
  public var shape: [Int]
  public var bytes: [UInt8]
  /// TFLite's quantization parameters, one for each channel or one for all; empty without quantization.
  public var scales: [Float]
  public var zeroPoints: [Int]

  public init(
    name: String = "", elementType: String, shape: [Int], bytes: [UInt8], scales: [Float] = [],
    zeroPoints: [Int] = []
  ) {
    self.name = name
    self.elementType = elementType
    self.shape = shape
    self.bytes = bytes
    self.scales = scales
    self.zeroPoints = zeroPoints
  }
}

extension OracleTensor: Codable {
  enum CodingKeys: String, CodingKey {
    case name, shape, scales, zeroPoints
    case elementType = "dtype"
    case data
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    elementType = try container.decode(String.self, forKey: .elementType)
    shape = try container.decode([Int].self, forKey: .shape)
    bytes = [UInt8](try container.decode(Data.self, forKey: .data))
    scales = try container.decodeIfPresent([Float].self, forKey: .scales) ?? []
    zeroPoints = try container.decodeIfPresent([Int].self, forKey: .zeroPoints) ?? []
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(elementType, forKey: .elementType)
    try container.encode(shape, forKey: .shape)
    try container.encode(Data(bytes), forKey: .data)
    try container.encode(scales, forKey: .scales)
    try container.encode(zeroPoints, forKey: .zeroPoints)
  }
}
