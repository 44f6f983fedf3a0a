import EdgeIR

/// How a window (a convolution kernel or a pooling window) slides over the spatial axes of a channels-last image.
/// One element of each array for each spatial axis.
public struct WindowGeometry: Hashable, Sendable, CustomStringConvertible {
  public var kernel: [Int]
  public var strides: [Int]
  public var dilations: [Int]
  public var padsBegin: [Int]
  public var padsEnd: [Int]

  public init(kernel: [Int], strides: [Int], dilations: [Int], padsBegin: [Int], padsEnd: [Int]) {
    self.kernel = kernel
    self.strides = strides
    self.dilations = dilations
    self.padsBegin = padsBegin
    self.padsEnd = padsEnd
  }

  public var rank: Int { kernel.count }

  public var hasPadding: Bool { padsBegin.contains { $0 != 0 } || padsEnd.contains { $0 != 0 } }

  /// Input positions that one window spans on an axis.
  public func extent(_ axis: Int) -> Int { (kernel[axis] - 1) * dilations[axis] + 1 }

  /// The number of windows that fit completely into the padded axis; nil when not even one does.
  public func outputSize(_ inputSize: Int, axis: Int) -> Int? {
    let room = inputSize + padsBegin[axis] + padsEnd[axis] - extent(axis)
    return room < 0 ? nil : room / strides[axis] + 1
  }

  public func outputShape(_ spatial: [Int]) -> [Int]? {
    var result: [Int] = []
    for axis in spatial.indices {
      guard let size = outputSize(spatial[axis], axis: axis) else { return nil }
      result.append(size)
    }
    return result
  }

  /// The padding that makes the output `ceil(input / stride)` long, with the odd one at the end (ONNX
  /// `SAME_UPPER`, TFLite `SAME`).
  public static func samePadding(
    _ inputSize: Int, kernel: Int, stride: Int, dilation: Int
  ) -> (begin: Int, end: Int) {
    let outputSize = (inputSize + stride - 1) / stride
    let total = max((outputSize - 1) * stride + (kernel - 1) * dilation + 1 - inputSize, 0)
    return (total / 2, total - total / 2)
  }

  /// Adds a leading spatial axis of size 1.
  mutating func prependUnitAxis() {
    kernel.insert(1, at: 0)
    strides.insert(1, at: 0)
    dilations.insert(1, at: 0)
    padsBegin.insert(0, at: 0)
    padsEnd.insert(0, at: 0)
  }

  /// Throws unless every list has one sane element for each spatial axis.
  func validate() throws {
    let lists = [strides, dilations, padsBegin, padsEnd]
    guard lists.allSatisfy({ $0.count == rank }) else {
      throw OperatorError("strides, dilations and pads must have \(rank) elements each")
    }
    guard (kernel + strides + dilations).allSatisfy({ $0 > 0 && $0 <= WindowGeometry.limit }) else {
      throw OperatorError(
        "kernel \(kernel), strides \(strides) and dilations \(dilations) must be positive and at most \(WindowGeometry.limit)"
      )
    }
    guard (padsBegin + padsEnd).allSatisfy({ $0 >= 0 && $0 <= WindowGeometry.limit }) else {
      throw OperatorError("pads \(padsBegin), \(padsEnd) must be between 0 and \(WindowGeometry.limit)")
    }
  }

  /// Beyond this no real model goes, and products of two such numbers stay far from overflow.
  private static let limit = 1 << 24

  public var description: String {
    "{kernel \(kernel), strides \(strides), dilations \(dilations), pads \(padsBegin)-\(padsEnd)}"
  }
}
