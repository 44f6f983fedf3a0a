@testable import EdgeC
import Testing

struct SwiftTextTests {
  @Test(arguments: [
    ("serving_default_input:0", "servingDefaultInput0"), ("x.1", "x1"), ("1x", "n1x"), ("", "tensor"),
    ("é", "tensor"),
    ("in", "inTensor"), ("URL", "url"), ("Y", "y"), ("InputIds", "inputIds"),
    ("attention-mask", "attentionMask"),
  ]) func tensorsGetNamesInLowerCamelCase(name: String, expected: String) {
    var identifiers = SwiftIdentifiers(reserved: [])
    #expect(identifiers.name(name) { _ in [] } == expected)
  }

  @Test func namesAreUnique() {
    var identifiers = SwiftIdentifiers(reserved: ["run"])
    let names = ["x", "x", "xShape", "run"].map { identifiers.name($0) { ["\($0)Shape"] } }
    #expect(names == ["x", "x_2", "xShape_2", "run_2"])
  }

  @Test(arguments: [
    ("kws", "Kws"), ("KWS", "KWS"), ("digit-classifier_v2", "DigitClassifierV2"), ("2x", "Model2x"),
    ("…", "Model"),
  ]) func filesGetNamesInUpperCamelCase(name: String, expected: String) {
    #expect(SwiftOptions.typeName(for: name) == expected)
    #expect(SwiftOptions.isTypeName(expected))
  }

  @Test(arguments: ["", "1", "a b", "class", "_", "é"])
  func noTypeName(text: String) { #expect(!SwiftOptions.isTypeName(text)) }

  @Test func textCannotEscapeFromLiteralsAndComments() {
    #expect(SwiftText.literal("a\"\\(x)\n\u{1}") == #""a\"\\(x)\u{a}\u{1}""#)
    #expect(SwiftText.comment("a\r\nb") == "a  b")
  }

  @Test(
    arguments: [
      ([], ""), ([0x66], "Zg=="), ([0x66, 0x6F], "Zm8="), ([0x66, 0x6F, 0x6F], "Zm9v"),
      ([0xFF, 0xFE, 0xFD, 0xFC], "//79/A=="),
    ] as [([UInt8], String)]) func base64(bytes: [UInt8], text: String)
  {
    #expect(Base64.encode(bytes[...]) == text)
  }
}
