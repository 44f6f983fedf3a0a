import EdgeIR
import EdgeOps

/// How passes read formulas that exporters wrote out: through values of float32.
extension Graph {
  /// The operands of a sum, difference, product, quotient or power without an activation.
  func operands(_ value: ValueID, of kind: Binary.Kind) -> (ValueID, ValueID)? {
    guard self[value].type.element == .float32, let node = producer(of: value),
      let binary = node.operator as? Binary, binary == Binary(kind), let a = node.inputs[0],
      let b = node.inputs[1]
    else { return nil }
    return (a, b)
  }

  /// The operand of a function.
  func operand(_ value: ValueID, of kind: Unary.Kind) -> ValueID? {
    guard self[value].type.element == .float32, let node = producer(of: value),
      node.operator as? Unary == Unary(kind)
    else { return nil }
    return node.inputs[0]
  }

  /// The operand of a reduction that keeps its axes, and those axes.
  func operand(_ value: ValueID, of kind: Reduce.Kind) -> (value: ValueID, axes: [Int])? {
    guard let node = producer(of: value), let reduce = node.operator as? Reduce, reduce.kind == kind,
      reduce.keepDims, let input = node.inputs[0]
    else { return nil }
    return (input, reduce.axes)
  }

  /// The number that a constant of one element holds.
  func number(_ value: ValueID) -> Float? {
    guard let tensor = self[value].constant, tensor.element == .float32, tensor.elementCount == 1 else {
      return nil
    }
    return tensor.elements(as: Float.self)[0]
  }

  /// The operand of a sum with a number, and the number.
  func sumWithNumber(_ value: ValueID) -> (ValueID, Float)? {
    guard let (a, b) = operands(value, of: .add) else { return nil }
    return number(b).map { (a, $0) } ?? number(a).map { (b, $0) }
  }

  /// The operand of a sum with this number.
  func operand(_ value: ValueID, plus number: Float) -> ValueID? {
    sumWithNumber(value).flatMap { $0.1 == number ? $0.0 : nil }
  }

  /// Whether the value is x times x.
  func isSquare(_ value: ValueID, of x: ValueID) -> Bool {
    product(value) == Product(number: 1, factors: [x, x])
  }

  /// A product as its factors: a number and values, in the order of their places.
  struct Product: Equatable {
    var number: Float
    var factors: [ValueID]

    /// The other factor of a product of two.
    func other(than x: ValueID) -> ValueID? {
      guard factors.count == 2, let place = factors.firstIndex(of: x) else { return nil }
      return factors[1 - place]
    }
  }

  /// The factors of a value, looking through products, quotients by numbers, and powers of 2 and 3 that nothing else
  /// reads. A value that is no product is its own factor.
  func product(_ value: ValueID) -> Product {
    var number = 1.0
    var factors: [ValueID] = []
    expand(value, depth: 0, times: 1, &number, &factors)
    return Product(number: Float(number), factors: factors)
  }

  private func expand(
    _ value: ValueID, depth: Int, times: Int, _ number: inout Double, _ factors: inout [ValueID]
  ) {
    let isOpen = depth == 0 || soleConsumer(of: value) != nil
    if let constant = self.number(value) {
      for _ in 0..<times { number *= Double(constant) }
    } else if isOpen, depth < productDepth, let (a, b) = operands(value, of: .multiply) {
      expand(a, depth: depth + 1, times: times, &number, &factors)
      expand(b, depth: depth + 1, times: times, &number, &factors)
    } else if isOpen, depth < productDepth, let (a, b) = operands(value, of: .divide),
      let divisor = self.number(b)
    {
      for _ in 0..<times { number /= Double(divisor) }
      expand(a, depth: depth + 1, times: times, &number, &factors)
    } else if isOpen, times == 1, let (a, b) = operands(value, of: .power), let power = self.number(b),
      power == 2 || power == 3
    {
      expand(a, depth: depth + 1, times: Int(power), &number, &factors)
    } else {
      factors += Array(repeating: value, count: times)
    }
  }
}

/// No pattern has more levels of products.
private let productDepth = 4
