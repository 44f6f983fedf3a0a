import EdgeC
import EdgeIR

/// A convolution or matrix product of float32 tensors with constant weights, as packed kernels see it: rows of weights,
/// sums that start at a bias, limits.
struct FloatProductLayer: Sendable {
  /// Rows of weights.
  let outputs: Int
  /// Weights in one row.
  let inputs: Int
  /// How often all rows are multiplied: pixels, or rows of the other operand.
  let positions: Int
  private let weights: [Float]
  private let bias: [Float]
  private let activation: Clamp?

  /// - Throws: `CRefusal` unless everything is float32 and weights and bias are constant.
  init(_ node: CNode, _ activation: Clamp?) throws {
    guard node.inputs[0]?.element == .float32 else { throw CRefusal("needs float32") }
    guard let weights = node.constants[1] else { throw CRefusal("needs constant weights") }
    let y = node.outputs[0]
    guard let outputs = weights.shape.first, outputs > 0, y.elementCount > 0, weights.elementCount > 0 else {
      throw CRefusal("there is nothing to compute")
    }
    self.outputs = outputs
    inputs = weights.elementCount / outputs
    positions = y.elementCount / outputs
    self.weights = weights.elements(as: Float.self)
    self.activation = activation
    if node.inputs.count > 2, node.inputs[2] != nil {
      guard let constant = node.constants[2] else { throw CRefusal("needs a constant bias") }
      bias = constant.elements(as: Float.self)
    } else {
      bias = Array(repeating: 0, count: outputs)
    }
  }

  /// The limits that results have, the last arguments of all kernels.
  var limits: [CArgument] {
    [.float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity)]
  }

  /// Multiplications when rows are as long as `inputs` rounded up to a multiple and there is a multiple of outputs.
  func products(inputsRoundedTo inputMultiple: Int = 1, outputsRoundedTo outputMultiple: Int) -> Int {
    saturatingProduct(
      positions,
      saturatingProduct(
        inputs.rounded(upTo: inputMultiple), outputs.rounded(upTo: outputMultiple)))
  }

  /// Panel by panel, for each `width` outputs: the numbers their sums begin with, which are the bias in the first panel and
  /// 0 in the others, then for each input of the panel the weights to these outputs. What lies beyond is 0.
  ///
  /// - Parameter panels: inputs; what they hold beyond `inputs` is padding.
  func packed(width: Int, panels: [Range<Int>]) -> CArgument {
    var numbers: [Float] = []
    for panel in panels {
      for first in stride(from: 0, to: outputs, by: width) {
        for output in first..<first + width {
          numbers.append(panel.lowerBound == 0 && output < outputs ? bias[output] : 0)
        }
        for input in panel {
          for output in first..<first + width {
            let isThere = input < inputs && output < outputs
            numbers.append(isThere ? weights[output * inputs + input] : 0)
          }
        }
      }
    }
    return .constant(CConstant(Tensor([numbers.count], numbers), name: "packed"))
  }

  /// For each `width` outputs the bias, then for each of their taps the weights. Depthwise: the inputs of an output are taps.
  ///
  /// - Precondition: `outputs` is a multiple of `width`.
  func packedTaps(width: Int) -> CArgument { packed(width: width, panels: [0..<inputs]) }
}

extension Int {
  /// The least multiple of `factor` that is not below this.
  fileprivate func rounded(upTo factor: Int) -> Int { (self + factor - 1) / factor * factor }
}
