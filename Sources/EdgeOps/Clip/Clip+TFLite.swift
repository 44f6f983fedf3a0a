import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// RELU and its kin where the range is theirs, otherwise MAXIMUM and MINIMUM.
extension Clip: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let element = builder.type(of: input).element
    guard let computing = element.tfliteComputing else {
      throw TFLiteRefusal("TFLite does not limit \(element.rawValue)", hint: "convert the model to float32")
    }
    if computing == .float32 { return try builder.clamp(input, to: output, clamp) }
    let wide = try builder.converted(input, to: computing)
    let result =
      computing == element
      ? output : builder.temporary(builder.type(of: wide), name: "\(builder.name(of: output))_wide")
    let bounds = [lower, upper].map { Cast(to: element).convert(Tensor(scalar: $0)) }
      .map { Cast(to: computing).convert($0) }
    let options = BuiltinOptions.maximumMinimum(MaximumMinimumOptions())
    let raised = builder.temporary(builder.type(of: wide), name: "\(builder.name(of: output))_raised")
    let low = builder.constant(bounds[0], name: "\(builder.name(of: output))_lower")
    let high = builder.constant(bounds[1], name: "\(builder.name(of: output))_upper")
    builder.emit(.maximum, options: options, [wide, low], to: [raised])
    builder.emit(.minimum, options: options, [raised, high], to: [result])
    if result != output { try builder.convert(result, to: output) }
  }
}
