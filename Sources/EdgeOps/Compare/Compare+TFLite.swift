import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// EQUAL and its kin, in a type that TFLite compares exactly.
extension Compare: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let inputs = node.inputs.map { builder.tensor($0) }
    let element = builder.type(of: inputs[0]).element
    guard let computing = element == .bool ? .bool : element.tfliteComputing else {
      throw TFLiteRefusal("TFLite does not compare \(element.rawValue)", hint: "convert the model to float32")
    }
    let (code, options) = builtin
    let operands = try inputs.map { try builder.converted($0, to: computing) }
    try builder.emitBroadcasting(code, options: options, operands, to: builder.tensor(node.outputs[0]))
  }

  var builtin: (BuiltinOperator, BuiltinOptions) {
    switch kind {
    case .equal: (.equal, .equal(EqualOptions()))
    case .less: (.less, .less(LessOptions()))
    case .greater: (.greater, .greater(GreaterOptions()))
    case .lessOrEqual: (.lessEqual, .lessEqual(LessEqualOptions()))
    case .greaterOrEqual: (.greaterEqual, .greaterEqual(GreaterEqualOptions()))
    }
  }
}
