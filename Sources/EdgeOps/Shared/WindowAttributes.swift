import EdgeIR
import EdgeONNX
import EdgeSupport

extension ImportContext {
  /// The window attributes that ONNX's convolutions and poolings share, with `auto_pad` resolved.
  ///
  /// - Parameters:
  ///   - kernel: the window's size, one element for each spatial axis.
  ///   - spatial: the image's size.
  func windowGeometry(kernel: [Int], spatial: [Int]) throws -> WindowGeometry {
    let rank = kernel.count
    func list(_ name: String, _ fallback: Int) throws -> [Int] {
      let values = try ints(name) ?? Array(repeating: fallback, count: rank)
      guard values.count == rank else {
        throw invalid(name, "expected \(rank) elements, got \(values.count)")
      }
      return values
    }
    var geometry = WindowGeometry(
      kernel: kernel, strides: try list("strides", 1), dilations: try list("dilations", 1),
      padsBegin: Array(repeating: 0, count: rank), padsEnd: Array(repeating: 0, count: rank))
    try geometry.validate()
    switch try choice("auto_pad", of: ["NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"], default: "NOTSET") {
    case "SAME_UPPER": setSame(&geometry, spatial, oddAtEnd: true)
    case "SAME_LOWER": setSame(&geometry, spatial, oddAtEnd: false)
    case "VALID": break
    default:
      let pads = try ints("pads") ?? Array(repeating: 0, count: 2 * rank)
      guard pads.count == 2 * rank else {
        throw invalid("pads", "expected \(2 * rank) elements, got \(pads.count)")
      }
      geometry.padsBegin = Array(pads[..<rank])
      geometry.padsEnd = Array(pads[rank...])
    }
    try geometry.validate()
    return geometry
  }

  private func setSame(_ geometry: inout WindowGeometry, _ spatial: [Int], oddAtEnd: Bool) {
    for axis in spatial.indices {
      let (less, more) = WindowGeometry.samePadding(
        spatial[axis], kernel: geometry.kernel[axis], stride: geometry.strides[axis],
        dilation: geometry.dilations[axis])
      geometry.padsBegin[axis] = oddAtEnd ? less : more
      geometry.padsEnd[axis] = oddAtEnd ? more : less
    }
  }

  /// The kernel's size by its weights, `[…, …, kernel…]` for x `[N, C, spatial…]`, which `kernel_shape` may repeat.
  func convolutionKernel(_ x: ValueID, _ weights: ValueID) throws -> [Int] {
    guard type(x).rank >= 3, type(weights).rank == type(x).rank else {
      throw ImportError(
        .invalidInputs,
        "expected x [N,C,spatial…] and weights of equal rank, got \(type(x)), \(type(weights))")
    }
    let kernel = Array(type(weights).shape.dropFirst(2))
    if let declared = try ints("kernel_shape"), declared != kernel {
      throw invalid("kernel_shape", "expected \(kernel) as in the weights, got \(declared)")
    }
    return kernel
  }

  /// `[N, C, spatial…]` to `[N, spatial…, C]`.
  func channelsLast(_ value: ValueID) throws -> ValueID {
    let rank = type(value).rank
    return try add(Transpose(permutation: [0] + Array(2..<rank) + [1]), [value])
  }

  /// `[N, spatial…, C]` to `[N, C, spatial…]`.
  func channelsFirst(_ value: ValueID) throws -> ValueID {
    let rank = type(value).rank
    return try add(Transpose(permutation: [0, rank - 1] + Array(1..<rank - 1)), [value])
  }
}

extension ImportContext {
  /// `[N, W, C]` to `[N, 1, W, C]`.
  func insertUnitAxis(_ value: ValueID) throws -> ValueID {
    var shape = type(value).shape
    shape.insert(1, at: 1)
    return try add(Reshape(shape: shape), [value])
  }

  /// `[N, 1, W, C]` to `[N, W, C]`.
  func removeUnitAxis(_ value: ValueID) throws -> ValueID {
    var shape = type(value).shape
    shape.remove(at: 1)
    return try add(Reshape(shape: shape), [value])
  }
}
