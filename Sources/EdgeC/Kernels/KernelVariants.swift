/// A C aspect with several ways to compute a node, of which the driver takes one for the whole program's good.
public protocol CVariantLowering: CLowering {
  /// Every way there is for `node` on its target. The last resort, which refuses only what no kernel computes, is offered
  /// last.
  ///
  /// - Throws: `CRefusal` when there is none at all.
  func variantsInC(_ node: CNode) throws -> KernelVariants
}

extension CVariantLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation { try variantsInC(node).fastest.computation }
}

/// The ways to compute a node in C: those that are exact for its types, shapes and constants, and why others are not.
public struct KernelVariants: Sendable {
  /// One exact way.
  public struct Candidate: Sendable {
    /// For reports, e.g. `portable` or `dsp 3x2`.
    public let name: String
    public let computation: CComputation
    /// An estimate of the instructions of one run.
    public let instructions: Int
    /// An estimate of what its functions take in flash, in bytes.
    public let codeBytes: Int
  }

  /// A way that is not exact here.
  public struct Refused: Sendable {
    public let name: String
    public let refusal: CRefusal
  }

  /// Never empty.
  public private(set) var candidates: [Candidate]
  public private(set) var refused: [Refused]

  /// The only way.
  public init(_ computation: CComputation, name: String = "portable") {
    candidates = [Candidate(name: name, computation: computation, instructions: 0, codeBytes: 0)]
    refused = []
  }

  /// - Parameter offers: in order of preference among equally fast ones.
  /// - Throws: what the last offer throws when all refuse.
  public init(_ offers: [KernelOffer]) throws {
    (candidates, refused) = ([], [])
    var last = CRefusal("no kernel computes this")
    for offer in offers {
      do {
        candidates.append(
          Candidate(
            name: offer.name, computation: try offer.lower(), instructions: offer.instructions,
            codeBytes: offer.codeBytes))
      } catch let refusal as CRefusal {
        refused.append(Refused(name: offer.name, refusal: refusal))
        last = refusal
      }
    }
    if candidates.isEmpty { throw last }
  }

  /// The candidate with the fewest instructions, the first of several.
  public var fastest: Candidate {
    candidates.dropFirst().reduce(candidates[0]) { $1.instructions < $0.instructions ? $1 : $0 }
  }
}

/// A way to compute a node that may turn out not to be exact for it.
public struct KernelOffer {
  public let name: String
  /// An estimate of the instructions of one run, to compare offers for one node by.
  public let instructions: Int
  /// An estimate of what its functions take in flash, in bytes.
  public let codeBytes: Int
  /// Throws `CRefusal` with what stands in the way.
  public let lower: () throws -> CComputation

  public init(
    _ name: String, instructions: Int, codeBytes: Int = 0, _ lower: @escaping () throws -> CComputation
  ) {
    self.name = name
    self.instructions = instructions
    self.codeBytes = codeBytes
    self.lower = lower
  }
}
