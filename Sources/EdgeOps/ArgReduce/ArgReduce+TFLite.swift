import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// ARG_MAX, ARG_MIN. The last of equal elements is the first of the reversed ones.
extension ArgReduce: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let element = builder.type(of: input).element
    guard element == .float32 || element == .int32 else {
      throw TFLiteRefusal("TFLite compares float32 or int32 elements, not \(element.rawValue)")
    }
    try emit(node, into: &builder)
  }

  /// The operators, for elements that TFLite compares.
  func emit(_ node: Node, into builder: inout TFLiteBuilder) throws {
    var input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    let name = builder.name(of: output)
    let position = builder.constant(Tensor([1], [Int32(clamping: axis)]), name: "\(name)_axis")
    if selectsLast {
      let reversed = builder.temporary(type, name: "\(name)_reversed")
      builder.emit(.reverseV2, options: .reverseV2(ReverseV2Options()), [input, position], to: [reversed])
      input = reversed
    }
    var reduced = type.shape
    reduced.remove(at: axis)
    let isDone = !keepDims && !selectsLast
    let found = isDone ? output : builder.temporary(TensorType(.int64, reduced), name: "\(name)_found")
    let scalar = builder.constant(Tensor(scalar: Int32(clamping: axis)), name: "\(name)_axis")
    switch kind {
    case .max:
      builder.emit(
        .argMax, options: .argMax(ArgMaxOptions(outputType: .int64)), [input, scalar], to: [found])
    case .min:
      builder.emit(
        .argMin, options: .argMin(ArgMinOptions(outputType: .int64)), [input, scalar], to: [found])
    }
    if isDone { return }
    guard selectsLast else {
      builder.reshape(found, to: output)
      return
    }
    let last = builder.constant(Tensor(scalar: Int64(type.shape[axis] - 1)), name: "\(name)_last")
    let counted = keepDims ? builder.reshaped(found, to: builder.type(of: output).shape) : found
    builder.emit(.sub, version: 1, options: .sub(SubOptions()), [last, counted], to: [output])
  }
}
