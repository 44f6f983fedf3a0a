import EdgeC
import EdgeIR

extension Reduce: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("a reduction needs an input") }
    let function = "edgec_\(try kernelType(x))_reduce_\(kind.rawValue)"
    let isLongSum = x.element == .float32 && (kind == .sum || kind == .mean)
    let header = isLongSum ? "reduce_sum" : "reduce"
    let kept = StridedCopy(reducing: x.shape, along: axesKept(x.shape))
    let reduced = StridedCopy(reducing: x.shape, along: axes)
    if reduced.dims.count == 1, reduced.dims[0] > 0 {
      let (count, inner) = (reduced.dims[0], max(reduced.strides[0], 1))
      let outer = x.elementCount / (count * inner)
      return CComputation(calls: [
        CCall(function, header: header, [.input(0), .output(0), .int(outer), .int(count), .int(inner)])
      ])
    }
    guard kept.dims.count <= cRankLimit, reduced.dims.count <= cRankLimit else {
      throw CRefusal("kernels reduce tensors of at most \(cRankLimit) kept and reduced axes")
    }
    return CComputation(calls: [
      CCall(
        "\(function)_strided", header: header,
        [
          .input(0), .output(0), .int(kept.dims.count), .integers(kept.dims), .integers(kept.strides),
          .int(reduced.dims.count), .integers(reduced.dims), .integers(reduced.strides),
        ])
    ])
  }

  private func kernelType(_ x: TensorType) throws -> String {
    switch x.element {
    case .float32: return "f32"
    case .float64: return "f64"
    case .int32: return "s32"
    case .int64: return "s64"
    case .uint32: return "u32"
    case .uint64: return "u64"
    case .int8, .int16, .uint8, .uint16:
      if kind == .max || kind == .min, let type = x.element.kernelType { return type }
    case .bool:
      if x.elementCount > 0 { return "u8" }
    case .float16: break
    }
    throw CRefusal("no kernel has the \(kind.rawValue) of \(x.element.rawValue)")
  }
}

extension StridedCopy {
  /// How a reduction walks some of a tensor's axes.
  init(reducing shape: [Int], along axes: [Int]) {
    let strides = rowMajorStrides(shape)
    self.init(shape: axes.map { shape[$0] }, strides: axes.map { strides[$0] })
  }
}
