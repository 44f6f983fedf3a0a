public import EdgeIR
public import TFLiteFormat

/// Which operators a runtime has kernels for, and for which types and ranks: the whole truth about legality.
struct TFLiteRegistry: Sendable {
  /// As messages call it.
  let runtime: String
  private let rules: [BuiltinOperator: TFLiteOperatorRule]

  init(runtime: String, _ rules: [TFLiteOperatorRule]...) {
    self.runtime = runtime
    self.rules = Dictionary(rules.joined().map { ($0.code, $0) }) { first, _ in first }
  }

  /// What the runtime lacks of an operator; empty when it runs it.
  func violations(_ node: TFLiteOperator, _ tensors: [TFLiteTensor]) -> [String] {
    guard let rule = rules[node.code] else { return ["\(runtime) has no \(node.code.schemaName)"] }
    return rule.violations(node, tensors, runtime: runtime)
  }

  /// Whether there is a kernel for data of this type, which stand for themselves.
  func runs(_ code: BuiltinOperator, _ type: TFLiteTensorType, rank: Int) -> Bool {
    guard let rule = rules[code] else { return false }
    return rule.plain.contains(type) && rule.ranks.upperBound >= rank
  }

  /// How many inputs the operator takes at most.
  func inputLimit(_ code: BuiltinOperator) -> Int { rules[code]?.inputLimit ?? 0 }
}

extension TFLiteTarget {
  var registry: TFLiteRegistry {
    switch self {
    case .litert: .litert
    case .tflm: .tflm
    }
  }

  /// Whether the runtime has an operator for elements of this type: what a lowering with several ways to say a thing
  /// asks.
  public func runs(_ code: BuiltinOperator, _ element: ElementType, rank: Int = 0) -> Bool {
    registry.runs(code, element.tflite, rank: rank)
  }

  /// How many inputs an operator takes at most.
  public func inputLimit(_ code: BuiltinOperator) -> Int { registry.inputLimit(code) }
}
