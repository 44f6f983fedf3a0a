import EdgeIR
import EdgeONNX
import EdgeSupport

extension ImportContext {
  /// The two operands of an elementwise operator of opsets 1 to 6, the second in a shape that broadcasts to the
  /// first's.
  ///
  /// Only the second operand is stretched, and only with `broadcast` set: it has one element, or its axes are
  /// consecutive ones of the first operand, beginning at `axis`, by default so that they end together. The
  /// specification wants those axes to be equal; exporters also stretched axes of size 1.
  func limitedBroadcastOperands() throws -> [ValueID] {
    let (a, b) = (try input(0), try input(1))
    let (target, shape) = (type(a).shape, type(b).shape)
    guard try flag("broadcast") else {
      guard shape == target else {
        throw ImportError(
          .invalidInputs, "expected operands of equal shape, got \(type(a)) and \(type(b))",
          hint: "before opset 7 operands broadcast only with the attribute broadcast=1")
      }
      return [a, b]
    }
    let isScalar = type(b).elementCount == 1 && shape.count <= target.count
    guard let aligned = isScalar ? [] : try alignedShape(shape, to: target) else {
      throw ImportError(.invalidInputs, "\(type(b)) does not broadcast to \(type(a))")
    }
    return [a, aligned == shape ? b : try add(Reshape(shape: aligned), [b])]
  }

  /// `shape` with axes of size 1 appended so that its axes lie at `axis` of `target`; nil where they do not fit.
  private func alignedShape(_ shape: [Int], to target: [Int]) throws -> [Int]? {
    let room = target.count - shape.count
    guard room >= 0 else { return nil }
    var first = room
    if let axis = try int("axis") { first = axis < 0 ? axis + target.count : axis }
    guard first >= 0, first <= room else {
      throw invalid("axis", "\(first) is out of range for rank \(target.count)")
    }
    let aligned = shape + Array(repeating: 1, count: room - first)
    return broadcastShape(aligned, target) == target ? aligned : nil
  }
}
