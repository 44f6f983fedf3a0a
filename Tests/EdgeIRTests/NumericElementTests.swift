import EdgeIR
import Testing

/// Conversions at the edges of every type.
@Suite struct NumericElementTests {
  static let integers: [any IntegerElement.Type] = [
    Int8.self, Int16.self, Int32.self, Int64.self, UInt8.self, UInt16.self, UInt32.self, UInt64.self,
  ]

  @Test(arguments: integers.indices) func integersTruncateAndSaturate(_ index: Int) {
    func check<Element: IntegerElement>(_: Element.Type) {
      #expect(Element(converting: .nan) == 0)
      #expect(Element(converting: .infinity) == .max)
      #expect(Element(converting: -.infinity) == .min)
      #expect(Element(converting: 0x1p100) == .max)
      #expect(Element(converting: -0x1p100) == .min)
      #expect(Element(converting: 100.999) == 100)
      #expect(Element(converting: -0.999) == 0)
      #expect(Element(converting: -100.999) == (Element.isSigned ? 0 &- 100 : 0))
      #expect(Element(converting: Double(Element.min)) == .min)
      #expect((Element.lowest, Element.highest) == (.min, .max))
    }
    check(Self.integers[index])
  }

  @Test func wideIntegersSaturateWhereDoublesAreCoarse() {
    #expect(Int64(converting: 0x1p63) == .max)
    #expect(Int64(converting: 0x1p63 - 1024) == Int64.max - 1023)
    #expect(UInt64(converting: 0x1p64) == .max)
    #expect(UInt64(converting: 0x1p64 - 2048) == UInt64.max - 2047)
    #expect(Int32(converting: 2_147_483_646.5) == 2_147_483_646)
    #expect(Int8(converting: 126.9) == 126)
    #expect(Int8(converting: -128.5) == -128)
  }

  @Test func floatsRoundToNearest() {
    #expect(Float(converting: 1e300) == .infinity)
    #expect(Float16(converting: 65519) == 65504)
    #expect(Float16(converting: 65520) == .infinity)
    #expect(Float(converting: 0.1) == 0.1)
    #expect(Float(converting: .nan).isNaN)
    #expect((Float.lowest, Float.highest) == (-.infinity, .infinity))
  }

  @Test func integersWrapAround() {
    #expect(Int8.wrappingAdd(.max, 1) == .min)
    #expect(UInt8.wrappingSubtract(0, 1) == .max)
    #expect(Int32.wrappingMultiply(1 << 30, 4) == 0)
    #expect(Float.wrappingAdd(.greatestFiniteMagnitude, .greatestFiniteMagnitude) == .infinity)
  }
}
