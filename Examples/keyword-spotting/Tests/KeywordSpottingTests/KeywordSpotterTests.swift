import Foundation
import KeywordSpotting
import Testing

struct KeywordSpotterTests {
  @Test(arguments: Keyword.allCases, [0.9, 1.1])
  func soundsAreRecognised(keyword: Keyword, pitch: Double) throws {
    let result = try KeywordSpotter().keyword(in: sound(keyword, pitch: pitch))
    #expect(result.keyword == keyword)
    #expect(result.probability > 0.5)
  }

  @Test func aSpotterIsUsedAgainAndAgain() throws {
    let spotter = KeywordSpotter()
    for keyword in Keyword.allCases + Keyword.allCases {
      #expect(try spotter.keyword(in: sound(keyword, pitch: 1)).keyword == keyword)
    }
  }

  @Test func anotherLengthIsRefused() {
    let error = #expect(throws: (any Error).self) { try KeywordSpotter().keyword(in: [0, 0, 0]) }
    #expect(error.map { "\($0)" } == "expected 496 elements for input 'spectrum', got 0")
  }

  /// A signal like those of `train.py`.
  private func sound(_ keyword: Keyword, pitch: Double) -> [Float] {
    var generator = SystemRandomNumberGenerator()
    var (angle, last) = (0.0, 0.0)
    return (0..<KeywordSpotter.sampleCount).map { sample in
      let time = Double(sample) / 8000
      let place = (time - 0.2) / 0.6
      let hiss = Double.random(in: -1...1, using: &generator)
      let sharpHiss = (hiss - last) * 0.87
      last = hiss
      guard (0..<1).contains(place), keyword != .silence else { return Float(0.01 * hiss) }
      let frequency =
        switch keyword {
        case .up: 350 + 900 * place
        case .down: 1250 - 900 * place
        case .yes: 800.0
        case .no, .silence: 300.0
        }
      angle += 2 * .pi * pitch * frequency / 8000
      let voice =
        switch keyword {
        case .up, .down, .silence: sin(angle)
        case .yes: place < 0.55 ? sin(angle) : sharpHiss
        case .no: sin(angle) + 0.5 * sin(2 * angle)
        }
      return Float(0.4 * voice * sqrt(sin(.pi * place)) + 0.01 * hiss)
    }
  }
}
