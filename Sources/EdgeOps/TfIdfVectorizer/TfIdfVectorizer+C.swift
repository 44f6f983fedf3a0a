import EdgeC
import EdgeIR

extension TfIdfVectorizer: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("an input is missing")
    }
    let columns = x.shape[x.rank - 1]
    // What is longer than the sequences, or has items beyond int32 where they have none, never occurs.
    let known = ngrams.filter { ngram in
      ngram.items.count <= columns
        && (x.element == .int64 || ngram.items.allSatisfy { Int32(exactly: $0) != nil })
    }
    guard !known.isEmpty, size > 0 else { throw CRefusal("no n-gram fits into \(x)") }
    let items = known.flatMap(\.items)
    let pool =
      x.element == .int64
      ? Tensor([items.count], items) : Tensor([items.count], items.map { Int32(truncatingIfNeeded: $0) })
    let table = weights.map { CArgument.constant(CConstant(Tensor([size], $0), name: "weights")) }
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_tf_idf", header: "tf_idf",
        [
          .input(0), .output(0), .int(x.shape.dropLast().reduce(1, *)), .int(columns), .int(size),
          .constant(CConstant(pool, name: "ngrams")), .integers(known.map(\.items.count)),
          .integers(known.map(\.coordinate)), .int(known.count), .int(min(maxSkip, columns)),
          .int(isBinary ? 1 : 0), table ?? .null,
        ])
    ])
  }
}
