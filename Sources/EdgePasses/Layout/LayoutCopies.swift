import EdgeIR

/// A data class in one of its layouts, by their numbers.
struct Placement {
  let classNumber: Int
  let order: Int
}

/// The values of the rebuilt graph, by the layouts of data classes that they hold.
struct LayoutCopies {
  struct Copy {
    let value: ValueID
    /// How its axes are grouped.
    let shape: [Int]
  }

  /// For each class and each of its layouts.
  private var copies: [[[Copy]]]
  /// For each class the layout that it was first made in.
  private var origins: [Int?]

  init(_ layouts: [ClassLayouts]) {
    copies = layouts.map { [[Copy]](repeating: [], count: $0.orders.count) }
    origins = layouts.map { _ in nil }
  }

  /// The values that hold a class in a layout, each with its own grouping of axes, the first one made first.
  subscript(placement: Placement) -> [Copy] { copies[placement.classNumber][placement.order] }

  func origin(_ classNumber: Int) -> Placement? {
    origins[classNumber].map { Placement(classNumber: classNumber, order: $0) }
  }

  mutating func add(_ value: ValueID, _ shape: [Int], at placement: Placement) {
    copies[placement.classNumber][placement.order].append(Copy(value: value, shape: shape))
    if origins[placement.classNumber] == nil { origins[placement.classNumber] = placement.order }
  }
}
