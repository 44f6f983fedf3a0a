import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// ReverseSequence and TfIdfVectorizer beyond ONNX's cases.
struct SequenceTests {
  private let x = Tensor.random([4, 3, 2], of: Float.self)

  @Test(arguments: [true, false]) func reversedInC(_ hasTimeFirst: Bool) throws {
    let lengths = Tensor([hasTimeFirst ? 3 : 4], hasTimeFirst ? [0, 4, 3] : [3, 0, 2, 1] as [Int64])
    let op = ReverseSequence(hasTimeFirst: hasTimeFirst)
    try OperatorCheck(op, [x, lengths]).generatedC()
    try OperatorCheck(op, [.randomBools([4, 3]), lengths]).generatedC()
  }

  @Test(arguments: [false, true]) func ngramsInC(_ isBinary: Bool) throws {
    typealias NGram = TfIdfVectorizer.NGram
    let ngrams = [
      NGram(items: [1], coordinate: 2), NGram(items: [2, 1], coordinate: 0),
      NGram(items: [1, 2, 0], coordinate: 1), NGram(items: [.max], coordinate: 1),
    ]
    let op = TfIdfVectorizer(
      ngrams: ngrams, size: 4, maxSkip: 3, isBinary: isBinary, weights: isBinary ? nil : [1, 2, 0.5, 4])
    try OperatorCheck(op, [.random([5, 12], of: Int32.self, in: 0...3)]).generatedC()
    try OperatorCheck(op, [.random([12], of: Int64.self, in: 0...3)]).generatedC()
  }

  @Test func stringsAreRefused() {
    let attributes = [
      ONNXAttribute(name: "pool_strings", value: .strings([[65]])),
      ONNXAttribute(name: "ngram_indexes", value: .ints([0])),
      ONNXAttribute(name: "ngram_counts", value: .ints([0])),
      ONNXAttribute(name: "mode", value: .string(Array("TF".utf8))),
    ]
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("TfIdfVectorizer", opset: 9, attributes: attributes, [Tensor([1], [1] as [Int32])])
    }
  }

  @Test func constraints() {
    let type = TensorType(.float32, [4, 3])
    expectRefusal(ReverseSequence(hasTimeFirst: true), [TensorType(.float32, [4]), type], "C1")
    expectRefusal(ReverseSequence(hasTimeFirst: true), [type, TensorType(.int32, [3])], "C2")
    expectRefusal(ReverseSequence(hasTimeFirst: true), [type, TensorType(.int64, [4])], "C2")
    func counting(
      _ items: [Int64] = [1], at coordinate: Int = 0, maxSkip: Int = 0, weights: [Float]? = nil
    ) -> TfIdfVectorizer {
      TfIdfVectorizer(
        ngrams: [.init(items: items, coordinate: coordinate)], size: 2, maxSkip: maxSkip, isBinary: false,
        weights: weights)
    }
    let items = TensorType(.int64, [4])
    expectRefusal(counting(), [type], "C1")
    expectRefusal(counting([]), [items], "C2")
    expectRefusal(counting(at: 2), [items], "C2")
    expectRefusal(counting(weights: [1]), [items], "C3")
    expectRefusal(counting(maxSkip: -1), [items], "C4")
  }

  @Test(arguments: [-1, 5] as [Int64]) func lengthsOutOfRange(_ length: Int64) {
    #expect(throws: OperatorError.self) {
      try ReverseSequence(hasTimeFirst: true).evaluate([x, Tensor([3], [length, 0, 0])])
    }
  }
}
