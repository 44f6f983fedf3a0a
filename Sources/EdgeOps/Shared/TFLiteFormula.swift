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
  static func lessOrEqual(_ a: Self, _ b: Self) -> Self {
    .apply(.lessEqual, .lessEqual(LessEqualOptions()), [a, b], isBool: true)
  }
  static func greater(_ a: Self, _ b: Self) -> Self {
    .apply(.greater, .greater(GreaterOptions()), [a, b], isBool: true)
  }
  /// `a` where `condition` holds, else `b`.
  static func select(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    .apply(.selectV2, .selectV2(SelectV2Options()), [condition, a, b])
  }

  /// log(1 + a) for a >= 0, accurate for small a too.
  static func log1p(_ a: Self) -> Self {
    select(less(a, constant(1)), log1p(upToOne: a), log(constant(1) + a))
  }

  /// log(1 + a) for a in 0...1: 2 artanh(s) with s = a / (a + 2), an odd polynomial with a relative error below 4e-9.
  /// Logarithms of numbers near 1 are accurate only to the last digit of 1 in some of the runtime's kernels.
  static func log1p(upToOne a: Self) -> Self {
    let s = a / (a + constant(2))
    let coefficients: [Float] = [2, 0.666_663_17, 0.400_249_1, 0.279_606_04, 0.281_783_25]
    return s * polynomial(s * s, coefficients)
  }

  /// The polynomial with these coefficients, lowest first.
  static func polynomial(_ z: Self, _ coefficients: [Float]) -> Self {
    coefficients.dropLast().reversed().reduce(constant(coefficients[coefficients.count - 1])) { sum, next in
      sum * z + constant(next)
    }
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
    _ = place(formula.legalized(for: target, type.element), &self, root: true)
  }
}
