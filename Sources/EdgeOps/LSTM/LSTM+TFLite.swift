import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// One LSTM for each step, of the basic kind, which takes the states and gives them: those over whole sequences keep
/// them from run to run. Layers that this says nothing of are decomposed.
extension LSTM: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let graph = builder.graph
    guard builder.target == .litert else { throw TFLiteRefusal("TFLite Micro has no basic LSTM") }
    guard isBasic, !node.inputs.indices.contains(where: { [4, 7].contains($0) && node.inputs[$0] != nil })
    else { throw TFLiteRefusal("TFLite's basic LSTM has sigmoid and tanh, no lengths, limits or peepholes") }
    guard let weights = graph.constant(node, 1), let recurrence = graph.constant(node, 2),
      weights.element == .float32, graph.constant(node, 3) != nil || !node.hasInput(3)
    else { throw TFLiteRefusal("TFLite's basic LSTM takes constant weights of float32") }
    let x = builder.tensor(node.inputs[0])
    let shape = builder.type(of: x).shape
    guard (1...stepLimit).contains(shape[0]), !shape.contains(0), recurrence.shape[1] > 0 else {
      throw TFLiteRefusal("expected 1 to \(stepLimit) steps, got \(shape[0])")
    }
    let result = builder.tensor(node.outputs[0])
    let name = builder.name(of: result)
    let parameters = [
      builder.constant(joined(weights, recurrence), name: "\(name)_weights"),
      builder.constant(sum(graph.constant(node, 3), rows: weights.shape[0]), name: "\(name)_bias"),
    ]
    try walk(node, steps(x, shape, &builder), parameters, hidden: recurrence.shape[1], &builder)
  }

  private var isBasic: Bool {
    gateActivation.kind == .sigmoid && candidateActivation.kind == .tanh && outputActivation.kind == .tanh
      && clip == .infinity && !couplesGates
  }

  /// x of each step, `[N, I]`.
  private func steps(
    _ x: TFLiteBuilder.TensorIndex, _ shape: [Int], _ builder: inout TFLiteBuilder
  ) -> [TFLiteBuilder.TensorIndex] {
    let each = Array(shape.dropFirst())
    if shape[0] == 1 { return [builder.reshaped(x, to: each)] }
    let parts = (0..<shape[0]).map { _ in
      builder.temporary(TensorType(.float32, each), name: "\(builder.name(of: x))_step")
    }
    builder.emit(.unpack, options: .unpack(UnpackOptions(num: shape[0], axis: 0)), [x], to: parts)
    return parts
  }

  private func walk(
    _ node: Node, _ inputs: [TFLiteBuilder.TensorIndex], _ parameters: [TFLiteBuilder.TensorIndex],
    hidden: Int, _ builder: inout TFLiteBuilder
  ) throws {
    let sequences = builder.type(of: inputs[0]).shape[0]
    let columns = builder.type(of: parameters[0]).shape
    let type = TensorType(.float32, [sequences, hidden])
    var states = (5...6).map { index in
      index < node.inputs.count && node.inputs[index] != nil
        ? builder.tensor(node.inputs[index])
        : builder.constant(Tensor(type, storage: TensorStorage(zeroed: type.sizeInBytes)), name: "state")
    }
    var shown: [TFLiteBuilder.TensorIndex] = []
    let options = LSTMOptions(fusedActivationFunction: .tanh, kernelType: .basic)
    for (index, input) in (isReversed ? inputs.reversed() : inputs).enumerated() {
      let isLast = index == inputs.count - 1
      let next = (0..<2).map { state in
        isLast ? builder.tensor(node.outputs[state]) : builder.temporary(type, name: "state")
      }
      let scratch = [columns[1], columns[0]].map { size in
        builder.temporary(TensorType(.float32, [sequences, size]), name: "scratch")
      }
      builder.emit(
        .lstm, version: 2, options: .lstm(options), [input, states[0]] + parameters + [states[1]],
        to: next + scratch)
      states = next
      shown.append(next[0])
    }
    guard yieldsSequence else { return }
    builder.emit(
      .pack, options: .pack(PackOptions(valuesCount: shown.count, axis: 0)),
      isReversed ? shown.reversed() : shown, to: [builder.tensor(node.outputs[2])])
  }

  /// The rows of both matrices side by side, `[4*H, I+H]`.
  private func joined(_ weights: Tensor, _ recurrence: Tensor) -> Tensor {
    let (inputs, hidden) = (weights.shape[1], recurrence.shape[1])
    let (w, r) = (weights.elements(as: Float.self), recurrence.elements(as: Float.self))
    let rows = tfliteRows(hidden: hidden)
    return Tensor(
      [4 * hidden, inputs + hidden],
      rows.flatMap { row in w[row * inputs..<(row + 1) * inputs] + r[row * hidden..<(row + 1) * hidden] })
  }

  /// Both halves of the bias in one.
  private func sum(_ bias: Tensor?, rows: Int) -> Tensor {
    let numbers = bias?.elements(as: Float.self) ?? Array(repeating: 0, count: 2 * rows)
    return Tensor([rows], tfliteRows(hidden: rows / 4).map { numbers[$0] + numbers[rows + $0] })
  }
}

extension LSTM {
  /// Which row of ONNX's weights is each row of TFLite's, whose gates are i, c, f, o; and the other way round.
  func tfliteRows(hidden: Int) -> [Int] {
    [0, 3, 2, 1].flatMap { gate in gate * hidden..<(gate + 1) * hidden }
  }
}

extension Node {
  fileprivate func hasInput(_ index: Int) -> Bool { index < inputs.count && inputs[index] != nil }
}

/// Longer layers are decomposed, into a loop.
private let stepLimit = 128
