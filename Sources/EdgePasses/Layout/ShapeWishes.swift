import EdgeIR

/// The shapes in which values are going to be read, where readers leave no choice: found from the graph's end to its
/// beginning, through operators that take any grouping of axes.
struct ShapeWishes {
  private struct Placement: Hashable {
    let root: ValueID
    let order: AtomOrder
  }

  private var shapes: [Placement: [Int]] = [:]

  init(_ problem: LayoutProblem, _ chosen: [Int]) {
    for (index, participant) in problem.participants.enumerated().reversed() {
      let mode = participant.modes[chosen[index]]
      let orders = participant.ports.indices.map { problem.order(index, mode, $0) }
      guard let builder = participant.builder else {
        for (port, order) in zip(participant.ports, orders) where !port.isOutput {
          wish(problem, port.value, order, problem.interfaceType(port.value, order).shape)
        }
        continue
      }
      let frame = frame(builder, mode, problem, orders)
      for (number, port) in builder.axes.ports.enumerated() where !port.isOutput {
        let isFixed = port.groups[mode.template].allSatisfy {
          builder.axes.templates.groups[$0].shape == .oneAxis
        }
        guard let frame = frame ?? (isFixed ? AxisFrame(builder, mode, problem.classes, preferred: nil) : nil)
        else { continue }
        wish(problem, port.value, orders[number], frame.shape(of: number, isConstant: false))
      }
    }
  }

  subscript(root: ValueID, order: AtomOrder) -> [Int]? { shapes[Placement(root: root, order: order)] }

  /// The axes on which the operator makes an output as it is wished for.
  private func frame(
    _ builder: ModeBuilder, _ mode: LayoutMode, _ problem: LayoutProblem, _ orders: [AtomOrder]
  ) -> AxisFrame? {
    for (number, port) in builder.axes.ports.enumerated() where port.isOutput {
      guard let wish = self[problem.classes.root(port.value), orders[number]] else { continue }
      let frame = AxisFrame(builder, mode, problem.classes, preferred: (number, wish))
      let shapes = builder.axes.ports.indices.map { frame.shape(of: $0, isConstant: false) }
      // Where an axis goes, nothing tells which places the others of size 1 had.
      let keepsAxes = shapes.allSatisfy { $0.count == wish.count } || builder.axes.templates.broadcasts
      if frame.rank <= AxisFrame.rankLimit, shapes[number] == wish, keepsAxes { return frame }
    }
    return nil
  }

  /// The first reader's wish counts, which is the last one found.
  private mutating func wish(_ problem: LayoutProblem, _ value: ValueID, _ order: AtomOrder, _ shape: [Int]) {
    guard problem.graph[value].constant == nil else { return }
    shapes[Placement(root: problem.classes.root(value), order: order)] = shape
  }
}
