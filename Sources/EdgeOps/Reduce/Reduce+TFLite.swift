import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// MEAN, SUM, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD; for bool REDUCE_ANY and REDUCE_ALL. Over no axes, a copy.
extension Reduce: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    guard !axes.isEmpty else {
      builder.reshape(input, to: output)
      return
    }
    let type = builder.type(of: input)
    guard type.elementCount > 0 else { throw TFLiteRefusal("TFLite does not reduce empty tensors exactly") }
    let isSupported =
      switch type.element {
      case .float32: true
      case .int32, .int64: kind != .mean
      case .bool: kind == .max || kind == .min
      case .int8, .int16, .uint8: type.quantization != nil
      case .float16, .float64, .uint16, .uint32, .uint64: false
      }
    guard isSupported else {
      throw TFLiteRefusal("TFLite has no \(kind.rawValue) of \(type.element.rawValue)")
    }
    let code: BuiltinOperator =
      switch kind {
      case .mean: .mean
      case .sum: .sum
      case .max: type.element == .bool ? .reduceAny : .reduceMax
      case .min: type.element == .bool ? .reduceAll : .reduceMin
      case .prod: .reduceProd
      }
    let (shape, axes) = merged(type.shape)
    let rows = builder.reshaped(input, to: shape)
    let name = builder.name(of: output)
    let kept = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
    let isMerged = rows != input
    let result = isMerged ? builder.temporary(type.with(shape: kept), name: "\(name)_merged") : output
    builder.emit(
      code, version: builder.version(input, int8: 2, int16: 3),
      options: .reducer(ReducerOptions(keepDims: isMerged || keepDims)),
      [rows, builder.constant(axes, name: "\(name)_axes")], to: [result])
    if isMerged { builder.reshape(result, to: output) }
  }

  /// The shape and the axes to reduce: where there are more axes than XNNPACK reduces, neighbouring ones that are
  /// treated alike are one.
  private func merged(_ shape: [Int]) -> (shape: [Int], axes: [Int]) {
    guard shape.count > 5 else { return (shape, axes) }
    var (sizes, isReduced): ([Int], [Bool]) = ([], [])
    for (axis, size) in shape.enumerated() where size != 1 {
      if isReduced.last == axes.contains(axis) {
        sizes[sizes.count - 1] *= size
      } else {
        sizes.append(size)
        isReduced.append(axes.contains(axis))
      }
    }
    let merged = isReduced.indices.filter { isReduced[$0] }
    return merged.isEmpty ? (sizes + [1], [sizes.count]) : (sizes, merged)
  }
}
