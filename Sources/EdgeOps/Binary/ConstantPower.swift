import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Binary {
  /// A power in other operators, where the runtime lacks POW and the exponent is a constant that they say.
  func constantPower(_ node: Node, _ builder: TFLiteBuilder) -> TFLiteFormula? {
    guard kind == .power, let base = node.inputs.first.flatMap({ $0 }),
      let exponent = builder.graph.constant(node, 1), exponent.type.element == .float32,
      exponent.shape.count <= builder.graph[base].type.rank, let value = exponent.doubles().first,
      exponent.type.elementCount == 1, !builder.target.runs(.pow, .float32)
    else { return nil }
    return .power(Float(value))
  }
}

extension TFLiteFormula {
  /// x to a power that a few operators say; nil for others. The root of minus infinity is infinity, unlike SQRT's.
  fileprivate static func power(_ exponent: Float) -> TFLiteFormula? {
    let (x, one) = (TFLiteFormula.x, TFLiteFormula.constant(1))
    let square = x * x
    let root = TFLiteFormula.select(
      .equal(x, .constant(-.infinity)), .constant(.infinity), .sqrt(x + .constant(0)))
    switch exponent {
    case 1: return x * one
    case 2: return square
    case 3: return square * x
    case 4: return square * square
    case -1: return one / x
    case -2: return one / square
    case 0.5: return root
    case -0.5: return one / root
    default: return nil
    }
  }
}
