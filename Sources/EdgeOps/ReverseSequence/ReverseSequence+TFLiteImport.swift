import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// REVERSE_SEQUENCE, between the axes of whose steps and sequences there may be others.
extension ReverseSequence: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.reverseSequence) { context in
      guard case .reverseSequence(let options)? = context.node.options else { throw context.missingOptions }
      let (x, lengths) = (try context.input(0), try context.input(1))
      let rank = context.type(x).rank
      let time = try context.normalizeAxis(options.seqDim, rank: rank)
      let batch = try context.normalizeAxis(options.batchDim, rank: rank)
      guard time != batch else { throw context.invalid("batch_dim", "must differ from seq_dim") }
      let order = [time, batch] + (0..<rank).filter { $0 != time && $0 != batch }
      let counts = try context.add(Cast(to: .int64), [lengths])
      let leading = try context.add(Transpose(permutation: order), [x])
      let reversed = try context.add(ReverseSequence(hasTimeFirst: true), [leading, counts])
      let inverse = order.indices.map { axis in order.firstIndex(of: axis) ?? axis }
      return [try context.add(Transpose(permutation: inverse), [reversed])]
    }
  ]
}
