import EdgeC
import EdgeIR

/// A transform of passes, one for each prime factor of the length: the Stockham algorithm.
extension DFT: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], x.element != .float16, let type = x.element.kernelType else {
      throw CRefusal("no kernel transforms float16", hint: "convert the model to float32")
    }
    let y = node.outputs[0]
    let roots = CConstant(Tensor([length, 2], roots), name: "roots")
    let sizes = [
      y.shape[..<axis].reduce(1, *), y.shape[(axis + 1)...].dropLast().reduce(1, *), x.shape[axis],
      x.shape[x.rank - 1], y.shape[axis], y.shape[y.rank - 1], length, primeFactors.count,
    ]
    return CComputation(
      calls: [
        CCall(
          "edgec_\(type)_dft", header: "dft",
          [.input(0), .constant(roots), .output(0), .scratch()] + sizes.map { .int($0) }
            + [.integers(primeFactors), .int(isInverse ? 1 : 0), .int(kind == .inverseReal ? 1 : 0)])
      ],
      scratchBytes: 4 * length * 8)
  }

  /// In ascending order; at most 63 of them.
  private var primeFactors: [Int] {
    var (rest, factor) = (length, 2)
    var factors: [Int] = []
    while factor * factor <= rest {
      while rest % factor == 0 {
        factors.append(factor)
        rest /= factor
      }
      factor += 1
    }
    return rest > 1 || factors.isEmpty ? factors + [rest] : factors
  }
}
