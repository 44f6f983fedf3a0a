import EdgeIR
import Testing

/// Expects the operator to refuse inputs with a message that starts with the constraint's label.
func expectRefusal(_ op: any Operator, _ inputs: [TensorType?], _ label: String) {
  let error = #expect(throws: OperatorError.self) { try op.infer(inputs) }
  #expect(error?.message.hasPrefix("\(label):") == true, "\(error?.message ?? "no error")")
}
