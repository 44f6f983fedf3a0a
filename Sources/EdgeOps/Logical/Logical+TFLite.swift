import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// LOGICAL_AND, LOGICAL_OR; the exclusive or is NOT_EQUAL of bools. Of integers BITWISE_XOR, and RIGHT_SHIFT by less
/// than the width.
extension Logical: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let element = builder.graph[node.outputs[0]].type.element
    let (code, options) = try element == .bool ? onBools() : onIntegers(node, element, builder.graph)
    let inputs = node.inputs.map { builder.tensor($0) }
    try builder.emitBroadcasting(code, options: options, inputs, to: builder.tensor(node.outputs[0]))
  }

  private func onBools() throws -> (BuiltinOperator, BuiltinOptions) {
    switch kind {
    case .and: return (.logicalAnd, .logicalAnd(LogicalAndOptions()))
    case .or: return (.logicalOr, .logicalOr(LogicalOrOptions()))
    case .xor: return (.notEqual, .notEqual(NotEqualOptions()))
    case .shiftLeft, .shiftRight: throw TFLiteRefusal("TFLite shifts no bools")
    }
  }

  private func onIntegers(
    _ node: Node, _ element: ElementType, _ graph: Graph
  ) throws -> (BuiltinOperator, BuiltinOptions) {
    guard element.sizeInBytes < 8 else { throw TFLiteRefusal("TFLite has no bits of \(element.rawValue)") }
    switch kind {
    case .xor: return (.bitwiseXor, .bitwiseXor(BitwiseXorOptions()))
    case .shiftRight:
      let width = element.sizeInBytes * 8
      guard let shifts = graph.constant(node, 1)?.integers(), shifts.allSatisfy((0..<width).contains) else {
        throw TFLiteRefusal("TFLite shifts by less than the width")
      }
      return (.rightShift, .rightShift(RightShiftOptions()))
    case .and, .or, .shiftLeft: throw TFLiteRefusal("TFLite has no such bits of \(element.rawValue)")
    }
  }
}
