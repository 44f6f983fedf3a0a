import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Integers at the edges of their types, and types without kernels of their own.
struct IntegersInTFLiteTests {
  private static let longs: [Int64] = [
    .min, .min + 1, -(1 << 53) - 1, -4_294_967_296, -7, -2, -1, 0, 1, 2, 3, 64, 1 << 31, (1 << 40) + 3, .max,
  ]

  /// Every pair of numbers, as elements of a type.
  private func pairs(_ element: ElementType) throws -> [Tensor] {
    let n = Self.longs.count
    let rows = Tensor([n, 1], Self.longs)
    let columns = Tensor([1, n], Self.longs)
    return try [rows, columns].map { try Cast(to: element).evaluate([$0])[0] }
  }

  @Test(
    arguments: [Binary.Kind.divide, .modulo(fmod: false), .modulo(fmod: true)],
    ["i8", "u8", "i32", "u32", "i64"])
  func division(_ kind: Binary.Kind, _ type: String) throws {
    let operands = try pairs(#require(ElementType(rawValue: type)))
    try OperatorCheck(Binary(kind), operands).liteRT()
    try OperatorCheck(Binary(kind), operands, constants: [1]).liteRT()
  }

  @Test(arguments: ["i8", "i32", "i64"]) func powers(_ type: String) throws {
    let operands = try pairs(#require(ElementType(rawValue: type)))
    try OperatorCheck(Binary(.power), operands).liteRT()
    let three = try Cast(to: operands[0].element).evaluate([Tensor(scalar: Int8(3))])[0]
    try OperatorCheck(Binary(.power), [operands[0], three], constants: [1]).liteRT()
  }

  @Test(arguments: Logical.Kind.allCases, ["i8", "u8", "i32", "u32", "i64", "u64"])
  func bits(_ kind: Logical.Kind, _ type: String) throws {
    try OperatorCheck(Logical(kind), pairs(#require(ElementType(rawValue: type)))).liteRT()
  }

  @Test(arguments: ["u8", "i32", "u64"]) func complement(_ type: String) throws {
    try OperatorCheck(Not(), [pairs(#require(ElementType(rawValue: type)))[0]]).liteRT()
  }

  @Test(arguments: Compare.Kind.allCases, ["f16", "f64", "u64"])
  func comparisons(_ kind: Compare.Kind, _ type: String) throws {
    let element = try #require(ElementType(rawValue: type))
    var numbers: [Double] = [-3, -0.0, 0, 1, 7]
    if element.isFloat { numbers += [.nan, -.nan, .infinity, -.infinity, -0.5] }
    let column = try Cast(to: element).evaluate([Tensor([numbers.count, 1], numbers)])[0]
    try OperatorCheck(Compare(kind), [column, column.reshaped([1, numbers.count])]).liteRT()
  }

  @Test(arguments: [Binary.Kind.minimum, .maximum], ["f64", "u64"])
  func extremes(_ kind: Binary.Kind, _ type: String) throws {
    try OperatorCheck(Binary(kind), pairs(#require(ElementType(rawValue: type)))).liteRT()
  }

  @Test(arguments: [true, false], [true, false]) func runningProducts(_ isExclusive: Bool, _ isReversed: Bool)
    throws
  {
    let op = Cumulative(.product, axis: 1, isExclusive: isExclusive, isReversed: isReversed)
    try OperatorCheck(op, [Tensor.random([2, 5], of: Int64.self, in: -9...9)]).liteRT()
  }
}
