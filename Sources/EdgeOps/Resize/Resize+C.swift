import EdgeC
import EdgeIR

/// The samples as tables: for each position of an axis as many offsets and weights as the one with most has, weights
/// of zero behind.
extension Resize: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let first = axes.first?.axis, let last = axes.last?.axis else {
      throw CRefusal("there is no axis to sample")
    }
    let y = node.outputs[0]
    if y.elementCount == 0 { return CComputation(calls: []) }
    guard last - first < cRankLimit else {
      throw CRefusal("kernels sample over at most \(cRankLimit) axes, this takes \(last - first + 1)")
    }
    let strides = rowMajorStrides(x.shape)
    let samples = (first...last).map { axis in
      axes.first { $0.axis == axis }.map { self.samples($0, input: x.shape[axis]) }
        ?? AxisSamples(taps: (0..<x.shape[axis]).map { [($0, 1)] }, inside: 0..<x.shape[axis])
    }
    let counts = samples.map { $0.taps.map(\.count).max() ?? 0 }
    var offsets: [Int] = []
    var weights: [Double] = []
    for (i, axis) in samples.enumerated() {
      for taps in axis.taps {
        offsets +=
          taps.map { $0.position * strides[first + i] } + Array(repeating: 0, count: counts[i] - taps.count)
        weights += taps.map(\.weight) + Array(repeating: 0, count: counts[i] - taps.count)
      }
    }
    let sizes: [CArgument] = [
      .int(x.shape[..<first].reduce(1, *)), .int(x.shape[first...].reduce(1, *)), .int(samples.count),
      .integers(samples.map(\.taps.count)),
    ]
    let inner = CArgument.int(strides[last])
    let call: CCall
    if method == .nearest {
      call = CCall(
        "edgec_\(x.element.movedType)_resize_nearest", header: "resize",
        [.input(0), .output(0)] + sizes + [.integers(offsets), inner])
    } else {
      guard let type = x.element.kernelType else {
        throw CRefusal("no kernel interpolates \(x.element.rawValue)", hint: "convert the model to float32")
      }
      let table =
        x.element == .float32
        ? Tensor([weights.count], weights.map { Float($0) }) : Tensor([weights.count], weights)
      call = CCall(
        "edgec_\(type)_resize", header: "resize",
        [.input(0), .output(0)] + sizes + [
          .integers(counts), .integers(offsets), .constant(CConstant(table, name: "resize_weights")), inner,
        ])
    }
    return CComputation(calls: [call] + (try extrapolations(samples, first, y)))
  }

  /// Writes the extrapolated elements of each axis over what the kernel made of them.
  private func extrapolations(_ samples: [AxisSamples], _ first: Int, _ y: TensorType) throws -> [CCall] {
    func constant<Element: NumericElement>(_: Element.Type) -> Tensor {
      Tensor([1], [Element(converting: Double(extrapolation))])
    }
    let value =
      y.element.numericType.map { constant($0) } ?? Tensor([1], [extrapolation != 0])
    return samples.enumerated().compactMap { i, axis in
      guard axis.inside.count < axis.taps.count else { return nil }
      let outer = y.shape[..<(first + i)].reduce(1, *)
      let inner = y.shape[(first + i + 1)...].reduce(1, *)
      return CCall(
        "edgec_\(y.element.movedType)_fill_outside", header: "resize",
        [
          .output(0), .constant(CConstant(value, name: "extrapolation")), .int(outer), .int(axis.taps.count),
          .int(inner), .int(axis.inside.lowerBound), .int(axis.inside.upperBound),
        ])
    }
  }
}
