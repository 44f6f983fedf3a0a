import EdgeIR

/// The shapes in which values are going to be read, where readers leave no choice: found from the graph's end to its
/// beginning, through operators that take any grouping of axes.
struct ShapeWishes {
  /// For each class and each of its layouts.
  private var shapes: [[[Int]?]]

  init(_ problem: LayoutProblem, _ chosen: [Int]) {
    shapes = problem.layouts.map { [[Int]?](repeating: nil, count: $0.orders.count) }
    for index in problem.participants.indices.reversed() {
      let participant = problem.participants[index]
      let mode = participant.modes[chosen[index]]
      guard let builder = participant.builder else {
        for (number, port) in participant.ports.enumerated() where !port.isOutput {
          let placement = participant.placement(number, mode)
          wish(problem.interfaceType(port.value, problem.order(placement)).shape, port, placement)
        }
        continue
      }
      let wished = wishedFrame(participant, builder, mode)
      for (number, axes) in builder.axes.ports.enumerated() where !axes.isOutput {
        let isFixed = axes.groups[mode.template].allSatisfy {
          builder.axes.templates.groups[$0].shape == .oneAxis
        }
        guard let frame = wished ?? (isFixed ? AxisFrame(builder, mode, preferred: nil) : nil) else {
          continue
        }
        let shape = frame.shape(of: number, isConstant: false)
        wish(shape, participant.ports[number], participant.placement(number, mode))
      }
    }
  }

  subscript(placement: Placement) -> [Int]? { shapes[placement.classNumber][placement.order] }

  /// The axes on which the operator makes an output as it is wished for.
  private func wishedFrame(
    _ participant: LayoutParticipant, _ builder: ModeBuilder, _ mode: LayoutMode
  ) -> AxisFrame? {
    let ports = builder.axes.ports
    for (number, port) in ports.enumerated() where port.isOutput {
      guard let wish = self[participant.placement(number, mode)] else { continue }
      let frame = AxisFrame(builder, mode, preferred: (number, wish))
      guard frame.rank <= AxisFrame.rankLimit, frame.shape(of: number, isConstant: false) == wish else {
        continue
      }
      // Where an axis goes, nothing tells which places the others of size 1 had.
      let keepsAxes = ports.indices.allSatisfy { frame.shape(of: $0, isConstant: false).count == wish.count }
      if keepsAxes || builder.axes.templates.broadcasts { return frame }
    }
    return nil
  }

  /// The first reader's wish counts, which is the last one found.
  private mutating func wish(_ shape: [Int], _ port: LayoutParticipant.Port, _ placement: Placement) {
    if !port.isConstant { shapes[placement.classNumber][placement.order] = shape }
  }
}
