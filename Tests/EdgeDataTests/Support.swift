import EdgeData
import EdgeIR
import EdgeSupport
import Foundation
import Testing

/// A file or folder under Fixtures/data.
func fixture(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures/data/\(name)")
    .standardizedFileURL.path()
}

/// What the generator fills every array with: 0, 1, 2, … from `first`; for bool the parity.
func ramp(_ element: ElementType, _ shape: [Int], first: Int = 0) -> Tensor {
  let count = shape.reduce(1, *)
  func make<Element: NumericElement>(_: Element.Type) -> Tensor {
    Tensor(shape, (first..<(first + count)).map { Element(converting: Double($0)) })
  }
  guard let numeric = element.numericType else { return Tensor(shape, (0..<count).map { $0 % 2 == 1 }) }
  return make(numeric)
}

/// Runs `body` with the path of a new folder that is removed afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let path = NSTemporaryDirectory() + "/edgedata-\(UUID().uuidString)"
  try FileSystem.createDirectory(path)
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

/// The diagnostic that `body` throws, which must have `code`.
@discardableResult
func expectDiagnostic<Result>(
  _ code: DiagnosticCode, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Result
) -> Diagnostic? {
  let error = #expect(throws: Diagnostic.self, sourceLocation: sourceLocation) { _ = try body() }
  #expect(error?.code == code, sourceLocation: sourceLocation)
  return error
}

/// xorshift64*: the same sequence everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed | 1 }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 2_685_821_657_736_338_717
  }
}
