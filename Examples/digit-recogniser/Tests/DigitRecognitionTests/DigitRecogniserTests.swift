import DigitRecognition
import Foundation
import Testing

struct DigitRecogniserTests {
  @Test(arguments: [0, 1, 2, 4, 7])
  func drawingsAreRecognised(digit: Int) throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let text = try String(contentsOf: package.appending(path: "Digits/\(digit).txt"), encoding: .utf8)
    let result = try DigitRecogniser().recognise(try #require(Drawing(text)))
    #expect(result.digit == digit)
    #expect(result.probability > 0.5)
  }

  @Test(arguments: ["", "########", String(repeating: "...x....\n", count: 8)])
  func otherTextIsRefused(text: String) { #expect(Drawing(text) == nil) }
}
