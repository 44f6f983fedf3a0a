import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// CONCATENATION; PACK, which gives its operands a new axis first.
extension Concat: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.concatenation) { context in
      guard case .concatenation(let options)? = context.node.options else { throw context.missingOptions }
      let first = try context.input(0)
      let axis = try context.normalizeAxis(options.axis, rank: context.type(first).rank)
      let joined = try context.add(Concat(axis: axis), context.inputs)
      switch options.fusedActivationFunction {
      case .none: return [joined]
      case .relu: return [try context.result(Clip(lower: 0, upper: .infinity), [joined])]
      case .relu6: return [try context.result(Clip(lower: 0, upper: 6), [joined])]
      case .reluN1To1: return [try context.result(Clip(lower: -1, upper: 1), [joined])]
      case .tanh, .signBit: throw context.invalid("fused_activation_function", "is not one of CONCATENATION")
      }
    },
    TFLiteImporter(.pack) { context in
      guard case .pack(let options)? = context.node.options else { throw context.missingOptions }
      var shape = try context.type(context.input(0)).shape
      let axis = try context.normalizeAxis(options.axis, rank: shape.count + 1)
      let expected = shape
      shape.insert(1, at: axis)
      let parts = try context.inputs.indices.map { index in
        let part = try context.input(index)
        guard context.type(part).shape == expected else {
          throw TFLiteImportError(
            .invalidInputs,
            "expected operands of one shape \(expected), input \(index) is \(context.type(part))")
        }
        return try context.reshaped(part, to: shape)
      }
      return [try context.add(Concat(axis: axis), parts)]
    },
  ]
}
