import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension TFLiteBuilder {
  /// The rank up to which every broadcasting kernel of TFLite works.
  private var rankLimit: Int { 4 }

  /// Emits an elementwise operator on broadcasting operands. Where there are more axes than TFLite broadcasts over,
  /// neighbouring axes are merged around it.
  ///
  /// - Throws: `TFLiteRefusal` when the operands alternate along too many axes for that.
  mutating func emitBroadcasting(
    _ code: BuiltinOperator, version: Int = 1, options: BuiltinOptions?, _ inputs: [TensorIndex],
    to output: TensorIndex
  ) throws {
    let result = type(of: output)
    let shapes = inputs.map { type(of: $0).shape }
    if result.rank <= rankLimit || shapes.allSatisfy({ $0 == result.shape }) {
      emit(code, version: version, options: options, inputs, to: [output])
      return
    }
    let merged = MergedBroadcast(shapes, output: result.shape)
    guard merged.rank <= rankLimit else {
      throw TFLiteRefusal(
        "TFLite broadcasts over at most \(rankLimit) axes, got shapes "
          + shapes.map { "\($0)" }.joined(separator: ", "),
        hint: "reshape the operands in the model so that fewer axes alternate")
    }
    let operands = zip(inputs, merged.operands).map { reshaped($0, to: $1) }
    let flat = temporary(result.with(shape: merged.output), name: "\(name(of: output))_merged")
    emit(code, version: version, options: options, operands, to: [flat])
    reshape(flat, to: output)
  }
}
