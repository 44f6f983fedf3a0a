import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension If: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.if) { context in
      guard case .if(let options)? = context.node.options else { throw context.missingOptions }
      let inputs = try context.inputs.indices.map { try context.input($0) }
      let types = inputs.dropFirst().map { context.type($0) }
      let branches = try [options.thenSubgraphIndex, options.elseSubgraphIndex].map { index in
        try context.subgraph("branch", inputs: types) { inner, formals in try inner.inline(index, formals) }
      }
      return try context.addAll(If(then: branches[0], else: branches[1]), inputs)
    }
  ]
}
