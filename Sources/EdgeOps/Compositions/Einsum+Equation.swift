import EdgeIR
import EdgeONNX
import EdgeSupport

/// An equation of Einstein's summation convention, with every axis labelled.
///
/// A label is a letter's code, or a negative number for an axis that an ellipsis stands for: -1 is the last of them.
struct EinsumEquation {
  /// For each operand the labels of its axes.
  let operands: [[Int]]
  let result: [Int]

  /// - Parameters:
  ///   - text: e.g. `bij,bjk->bik`; spaces do not count. Without an arrow the result has the ellipsis and then, in
  ///     alphabetical order, the letters that occur once.
  ///   - ranks: those of the operands.
  init(_ text: String, ranks: [Int]) throws {
    let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }
    let sides = try Self.sides(bytes)
    let terms = sides.left.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard terms.count == ranks.count else {
      throw Self.invalid("has \(terms.count) terms for \(ranks.count) inputs")
    }
    let parsed = try terms.map { try Self.parse($0) }
    operands = try zip(parsed, ranks).map { term, rank in
      let count = rank - term.letters.count
      guard term.ellipsis == nil ? count == 0 : count >= 0 else {
        throw Self.invalid("names \(term.letters.count) axes of an input of rank \(rank)")
      }
      return term.labels(ellipsisRank: count)
    }
    let hidden = operands.map { $0.count { $0 < 0 } }.max() ?? 0
    let letters = operands.joined().filter { $0 >= 0 }
    if let right = sides.right {
      result = try Self.parse(right[...]).labels(ellipsisRank: hidden)
    } else {
      let once = letters.filter { letter in letters.count { $0 == letter } == 1 }
      result = Term(letters: once.sorted(), ellipsis: 0).labels(ellipsisRank: hidden)
    }
    for label in result where result.count(where: { $0 == label }) > 1 {
      throw Self.invalid("repeats an index in the result")
    }
    for label in result where label >= 0 && !letters.contains(label) {
      throw Self.invalid("has an index in the result that no input has")
    }
  }

  /// One side of a comma: letters, and where among them the ellipsis is.
  private struct Term {
    var letters: [Int] = []
    var ellipsis: Int?

    func labels(ellipsisRank: Int) -> [Int] {
      guard let ellipsis else { return letters }
      return letters[..<ellipsis] + Array(-ellipsisRank..<0) + letters[ellipsis...]
    }
  }

  private static func parse(_ text: ArraySlice<UInt8>) throws -> Term {
    var term = Term()
    var rest = text
    while let byte = rest.first {
      if rest.starts(with: "...".utf8), term.ellipsis == nil {
        term.ellipsis = term.letters.count
        rest = rest.dropFirst(3)
      } else if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) {
        term.letters.append(Int(byte))
        rest = rest.dropFirst()
      } else {
        throw invalid("expected letters, commas, one arrow and one ellipsis in each term")
      }
    }
    return term
  }

  private static func sides(_ bytes: [UInt8]) throws -> (left: [UInt8], right: [UInt8]?) {
    guard let dash = bytes.firstIndex(of: UInt8(ascii: "-")) else { return (bytes, nil) }
    guard bytes[dash...].starts(with: "->".utf8) else { throw invalid("expected an arrow '->'") }
    return (Array(bytes[..<dash]), Array(bytes[(dash + 2)...]))
  }

  private static func invalid(_ problem: String) -> ImportError {
    ImportError(.invalidAttribute, "attribute 'equation': \(problem)")
  }
}
