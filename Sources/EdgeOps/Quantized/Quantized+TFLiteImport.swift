import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

extension TFLiteImportContext {
  /// True when the node computes with quantized integers.
  var isQuantized: Bool {
    inputs.contains { input in input.map { type($0).quantization != nil } ?? false }
  }

  /// The operator that computes the node's output: on quantized inputs in integers, with the scale that the file
  /// declares.
  func result(_ op: any Operator, _ inputs: [ValueID?]) throws -> ValueID {
    if movesData(op, inputs) { return try add(op, inputs) }
    guard isQuantized else { return try add(op, inputs) }
    guard let integers = op as? any IntegerComputing else {
      throw TFLiteImportError(
        .unsupportedElementType, "\(node.code.schemaName) on quantized integers is not supported",
        hint: "verify against the model before quantization")
    }
    return try add(
      Quantized(integers, results: [declaredResult()], on: runtime), inputs)
  }

  private func movesData(_ op: any Operator, _ inputs: [ValueID?]) -> Bool {
    (op as? any DataMoving)?.movedInputs(inputs.map { $0.map { type($0) } }) != nil
  }

  /// What the file says of the first output.
  func declaredResult() throws -> Quantized.Result {
    guard let declared = declaredOutputs.first ?? nil else {
      throw TFLiteImportError(.unsupportedElementType, "output 0 has an element type edgec does not read")
    }
    return Quantized.Result(declared.element, declared.quantization)
  }
}
