import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX's optional values, for inputs that are tensors or left out: whether there is one is then known.
///
/// - OptionalHasElement: 15; 18 the input may be a tensor or absent
/// - OptionalGetElement: 15; 18 the input may be a tensor
enum Optionals: ONNXImporting {
  static let importers = [
    ONNXImporter("OptionalHasElement", since: 15) { context in
      [context.constant(Tensor(scalar: context.optionalInput(0) != nil))]
    },
    ONNXImporter("OptionalGetElement", since: 15) { context in
      guard let element = context.optionalInput(0) else {
        throw ImportError(
          .invalidInputs, "the optional value has no element", hint: "ask OptionalHasElement first")
      }
      return [element]
    },
  ]
}
