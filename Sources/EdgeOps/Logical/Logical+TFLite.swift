import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// LOGICAL_AND, LOGICAL_OR; the exclusive or is NOT_EQUAL of bools.
extension Logical: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let element = builder.graph[node.outputs[0]].type.element
    guard element == .bool else { throw TFLiteRefusal("TFLite has no such bits of \(element.rawValue)") }
    let (code, options): (BuiltinOperator, BuiltinOptions) =
      switch kind {
      case .and: (.logicalAnd, .logicalAnd(LogicalAndOptions()))
      case .or: (.logicalOr, .logicalOr(LogicalOrOptions()))
      case .xor: (.notEqual, .notEqual(NotEqualOptions()))
      case .shiftLeft, .shiftRight: throw TFLiteRefusal("TFLite shifts no bools")
      }
    let inputs = node.inputs.map { builder.tensor($0) }
    try builder.emitBroadcasting(code, options: options, inputs, to: builder.tensor(node.outputs[0]))
  }
}
