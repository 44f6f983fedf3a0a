import EdgeSupport
import Testing

struct JSONTests {
  @Test func membersKeepTheirOrder() {
    let json: JSON = ["b": 1, "a": [true, .null, .number(0.5)], "": .number(.infinity)]
    #expect(json.compact == #"{"b": 1, "a": [true, null, 0.5], "": "inf"}"#)
  }

  @Test func textIsEscaped() {
    #expect(JSON.string("\"\\\n\t\u{1}é").compact == #""\"\\\n\t\u0001é""#)
  }

  @Test func longContentIsSpreadOverLines() {
    let words = [String](repeating: "0123456789", count: 9)
    let text = (["a": JSON(words), "b": 2] as JSON).pretty
    #expect(text.hasPrefix("{\n  \"a\": [\n    \"0123456789\",\n"))
    #expect(text.hasSuffix("\n  ],\n  \"b\": 2\n}"))
  }
}
