import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// SOFTMAX and LOG_SOFTMAX, along the last axis; SOFTMAX multiplies by `beta` before.
extension Softmax: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.softmax) { context in
      var x = try context.input(0)
      if case .softmax(let options)? = context.node.options, options.beta != 1 {
        x = try context.add(Binary(.multiply), [x, context.number(Double(options.beta), like: x)])
      }
      return [try context.result(Softmax(axis: context.type(x).rank - 1), [x])]
    },
    TFLiteImporter(.logSoftmax) { context in
      let x = try context.input(0)
      return [try context.result(Softmax(axis: context.type(x).rank - 1, logarithmic: true), [x])]
    },
  ]
}
