import EdgeIR
import TFLiteFormat

/// LiteRT lets outputs share their inputs' memory: RESHAPE and its like always, operators that compute element by element
/// when nothing else reads the input. Before it overwrites memory it counts the readers of the input and of the tensor
/// that the memory was first made for, not of those in between: one of these may still be read later.
extension TFLiteBuilder {
  /// Gives a memory of its own to every input that an operator might overwrite while others are still to read it.
  mutating func protectSharedMemory(outputs: [TensorIndex]) {
    joinReshapes(outputs: outputs)
    for copy in overwrittenInputs(outputs: outputs).reversed() {
      copyInput(copy.input, before: copy.position)
    }
  }

  /// Lets every RESHAPE read the tensor behind those that it reshapes again: shorter, and it shares memory with fewer.
  private mutating func joinReshapes(outputs: [TensorIndex]) {
    var readers: [TensorIndex: Int] = [:]
    for tensor in operators.flatMap(\.inputs) + outputs { readers[tensor, default: 0] += 1 }
    var origins: [TensorIndex: TensorIndex] = [:]
    for index in operators.indices where operators[index].code == .reshape {
      let input = operators[index].inputs[0]
      let origin = origins[input]
      origins[operators[index].outputs[0]] = origin ?? input
      guard let origin else { continue }
      operators[index].inputs[0] = origin
      readers[input, default: 0] -= 1
      readers[origin, default: 0] += 1
    }
    let isRead = operators.map { $0.code != .reshape || readers[$0.outputs[0], default: 0] > 0 }
    operators = zip(operators, isRead).filter(\.1).map(\.0)
    sources = zip(sources, isRead).filter(\.1).map(\.0)
  }

  /// Where an operator might overwrite an input whose memory holds what others are still to read.
  private func overwrittenInputs(outputs: [TensorIndex]) -> [(position: Int, input: TensorIndex)] {
    var readers: [TensorIndex: Int] = [:]
    var lastRead: [TensorIndex: Int] = [:]
    for (position, node) in operators.enumerated() {
      for input in node.inputs {
        readers[input, default: 0] += 1
        lastRead[input] = position
      }
    }
    for output in outputs {
      readers[output, default: 0] += 1
      lastRead[output] = .max
    }
    var owners: [TensorIndex: TensorIndex] = [:]
    var sharing: [TensorIndex: [TensorIndex]] = [:]
    var copies: [(position: Int, input: TensorIndex)] = []
    func owner(_ tensor: TensorIndex) -> TensorIndex { owners[tensor] ?? tensor }
    for (position, node) in operators.enumerated() {
      guard let output = node.outputs.first else { continue }
      var shared: TensorIndex?
      if Self.aliasing.contains(node.code) {
        shared = node.inputs[0]
      } else if Self.mayRunInPlace.contains(node.code) {
        shared = node.inputs.prefix(3).first { input in
          input >= 0 && tensors[input].buffer == nil && readers[input] == 1
            && types[input].sizeInBytes == types[output].sizeInBytes
        }
      }
      guard let input = shared else { continue }
      let first = owner(input)
      let isOverwritten = !Self.aliasing.contains(node.code) && readers[first, default: 0] <= 1
      if isOverwritten,
        sharing[first, default: [first]].contains(where: { lastRead[$0, default: -1] > position })
      {
        copies.append((position, input))
        continue
      }
      guard isOverwritten || Self.aliasing.contains(node.code) else { continue }
      owners[output] = first
      sharing[first, default: [first]].append(output)
    }
    return copies
  }

  /// A SLICE of everything is a copy; no runtime shares its memory.
  private mutating func copyInput(_ input: TensorIndex, before position: Int) {
    let count = operators.count
    let type = types[input]
    let flat = type.rank == 1 ? input : reshaped(input, to: [type.elementCount])
    let name = name(of: input)
    let copy = temporary(types[flat], name: "\(name)_copy")
    let bounds = [constant([0], name: "\(name)_begin"), constant([type.elementCount], name: "\(name)_size")]
    emit(.slice, options: .slice(SliceOptions()), [flat] + bounds, to: [copy])
    let result = reshaped(copy, to: type.shape)
    let (added, source) = (Array(operators[count...]), sources[position])
    operators.removeSubrange(count...)
    sources.removeSubrange(count...)
    operators[position].inputs = operators[position].inputs.map { $0 == input ? result : $0 }
    operators.insert(contentsOf: added, at: position)
    sources.insert(contentsOf: added.map { _ in source }, at: position)
  }

  /// Their output is their input in another shape or type.
  private static let aliasing: Set<BuiltinOperator> = [.bitcast, .expandDims, .reshape, .squeeze]

  /// Operators whose kernels may write over an input; rather too many than too few.
  private static let mayRunInPlace: Set<BuiltinOperator> = [
    .abs, .add, .addN, .atan2, .bitwiseXor, .cast, .ceil, .cos, .cumsum, .dequantize, .div,
    .dynamicUpdateSlice, .elu, .equal, .exp, .floor, .floorDiv, .floorMod, .gelu, .greater, .greaterEqual,
    .hardSwish, .l2Normalization, .leakyRelu, .less, .lessEqual, .log, .logSoftmax, .logicalAnd,
    .logicalNot, .logicalOr, .logistic, .maximum, .minimum, .mul, .neg, .notEqual, .pow, .prelu, .quantize,
    .relu, .relu0To1, .relu6, .reluN1To1, .rightShift, .round, .rsqrt, .select, .selectV2, .sign, .sin,
    .softmax, .sqrt, .square, .squaredDifference, .sub, .tanh, .zerosLike,
  ]
}
