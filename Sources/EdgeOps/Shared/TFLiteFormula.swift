import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// An elementwise formula over one tensor, to be written as TFLite operators. Equal subexpressions are computed once.
indirect enum TFLiteFormula: Hashable {
  case x
  /// A number of x's element type.
  case constant(Float)
  /// One TFLite operator; `isBool` when it answers a question.
  case apply(BuiltinOperator, BuiltinOptions?, [TFLiteFormula], isBool: Bool = false)

  static func + (a: Self, b: Self) -> Self { .apply(.add, .add(AddOptions()), [a, b]) }
  static func - (a: Self, b: Self) -> Self { .apply(.sub, .sub(SubOptions()), [a, b]) }
  static func * (a: Self, b: Self) -> Self { .apply(.mul, .mul(MulOptions()), [a, b]) }
  static func / (a: Self, b: Self) -> Self { .apply(.div, .div(DivOptions()), [a, b]) }

  static func minimum(_ a: Self, _ b: Self) -> Self {
    .apply(.minimum, .maximumMinimum(MaximumMinimumOptions()), [a, b])
  }
  static func maximum(_ a: Self, _ b: Self) -> Self {
    .apply(.maximum, .maximumMinimum(MaximumMinimumOptions()), [a, b])
  }
  static func atan2(_ y: Self, _ x: Self) -> Self { .apply(.atan2, .atan2(ATan2Options()), [y, x]) }

  static func abs(_ a: Self) -> Self { .apply(.abs, .abs(AbsOptions()), [a]) }
  static func neg(_ a: Self) -> Self { .apply(.neg, .neg(NegOptions()), [a]) }
  static func sign(_ a: Self) -> Self { .apply(.sign, .sign(SignOptions()), [a]) }
  static func sqrt(_ a: Self) -> Self { .apply(.sqrt, nil, [a]) }
  static func exp(_ a: Self) -> Self { .apply(.exp, .exp(ExpOptions()), [a]) }
  static func log(_ a: Self) -> Self { .apply(.log, nil, [a]) }
  static func sin(_ a: Self) -> Self { .apply(.sin, nil, [a]) }
  static func cos(_ a: Self) -> Self { .apply(.cos, .cos(CosOptions()), [a]) }
  static func tanh(_ a: Self) -> Self { .apply(.tanh, nil, [a]) }
  static func logistic(_ a: Self) -> Self { .apply(.logistic, nil, [a]) }
  static func relu(_ a: Self) -> Self { .apply(.relu, nil, [a]) }
  /// exp(a) - 1 below 0, else a.
  static func elu(_ a: Self) -> Self { .apply(.elu, nil, [a]) }

  static func equal(_ a: Self, _ b: Self) -> Self {
    .apply(.equal, .equal(EqualOptions()), [a, b], isBool: true)
  }
  static func notEqual(_ a: Self, _ b: Self) -> Self {
    .apply(.notEqual, .notEqual(NotEqualOptions()), [a, b], isBool: true)
  }
  static func less(_ a: Self, _ b: Self) -> Self {
    .apply(.less, .less(LessOptions()), [a, b], isBool: true)
  }
  static func greater(_ a: Self, _ b: Self) -> Self {
    .apply(.greater, .greater(GreaterOptions()), [a, b], isBool: true)
  }
  /// `a` where `condition` holds, else `b`.
  static func select(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    .apply(.selectV2, .selectV2(SelectV2Options()), [condition, a, b])
  }

  /// log(1 + a), accurate for small a: the rounding of 1 + a cancels in a / ((1 + a) - 1), which is 1 for large a.
  static func log1p(_ a: Self) -> Self {
    let one = TFLiteFormula.constant(1)
    let sum = one + a
    let rounded = sum - one
    let logarithm = .log(sum) * .select(.equal(sum, a), one, a / rounded)
    return .select(.equal(rounded, .constant(0)), a, logarithm)
  }
}

extension TFLiteBuilder {
  /// Writes `formula`, with `input` for x, into `output`.
  mutating func emit(_ formula: TFLiteFormula, of input: TensorIndex, to output: TensorIndex) {
    var computed: [TFLiteFormula: TensorIndex] = [.x: input]
    let type = type(of: input)
    let name = name(of: output)

    func place(_ formula: TFLiteFormula, _ builder: inout TFLiteBuilder, root: Bool) -> TensorIndex {
      if let known = computed[formula] { return known }
      let result: TensorIndex
      switch formula {
      case .x: result = input
      case .constant(let value):
        let number = Cast(to: type.element).convert(Tensor(scalar: value))
        result = builder.constant(number, name: "\(name)_constant")
      case .apply(let code, let options, let operands, let isBool):
        let inputs = operands.map { place($0, &builder, root: false) }
        result =
          root
          ? output
          : builder.temporary(TensorType(isBool ? .bool : type.element, type.shape), name: "\(name)_part")
        builder.emit(code, options: options, inputs, to: [result])
      }
      computed[formula] = result
      return result
    }
    _ = place(formula, &self, root: true)
  }
}
