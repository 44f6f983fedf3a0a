import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension MatMul: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let operands = [builder.tensor(node.inputs[0]), builder.tensor(node.inputs[1])]
    let output = builder.tensor(node.outputs[0])
    guard builder.type(of: output).element == .float32 else {
      throw TFLiteRefusal("TFLite multiplies float32, not \(builder.type(of: output).element.rawValue)")
    }
    guard operands.allSatisfy({ builder.type(of: $0).rank <= 5 }) else {
      throw TFLiteRefusal("TFLite multiplies matrices of rank <= 5")
    }
    builder.emit(
      .batchMatMul, options: .batchMatMul(BatchMatMulOptions(adjX: transposesA, adjY: transposesB)),
      operands, to: [output])
  }
}
