import EdgeIR
public import ONNXFormat
import Testing

/// One node with its inputs, as a value that tests can list.
struct ONNXForm: CustomTestStringConvertible {
  let name: String
  let opset: Int
  let attributes: KeyValuePairs<String, ONNXAttributeValue>
  let inputs: [Tensor]
  let constants: Set<Int>

  /// - Parameter constants: positions of inputs that are part of the model instead of given at run time.
  init(
    _ name: String, _ opset: Int, _ attributes: KeyValuePairs<String, ONNXAttributeValue>,
    _ inputs: [Tensor], constants: Set<Int> = []
  ) {
    (self.name, self.opset, self.attributes) = (name, opset, attributes)
    (self.inputs, self.constants) = (inputs, constants)
  }

  init(_ name: String, _ opset: Int, _ inputs: [Tensor], constants: Set<Int> = []) {
    self.init(name, opset, [:], inputs, constants: constants)
  }

  func run(outputs: Int = 1) throws -> [Tensor] {
    try ONNXNodeRun(
      name, opset: opset, attributes: attributes.map { ONNXAttribute(name: $0.key, value: $0.value) }, inputs,
      constants: constants, outputs: outputs
    ).outputs
  }

  var testDescription: String {
    "\(name)-\(opset) \(attributes.map(\.key)) \(inputs.map { "\($0.type)" })"
  }
}

extension ONNXAttributeValue: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .string(Array(text.utf8)) }
}
