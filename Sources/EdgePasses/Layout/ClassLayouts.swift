import EdgeIR

/// A data class with the layouts that come into question for it.
struct ClassLayouts {
  struct End {
    let participant: Int
    let port: Int
  }

  let root: ValueID
  /// The sizes of the root's atoms.
  let sizes: [Int]
  let bytes: Int
  /// Constants are reordered ahead of time, at no cost.
  let isConstant: Bool
  var producer: End?
  var readers: [End] = []
  private(set) var orders: [AtomOrder] = []
  private var numbers: [AtomOrder: Int] = [:]

  init(root: ValueID, sizes: [Int], bytes: Int, isConstant: Bool) {
    self.root = root
    self.sizes = sizes
    self.bytes = bytes
    self.isConstant = isConstant
  }

  /// A layout's number among the class's; it gets one if it is new.
  mutating func number(_ order: AtomOrder) -> Int {
    if let known = numbers[order] { return known }
    orders.append(order)
    numbers[order] = orders.count - 1
    return orders.count - 1
  }
}
