import EdgeIR

extension Unique {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let keys = x.element == .bool ? x.mapElements(of: Bool.self) { UInt8($0 ? 1 : 0) } : x
    guard let type = keys.element.numericType else {
      throw OperatorError("C1: expected numbers, got \(x.type)")
    }
    var groups = groups(type, keys)
    if !isSorted { groups.sort { $0[0] < $1[0] } }
    let count = x.shape[axis]
    var inverse = [Int64](repeating: 0, count: count)
    for (number, group) in groups.enumerated() {
      for slice in group { inverse[slice] = Int64(number) }
    }
    func padded(_ numbers: [Int]) -> Tensor {
      Tensor([count], (numbers + Array(repeating: 0, count: count - numbers.count)).map { Int64($0) })
    }
    let firsts = groups.map { $0[0] }
    let slices = try Gather(axis: axis).evaluate([x, Tensor([firsts.count], firsts.map { Int64($0) })])[0]
    let padding = x.shape.indices.map { $0 == axis ? count - firsts.count : 0 }
    let whole = Pad(.constant, begins: padding.map { _ in 0 }, ends: padding)
    return [
      try whole.evaluate([slices])[0], padded(firsts), Tensor([count], inverse), padded(groups.map(\.count)),
      Tensor(scalar: Int64(firsts.count)),
    ]
  }

  /// The positions of equal slices, each group and all of them in ascending order.
  private func groups<Element: NumericElement>(_: Element.Type, _ x: Tensor) -> [[Int]] {
    let (count, inner) = (x.shape[axis], x.shape[(axis + 1)...].reduce(1, *))
    let outer = x.shape[..<axis].reduce(1, *)
    return x.withElements(of: Element.self) { elements in
      func precedes(_ a: Int, _ b: Int) -> Bool? {
        for o in 0..<outer {
          for i in 0..<inner {
            let (p, q) = (elements[(o * count + a) * inner + i], elements[(o * count + b) * inner + i])
            if p == q || (p != p && q != q) { continue }
            return q != q || p < q
          }
        }
        return nil
      }
      var groups: [[Int]] = []
      for slice in (0..<count).sorted(by: { precedes($0, $1) ?? ($0 < $1) }) {
        if let last = groups.last, precedes(last[0], slice) == nil {
          groups[groups.count - 1].append(slice)
        } else {
          groups.append([slice])
        }
      }
      return groups
    }
  }
}
