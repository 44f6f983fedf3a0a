import EdgeIR
import Testing

@Suite struct TensorTypeTests {
  @Test func describesItself() {
    let type = TensorType(.float32, [1, 8, 8, 16])
    #expect(type.description == "f32[1,8,8,16]")
    #expect((type.rank, type.elementCount, type.sizeInBytes) == (4, 1024, 4096))
    let scalar = TensorType(.int64, [])
    #expect((scalar.description, scalar.elementCount, scalar.sizeInBytes) == ("i64[]", 1, 8))
  }

  @Test(
    arguments: [
      ([Int](), 4, true),
      ([1 << 30], 1 << 32, true),
      ([(1 << 30) + 1], 1 << 32, false),
      ([Int.max], .max, false),
      ([Int.max, Int.max], .max, false),
      ([1 << 31, 1 << 31], 1 << 32, false),
      ([0, 1 << 62, 4], 1 << 32, false),
      ([0, 5], 20, true),
      ([-1], 1 << 32, false),
      ([Int.min], 1 << 32, false),
      ([2, -1, 2], 1 << 32, false),
    ] as [([Int], Int, Bool)])
  func sizesAreCheckedWithoutOverflow(_ shape: [Int], limit: Int, fits: Bool) {
    #expect(TensorType(.float32, shape).fits(limitInBytes: limit) == fits)
  }

  @Test(
    arguments: [([Int](), [Int]()), ([5], [1]), ([2, 3, 4], [12, 4, 1]), ([2, 0, 4], [0, 4, 1])]
      as [([Int], [Int])])
  func rowMajor(_ shape: [Int], strides: [Int]) {
    #expect(rowMajorStrides(shape) == strides)
  }

  @Test(
    arguments: [
      ([2, 3], [2, 3], [2, 3]),
      ([2, 3], [3], [2, 3]),
      ([2, 1], [1, 3], [2, 3]),
      ([], [4], [4]),
      ([], [], []),
      ([1], [0], [0]),
      ([8, 1, 6, 1], [7, 1, 5], [8, 7, 6, 5]),
      ([2, 3], [2], nil),
      ([3], [0], nil),
    ] as [([Int], [Int], [Int]?)])
  func broadcasting(_ a: [Int], _ b: [Int], expected: [Int]?) {
    #expect(broadcastShape(a, b) == expected)
    #expect(broadcastShape(b, a) == expected)
  }

  @Test func stretchedAxesStandStill() {
    #expect(broadcastStrides([3, 1], to: [2, 3, 4]) == [0, 1, 0])
    #expect(broadcastStrides([], to: [2, 3]) == [0, 0])
    #expect(broadcastStrides([2, 3], to: [2, 3]) == [3, 1])
  }

  @Test(arguments: ElementType.allCases) func everyElementTypeHasItsSwiftType(_ type: ElementType) {
    func check<Element: TensorElement>(_: Element.Type) {
      #expect(Element.elementType == type)
      #expect(MemoryLayout<Element>.stride == type.sizeInBytes)
    }
    check(type.swiftType)
    #expect((type.numericType != nil) == (type != .bool))
    #expect((type.floatType != nil) == type.isFloat)
    #expect((type.integerType != nil) == type.isInteger)
  }
}
