import TFLiteFormat

/// What one runtime runs of one operator.
///
/// An operator's *data* are the inputs and outputs that the rule does not give a type of their own: they are of the
/// operator's element type, all of them.
struct TFLiteOperatorRule {
  /// An input or output with a type of its own: indices, axes, shapes, answers.
  struct Operand {
    let elements: TFLiteElementSet
    /// Whether the runtime reads it before it runs.
    let isConstant: Bool

    static let int32 = Operand(elements: .int32, isConstant: false)
    static let constantInt32 = Operand(elements: .int32, isConstant: true)
    /// Positions and sizes.
    static let integer = Operand(elements: [.int32, .int64], isConstant: false)
    static let bool = Operand(elements: .bool, isConstant: false)

    static func of(_ elements: TFLiteElementSet, isConstant: Bool = false) -> Operand {
      Operand(elements: elements, isConstant: isConstant)
    }
  }

  let code: BuiltinOperator
  /// Element types of data that stand for themselves.
  let plain: TFLiteElementSet
  /// Element types of data with a scale and a zero point, biases included.
  let quantized: TFLiteElementSet
  /// How many axes the first data input has; no data have more.
  let ranks: ClosedRange<Int>
  /// Operands with a type of their own, by position.
  let inputs: [Int: Operand]
  let outputs: [Int: Operand]
  let inputLimit: Int
  /// The highest version the runtime knows; nil where it does not look at versions.
  let version: Int?

  init(
    _ code: BuiltinOperator, _ plain: TFLiteElementSet, quantized: TFLiteElementSet = [],
    ranks: ClosedRange<Int> = 0...8, inputs: [Int: Operand] = [:], outputs: [Int: Operand] = [:],
    inputLimit: Int = .max, version: Int? = nil
  ) {
    self.code = code
    self.plain = plain
    self.quantized = quantized
    self.ranks = ranks
    self.inputs = inputs
    self.outputs = outputs
    self.inputLimit = inputLimit
    self.version = version
  }
}

extension TFLiteOperatorRule {
  /// What is not legal of an operator, each beginning with the operator's name.
  func violations(_ node: TFLiteOperator, _ tensors: [TFLiteTensor], runtime: String) -> [String] {
    let name = "\(runtime)'s \(code.schemaName)"
    var found: [String] = []
    if let version, node.version > version {
      found.append("\(name) goes up to version \(version), got \(node.version)")
    }
    if node.inputs.count > inputLimit {
      found.append("\(name) takes at most \(inputLimit) inputs, got \(node.inputs.count)")
    }
    var isFirst = true
    for (position, index) in node.inputs.enumerated() where tensors.indices.contains(index) {
      if let operand = inputs[position] {
        found += operand.violations(tensors[index], "\(name) takes input \(position) as")
      } else {
        found += violations(data: tensors[index], isFirst: isFirst, "\(name) takes")
        isFirst = false
      }
    }
    for (position, index) in node.outputs.enumerated() where tensors.indices.contains(index) {
      if let operand = outputs[position] {
        found += operand.violations(tensors[index], "\(name) gives output \(position) as")
      } else {
        found += violations(data: tensors[index], isFirst: false, "\(name) gives")
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  private func violations(data tensor: TFLiteTensor, isFirst: Bool, _ verb: String) -> [String] {
    var found: [String] = []
    let isQuantized = tensor.quantization.map { !$0.scale.isEmpty } ?? false
    let allowed = isQuantized ? quantized : plain
    if !allowed.contains(tensor.type) {
      let kind = isQuantized ? "quantized " : ""
      let got = "\(kind)\(tensor.type.schemaName.lowercased())"
      found.append(
        allowed.isEmpty ? "\(verb) nothing \(kind)" : "\(verb) \(kind)\(allowed.listed), got \(got)")
    }
    let rank = tensor.shape.count
    if rank > ranks.upperBound || (isFirst && rank < ranks.lowerBound) {
      let range = ranks.count == 1 ? "\(ranks.lowerBound)" : "\(ranks.lowerBound) to \(ranks.upperBound)"
      found.append("\(verb) tensors of \(range) axes, got \(rank)")
    }
    return found
  }
}

extension TFLiteOperatorRule.Operand {
  fileprivate func violations(_ tensor: TFLiteTensor, _ verb: String) -> [String] {
    var found: [String] = []
    if !elements.contains(tensor.type) {
      found.append("\(verb) \(elements.listed), got \(tensor.type.schemaName.lowercased())")
    }
    if isConstant, !tensor.isConstant { found.append("\(verb) a constant") }
    return found
  }
}
