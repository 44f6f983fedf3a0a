import EdgeSupport
import Testing

struct TextTableTests {
  @Test func columnsAreAligned() {
    var table = TextTable([("name", .left), ("size", .right), ("", .left)])
    table.add(["a", "1,234", "x"])
    table.add(["long", "5"])
    #expect(table.lines == ["name   size", "──────────────", "a     1,234  x", "long      5"])
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
    (Int.max, "9,223,372,036,854,775,807"),
  ])
  func grouping(number: Int, text: String) {
    #expect(number.grouped == text)
  }
}
