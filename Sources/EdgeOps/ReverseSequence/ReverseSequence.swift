import EdgeIR

/// Sequences turned around, each as far as it goes.
///
/// - inputs: x `[T, N, …]`, or `[N, T, …]` unless `hasTimeFirst`, any type; lengths `[N]`, int64
/// - output: like x; step t of sequence n is x's step lengths[n] - 1 - t up to the sequence's length, and x's own step
///   beyond
///
/// Constraints: C1 x of rank >= 2; C2 lengths int64 `[N]`; C3 every length is in 0...T.
///
/// Semantics: ONNX ReverseSequence.
public struct ReverseSequence: Operator {
  public static let name = "ReverseSequence"

  public var hasTimeFirst: Bool

  public init(hasTimeFirst: Bool) { self.hasTimeFirst = hasTimeFirst }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let (x, lengths) = (try inputs.required(0), try inputs.required(1))
    guard x.rank >= 2 else { throw OperatorError("C1: expected steps and sequences, got \(x)") }
    let expected = TensorType(.int64, [x.shape[hasTimeFirst ? 1 : 0]])
    guard lengths == expected else {
      throw OperatorError("C2: expected lengths \(expected), got \(lengths)")
    }
    return [x]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let (x, lengths) = (try inputs.required(0), try inputs.required(1))
    let walk = walk(x.shape)
    let counts = lengths.elements(as: Int64.self)
    for count in counts where !(0...Int64(walk.steps)).contains(count) {
      throw OperatorError("C3: expected lengths of 0 to \(walk.steps) steps, got \(count)")
    }
    func reverse<Element: TensorElement>(_: Element.Type) -> Tensor {
      Tensor.build(x.shape, of: Element.self) { y in
        x.withElements(of: Element.self) { x in
          for n in 0..<walk.sequences {
            for t in 0..<walk.steps {
              let source = t < Int(counts[n]) ? Int(counts[n]) - 1 - t : t
              let to = n * walk.sequenceStride + t * walk.stepStride
              let from = n * walk.sequenceStride + source * walk.stepStride
              for i in 0..<walk.inner { y[to + i] = x[from + i] }
            }
          }
        }
      }
    }
    return [reverse(x.element.swiftType)]
  }

  /// Extents and strides, in elements.
  func walk(
    _ shape: [Int]
  ) -> (steps: Int, sequences: Int, stepStride: Int, sequenceStride: Int, inner: Int) {
    let inner = shape[2...].reduce(1, *)
    let outer = shape[1] * inner
    return hasTimeFirst
      ? (shape[0], shape[1], outer, inner, inner) : (shape[1], shape[0], inner, outer, inner)
  }
}
