import TFLiteFormat

/// What TFLM's kernels and its interpreter take from the arena besides tensors. Scratch sizes are those that the
/// kernels ask for; records were measured in the runtime on a 64-bit machine, where they are largest.
extension TFLiteOperator {
  /// Memory while the operator runs, in whole units of alignment.
  func tflmScratchBytes(_ tensors: [TFLiteTensor]) -> Int {
    let operands = inputs.filter { tensors.indices.contains($0) }.map { tensors[$0] }
    guard let first = operands.first else { return 0 }
    let isFloat = first.type == .float32
    switch code {
    case .addN: return aligned(8 * operands.count)
    case .mean, .sum, .reduceMax, .reduceMin, .reduceAll:
      let sums = isFloat || outputs.isEmpty ? 0 : aligned(tensors[outputs[0]].shape.reduce(4, *))
      let axes = operands.count > 1 ? operands[1].shape.reduce(4, *) : 0
      return aligned(4 * first.shape.count) + aligned(axes) + sums
    case .mirrorPad: return 2 * aligned(4 * first.shape.count)
    default: return 0
    }
  }

  /// What stays as long as the interpreter lives: an upper bound.
  fileprivate func tflmRecordBytes(_ tensors: [TFLiteTensor]) -> Int {
    let channels = outputs.first.flatMap { tensors[$0].shape.last } ?? 0
    let operands = 8 * (inputs.count + outputs.count)
    switch code {
    case .conv2D, .depthwiseConv2D, .transposeConv, .fullyConnected: return 192 + 8 * channels + operands
    case .batchMatMul:
      // Transposed copies of the matrices, and shapes.
      return 512 + inputs.reduce(0) { $0 + aligned(tensors[$1].sizeInBytes) } + operands
    case .elu: return 320 + operands
    case .softmax where outputs.first.map({ tensors[$0].type != .float32 }) ?? false: return 4096 + operands
    default: return 160 + operands
    }
  }

  private func aligned(_ size: Int) -> Int {
    (size + TFLMMemory.alignment - 1) / TFLMMemory.alignment * TFLMMemory.alignment
  }
}

extension TFLiteSubgraph {
  /// The interpreter's records: for itself, each tensor, each operator, each input and output.
  var tflmRecordBytes: Int {
    let own = operators.reduce(0) { $0 + $1.tflmRecordBytes(tensors) }
    return 640 + 24 * tensors.count + 64 * operators.count + 128 * (inputs.count + outputs.count) + own
  }

  /// What the runtime's planner needs in the place of the tensors before it is done.
  var tflmPlanningBytes: Int {
    let scratch = operators.reduce(0) { $0 + ($1.tflmScratchBytes(tensors) > 0 ? 3 : 0) }
    return 256 + 72 * (tensors.count + scratch)
  }
}
