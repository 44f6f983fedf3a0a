import EdgeIR

extension NonMaxSuppression {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let types = try infer(inputs.map { $0?.type })
    let (boxes, scores) = (try inputs.required(0), try inputs.required(1))
    let wanted = inputs.optional(2)?.elements(as: Int64.self).first ?? 0
    let most = min(Int(clamping: wanted), limit)
    let overlap = inputs.optional(3)?.elements(as: Float.self).first ?? 0
    let threshold = inputs.optional(4)?.elements(as: Float.self).first
    let (classes, count) = (scores.shape[1], scores.shape[2])
    let corners = boxes.elements(as: Float.self)
    let allScores = scores.elements(as: Float.self)
    var rows: [Int64] = []
    for batch in 0..<scores.shape[0] {
      let boxes = (0..<count).map { Box(corners[((batch * count + $0) * 4)...].prefix(4), isCentered) }
      for number in 0..<classes {
        let scores = Array(allScores[((batch * classes + number) * count)...].prefix(count))
        for box in select(boxes, scores, most: most, overlap: overlap, threshold: threshold) {
          rows += [Int64(batch), Int64(number), Int64(box)]
        }
      }
    }
    let selected = rows.count / 3
    rows += Array(repeating: 0, count: types[0].elementCount - rows.count)
    return [Tensor(types[0].shape, rows), Tensor(scalar: Int64(selected))]
  }

  /// Of one class, best first.
  private func select(
    _ boxes: [Box], _ scores: [Float], most: Int, overlap: Float, threshold: Float?
  ) -> [Int] {
    let candidates = scores.indices.filter { index in threshold.map { scores[index] > $0 } ?? true }
    let ordered = candidates.sorted { a, b in
      let (x, y) = (scores[a], scores[b])
      return x == y || (x.isNaN && y.isNaN) ? a < b : x > y || y.isNaN
    }
    var selected: [Int] = []
    for box in ordered where selected.count < most {
      if !selected.contains(where: { boxes[box].overlaps(boxes[$0], by: overlap) }) { selected.append(box) }
    }
    return selected
  }
}

private struct Box {
  let low: (x: Float, y: Float)
  let high: (x: Float, y: Float)

  init(_ numbers: ArraySlice<Float>, _ isCentered: Bool) {
    let n = Array(numbers)
    if isCentered {
      let (w, h) = (n[2] / 2, n[3] / 2)
      (low, high) = ((n[0] - w, n[1] - h), (n[0] + w, n[1] + h))
    } else {
      low = (n[1] < n[3] ? n[1] : n[3], n[0] < n[2] ? n[0] : n[2])
      high = (n[1] < n[3] ? n[3] : n[1], n[0] < n[2] ? n[2] : n[0])
    }
  }

  private var area: Float { (high.x - low.x) * (high.y - low.y) }

  /// False for boxes without area.
  func overlaps(_ other: Box, by limit: Float) -> Bool {
    let left = low.x > other.low.x ? low.x : other.low.x
    let right = high.x < other.high.x ? high.x : other.high.x
    let top = low.y > other.low.y ? low.y : other.low.y
    let bottom = high.y < other.high.y ? high.y : other.high.y
    guard right > left, bottom > top else { return false }
    let intersection = (right - left) * (bottom - top)
    let union = area + other.area - intersection
    guard intersection > 0, area > 0, other.area > 0, union > 0 else { return false }
    return intersection / union > limit
  }
}
