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

  @Test(arguments: [
    "null", "true", "[]", "{}", "-12", "0.5", "1e+20", "-0.25",
    #"["a", {"b": [1, 2, null]}, "\"\\\n\u0001é"]"#,
    "9223372036854775807",
  ]) func writtenTextIsParsedAgain(text: String) throws {
    #expect(try JSON(parsing: Array(text.utf8), path: "j").compact == text)
  }

  @Test func whatOtherWritersWriteIsUnderstood() throws {
    let text = " {\"a\\u00e9\\/\" : [ 1E2,\r\n\t18446744073709551616 , \"\\ud83d\\ude00\" ] } "
    let expected: JSON = ["aé/": [.number(100), .number(18_446_744_073_709_551_616), "😀"]]
    #expect(try JSON(parsing: Array(text.utf8), path: "j") == expected)
  }

  @Test(arguments: [
    ("", "line 1, column 1: expected a value"), ("[1,]", "line 1, column 4: expected a value"),
    ("[1\n 2]", "line 2, column 2: expected ',' or ']'"), ("{\"a\" 1}", "line 1, column 6: expected ':'"),
    ("{\"a\":1,\"a\":2}", "line 1, column 8: expected each key once, got 'a' again"),
    ("{a: 1}", "line 1, column 2: expected a key in quotes"), ("\"a", "line 1, column 3: expected '\"'"),
    ("\"\\x\"", "line 1, column 3: expected an escape sequence"),
    ("\"\\ud800\"", "line 1, column 8: expected a pair of surrogates"),
    ("\"\\u+123\"", "line 1, column 4: expected four hexadecimal digits"),
    ("01", "line 1, column 1: expected a value"),
    ("1.", "line 1, column 1: expected a value"), ("1e", "line 1, column 1: expected a value"),
    ("1e999", "line 1, column 1: expected a smaller number, got 1e999"),
    ("nul", "line 1, column 1: expected null"),
    ("1 2", "line 1, column 3: expected the end of the document"),
    ("\"\u{1}\"", "line 1, column 2: expected no control character in text"),
    (String(repeating: "[", count: 100_000), "line 1, column 65: expected at most 64 levels"),
  ]) func malformedTextIsLocated(text: String, message: String) {
    let error = #expect(throws: Diagnostic.self) { try JSON(parsing: Array(text.utf8), path: "j") }
    #expect(error?.code == .malformedData && error?.location.file == "j")
    let place = "line \(error?.location.line ?? 0), column \(error?.location.column ?? 0)"
    let fact = error?.message.dropFirst("is not well-formed JSON: ".count) ?? ""
    #expect("\(place): \(fact)" == message)
  }

  @Test func textMustBeUTF8() {
    #expect(throws: Diagnostic.self) { try JSON(parsing: [0x22, 0xFF, 0x22], path: "j") }
  }
}
