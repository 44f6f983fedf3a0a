import EdgeIR

/// The physical axes of an operator for which the fewest reshapes are needed: those of an operand as it is there, or
/// those in which an output is going to be read.
struct FrameChoice {
  private let participant: LayoutParticipant
  private let builder: ModeBuilder
  private let mode: LayoutMode
  private let copies: LayoutCopies
  private let wishes: ShapeWishes
  private let problem: LayoutProblem

  init(
    _ participant: LayoutParticipant, _ builder: ModeBuilder, _ mode: LayoutMode, _ copies: LayoutCopies,
    _ wishes: ShapeWishes, _ problem: LayoutProblem
  ) {
    (self.participant, self.builder, self.mode) = (participant, builder, mode)
    (self.copies, self.wishes, self.problem) = (copies, wishes, problem)
  }

  func best() -> AxisFrame {
    var best: (frame: AxisFrame, reshapes: Int)?
    for preferred in preferences() {
      let frame = AxisFrame(builder, mode, preferred: preferred)
      guard frame.rank <= AxisFrame.rankLimit else { continue }
      let reshapes = reshapes(frame)
      if reshapes == 0 { return frame }
      if reshapes < best?.reshapes ?? .max { best = (frame, reshapes) }
    }
    return best?.frame ?? AxisFrame(builder, mode, preferred: nil)
  }

  /// Shapes that ports have or should have, those of large operands first.
  private func preferences() -> [(port: Int, shape: [Int])] {
    let ports = builder.axes.ports
    let counts = ports.indices.map { problem.elementCount(participant.ports[$0]) }
    let inputs = ports.indices.filter { !ports[$0].isOutput && !participant.ports[$0].isConstant }
    var result: [(port: Int, shape: [Int])] = []
    for port in inputs.sorted(by: { (counts[$1], ports[$0].slot) < (counts[$0], ports[$1].slot) }) {
      let placement = participant.placement(port, mode)
      let known = copies[placement]
      result += known.map { (port, $0.shape) }
      if known.isEmpty, problem.order(placement) == builder.units.ports[port].atoms {
        result.append((port, problem.graph[ports[port].value].type.shape))
      }
    }
    for port in ports.indices {
      if let wish = wishes[participant.placement(port, mode)] { result.append((port, wish)) }
    }
    return result
  }

  /// How many ports would have to be reshaped.
  private func reshapes(_ frame: AxisFrame) -> Int {
    builder.axes.ports.indices.count { port in
      guard !participant.ports[port].isConstant else { return false }
      let placement = participant.placement(port, mode)
      let shape = frame.shape(of: port, isConstant: false)
      let known = copies[placement]
      if !known.isEmpty, !participant.ports[port].isOutput { return !known.contains { $0.shape == shape } }
      return wishes[placement].map { $0 != shape } ?? false
    }
  }
}
