import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// RESIZE_NEAREST_NEIGHBOR or RESIZE_BILINEAR along one axis or two neighbouring ones, wherever they stand, when their
/// single-precision coordinates lead to the same samples; otherwise the nearest elements are a GATHER along each axis.
extension Resize: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let (x, y) = (builder.type(of: input), builder.type(of: output))
    guard x.elementCount > 0, y.elementCount > 0 else {
      throw TFLiteRefusal("TFLite does not resize empty tensors")
    }
    guard !extrapolates(x.shape) else { throw TFLiteRefusal("TFLite resizes without extrapolation") }
    if let image = image(x), let resizing = resizing(x) {
      emit(resizing, builder.reshaped(input, to: image), to: output, &builder)
    } else if method == .nearest {
      try gather(input, to: output, &builder)
    } else {
      throw TFLiteRefusal("RESIZE_BILINEAR has no samples like those of \(method)")
    }
  }

  /// True where some elements lie outside the input.
  func extrapolates(_ shape: [Int]) -> Bool {
    axes.contains { samples($0, input: shape[$0.axis]).inside.count < $0.size }
  }

  /// The shape under which the sampled axes are the two in the middle; nil when they cannot be.
  func image(_ x: TensorType) -> [Int]? {
    guard let first = axes.first?.axis, let last = axes.last?.axis, last - first == axes.count - 1,
      axes.count <= 2
    else { return nil }
    let middle = axes.count == 2 ? [x.shape[first], x.shape[last]] : [x.shape[first], 1]
    return [x.shape[..<first].reduce(1, *)] + middle + [x.shape[(last + 1)...].reduce(1, *)]
  }

  /// TFLite's way to the same samples; nil when there is none.
  private func resizing(_ x: TensorType) -> TFLiteResizing? {
    switch method {
    case .nearest:
      guard x.element == .float32 || x.element == .int8 else { return nil }
      return TFLiteResizing.all.first { resizing in
        axes.allSatisfy { isSampled($0, x.shape[$0.axis], by: resizing, isFloat: x.element == .float32) }
      }
    case .linear: return x.element == .float32 ? bilinear(x) : nil
    case .cubic: return nil
    }
  }

  /// The one of RESIZE_BILINEAR's ways that places positions as `coordinates` do.
  func bilinear(_ x: TensorType) -> TFLiteResizing? {
    TFLiteResizing.all.first { resizing in
      axes.allSatisfy { isSampled($0, x.shape[$0.axis], by: resizing, isFloat: true) }
    }
  }

  private func isSampled(_ axis: Axis, _ input: Int, by resizing: TFLiteResizing, isFloat: Bool) -> Bool {
    let taps = samples(axis, input: input).taps
    if method == .nearest {
      let positions = taps.map { $0[0].position }
      return positions == resizing.nearest(input: input, output: axis.size)
        && (isFloat || positions == resizing.nearestOfIntegers(input: input, output: axis.size))
    }
    return zip(taps, resizing.linear(input: input, output: axis.size)).allSatisfy { taps, pairs in
      pairs.allSatisfy { pair in
        let own = [(pair.low, 1 - Double(pair.share)), (pair.high, Double(pair.share))]
        return (taps.map(\.position) + [pair.low, pair.high]).allSatisfy { position in
          let wanted = taps.reduce(0) { $1.position == position ? $0 + $1.weight : $0 }
          let given = own.reduce(0) { $1.0 == position ? $0 + $1.1 : $0 }
          return (wanted - given).magnitude <= Resize.weightTolerance
        }
      }
    }
  }

  /// How far single-precision coordinates may move a weight.
  private static let weightTolerance = 0x1p-18

  func emit(
    _ resizing: TFLiteResizing, _ input: TFLiteBuilder.TensorIndex, to output: TFLiteBuilder.TensorIndex,
    _ builder: inout TFLiteBuilder
  ) {
    let shape = builder.type(of: input).shape
    let sizes = axes.count == 2 ? axes.map(\.size) : [axes[0].size, 1]
    let name = builder.name(of: output)
    let type = builder.type(of: output)
    let image = [shape[0]] + sizes + [shape[3]]
    let result =
      image == type.shape ? output : builder.temporary(type.with(shape: image), name: "\(name)_image")
    let operands = [input, builder.constant(sizes, name: "\(name)_sizes")]
    let version =
      type.element == .int16 ? 4 : resizing.halfPixelCenters ? 3 : type.element == .int8 ? 2 : 1
    if method == .nearest {
      let options = ResizeNearestNeighborOptions(
        alignCorners: resizing.alignCorners, halfPixelCenters: resizing.halfPixelCenters)
      builder.emit(
        .resizeNearestNeighbor, version: version, options: .resizeNearestNeighbor(options), operands,
        to: [result])
    } else {
      let options = ResizeBilinearOptions(
        alignCorners: resizing.alignCorners, halfPixelCenters: resizing.halfPixelCenters)
      builder.emit(
        .resizeBilinear, version: version, options: .resizeBilinear(options), operands, to: [result])
    }
    if result != output { builder.reshape(result, to: output) }
  }

  private func gather(
    _ input: TFLiteBuilder.TensorIndex, to output: TFLiteBuilder.TensorIndex, _ builder: inout TFLiteBuilder
  ) throws {
    try builder.requireGathered(builder.type(of: input).element)
    let name = builder.name(of: output)
    var current = input
    for axis in axes {
      let type = builder.type(of: current)
      let taps = samples(axis, input: type.shape[axis.axis]).taps
      var shape = type.shape
      shape[axis.axis] = axis.size
      let isLast = axis.axis == axes.last?.axis
      let next =
        isLast ? output : builder.temporary(type.with(shape: shape), name: "\(name)_axis\(axis.axis)")
      let positions = builder.constant(taps.map { $0[0].position }, name: "\(name)_positions\(axis.axis)")
      builder.emit(
        .gather, options: .gather(GatherOptions(axis: axis.axis)), [current, positions], to: [next])
      current = next
    }
    if axes.isEmpty { builder.reshape(input, to: output) }
  }
}
