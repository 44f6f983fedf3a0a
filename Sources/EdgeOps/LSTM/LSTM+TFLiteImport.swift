import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// LSTM of the basic kind: one step. The full kind keeps its states from run to run, which no graph does.
extension LSTM: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.lstm) { context in
      guard case .lstm(let options)? = context.node.options else { throw context.missingOptions }
      guard options.kernelType == .basic else {
        throw context.invalid("kernel_type", "an LSTM that keeps its states from run to run is not supported")
      }
      guard options.fusedActivationFunction == .tanh, options.cellClip == 0, options.projClip == 0 else {
        throw context.invalid("fused_activation_function", "expected TANH and no limits")
      }
      let values = try (0..<5).map { try context.input($0) }
      let (x, h, weights) = (context.type(values[0]), context.type(values[1]), context.type(values[2]))
      guard x.rank == 2, h.rank == 2, h.shape[1] <= .max / 4,
        weights.shape == [4 * h.shape[1], x.shape[1] + h.shape[1]],
        context.type(values[3]).shape == [4 * h.shape[1]]
      else {
        throw TFLiteImportError(
          .invalidInputs,
          "expected weights [4*H,I+H] and a bias [4*H] for x \(x) and state \(h), got \(weights)")
      }
      let states = try step(context, values, features: x.shape[1], hidden: h.shape[1])
      let joined = try context.add(Concat(axis: 1), [values[0], values[1]])
      return try states + [joined, context.add(FullyConnected(), [joined, values[2], values[3]])]
    }
  ]

  private static func step(
    _ context: TFLiteImportContext, _ values: [ValueID], features: Int, hidden: Int
  ) throws -> [ValueID] {
    let layer = LSTM(yieldsSequence: false)
    let rows = context.constant(Tensor([4 * hidden], layer.tfliteRows(hidden: hidden).map { Int64($0) }))
    func ordered(_ value: ValueID) throws -> ValueID { try context.add(Gather(axis: 0), [value, rows]) }
    func columns(_ range: Range<Int>) throws -> ValueID {
      let slice = Slice(starts: [0, range.lowerBound], steps: [1, 1], sizes: [4 * hidden, range.count])
      return try ordered(context.add(slice, [values[2]]))
    }
    let none = context.constant(
      Tensor([4 * hidden], [Float](repeating: 0, count: 4 * hidden)))
    let bias = try context.add(Concat(axis: 0), [ordered(values[3]), none])
    let x = try context.reshaped(values[0], to: [1] + context.type(values[0]).shape)
    return try context.addAll(
      layer,
      [x, columns(0..<features), columns(features..<features + hidden), bias, nil, values[1], values[4]])
  }
}
