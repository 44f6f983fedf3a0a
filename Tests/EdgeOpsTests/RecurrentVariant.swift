import EdgeIR
import EdgeSupport
import EdgeTestSupport
import ONNXFormat

/// A node of a recurrent layer with some choice of sizes, optional inputs and attributes, the same for the same seed.
struct RecurrentVariant {
  let inputs: [Tensor?]
  let attributes: [ONNXOracle.Attribute]
  let outputCount: Int

  private static let plain = ["Relu", "Tanh", "Sigmoid", "Softsign", "Softplus"]
  private static let withAlpha = ["LeakyRelu", "ThresholdedRelu", "Elu"]
  private static let withBoth = ["ScaledTanh", "HardSigmoid", "Affine"]

  init(_ name: String, _ direction: String, seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    let gates = ["RNN": 1, "GRU": 3, "LSTM": 4][name] ?? 1
    let functions = ["RNN": 1, "GRU": 2, "LSTM": 3][name] ?? 1
    let directions = direction == "bidirectional" ? 2 : 1
    let (steps, sequences) = (1 + numbers.below(6), 1 + numbers.below(3))
    let (features, hidden) = (1 + numbers.below(5), 1 + numbers.below(9))

    func random(_ shape: [Int]) -> Tensor {
      .random([directions] + shape, of: Float.self, in: -1...1, seed: numbers.next())
    }
    func perhaps(_ tensor: () -> Tensor) -> Tensor? { numbers.below(2) == 0 ? tensor() : nil }

    let x = Tensor.random([steps, sequences, features], of: Float.self, in: -2...2, seed: numbers.next())
    var inputs: [Tensor?] = [x, random([gates * hidden, features]), random([gates * hidden, hidden])]
    inputs.append(perhaps { random([2 * gates * hidden]) })
    inputs.append(
      perhaps { Tensor([sequences], (0..<sequences).map { _ in Int32(1 + numbers.below(steps)) }) })
    inputs.append(perhaps { random([sequences, hidden]) })
    if name == "LSTM" {
      inputs.append(perhaps { random([sequences, hidden]) })
      inputs.append(perhaps { random([3 * hidden]) })
    }
    self.inputs = inputs
    outputCount = name == "LSTM" ? 3 : 2

    var attributes: [ONNXOracle.Attribute] = [
      .init("hidden_size", .int(hidden)), .init("direction", .string(direction)),
    ]
    if numbers.below(3) == 0 { attributes.append(.init("clip", .float(0.5))) }
    if name == "GRU" { attributes.append(.init("linear_before_reset", .int(numbers.below(2)))) }
    if name == "LSTM" { attributes.append(.init("input_forget", .int(numbers.below(2)))) }
    if numbers.below(2) == 0 {
      attributes += Self.activations(functions * directions, &numbers)
    }
    self.attributes = attributes
  }

  private static func activations(_ count: Int, _ numbers: inout SplitMix64) -> [ONNXOracle.Attribute] {
    let all = plain + withAlpha + withBoth
    let names = (0..<count).map { _ in all[numbers.below(all.count)] }
    func parameters(_ takers: [String]) -> [Float] {
      names.filter(takers.contains).map { _ in Float(1 + numbers.below(8)) / 10 }
    }
    let (alphas, betas) = (parameters(withAlpha + withBoth), parameters(withBoth))
    return [.init("activations", .strings(names))]
      + (alphas.isEmpty ? [] : [.init("activation_alpha", .floats(alphas))])
      + (betas.isEmpty ? [] : [.init("activation_beta", .floats(betas))])
  }
}

extension ONNXOracle.Attribute {
  /// The same for edgec's importer.
  var onnx: ONNXAttribute {
    switch value {
    case .int(let number): ONNXAttribute(name: name, value: .int(Int64(number)))
    case .float(let number): ONNXAttribute(name: name, value: .float(number))
    case .string(let text): ONNXAttribute(name: name, value: .string(Array(text.utf8)))
    case .floats(let numbers): ONNXAttribute(name: name, value: .floats(numbers))
    case .strings(let texts): ONNXAttribute(name: name, value: .strings(texts.map { Array($0.utf8) }))
    }
  }
}
