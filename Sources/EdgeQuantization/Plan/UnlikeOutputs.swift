import EdgeIR
import EdgeOps

/// Concatenations whose parts are of very different sizes and that results are read from: one scale of 8 bits for boxes and
/// scores leaves little of the scores.
struct UnlikeOutputs {
  /// A concatenation that needs more bits, and the largest ratio of its parts' ranges.
  struct Finding: Sendable {
    let node: NodeID
    let ratio: Float
  }

  /// Parts whose ranges differ by more than this factor do not share a scale of 8 bits.
  static let limit: Float = 4

  private(set) var findings: [Finding] = []

  init(_ graph: Graph, _ ranges: [ValueID: NumberRange]) {
    var pending = graph.outputs.map(\.value)
    var seen: Set<ValueID> = []
    while let value = pending.popLast() {
      guard seen.insert(value).inserted, let producer = graph.producer(of: value),
        let moving = producer.operator as? any DataMoving,
        let moved = moving.movedInputs(graph.inputTypes(of: producer))
      else { continue }
      let parts = moved.compactMap { producer.inputs[$0] }
      pending += parts
      let extents = parts.compactMap { ranges[$0]?.extent }.filter { $0 > 0 }
      guard let least = extents.min(), let largest = extents.max(), largest > Self.limit * least else {
        continue
      }
      findings.append(Finding(node: producer.id, ratio: largest / least))
    }
  }
}
