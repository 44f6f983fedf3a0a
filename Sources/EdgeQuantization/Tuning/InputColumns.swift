import EdgeIR
import EdgeOps

/// What a convolution or matrix product multiplies its weights with: for each output element of a group the inputs under
/// the window, in the order of the weights of one output channel.
struct InputColumns {
  /// How many parts of the output channels see different inputs.
  let groups: Int
  /// How many inputs each output element sees.
  let depth: Int
  /// How many output elements each channel has for one sample.
  let positions: Int
  /// Whether neighbouring positions see inputs by different taps.
  private let alternates: Bool
  /// For each position, group and depth the element of the input; negative where the window lies on padding, or where no
  /// input meets the tap.
  private let element: (_ position: Int, _ group: Int, _ depth: Int) -> Int

  /// Nil for operators whose output elements see inputs of different numbers.
  init?(_ op: any Operator, _ x: TensorType, _ weights: TensorType, _ output: TensorType) {
    switch op {
    case let conv as Conv where weights.rank == 4: self.init(conv, x, weights, output)
    case let conv as ConvTranspose where weights.rank == 4: self.init(conv, x, weights, output)
    case is FullyConnected where weights.rank == 2: self.init(rows: x, depth: weights.shape[1])
    default: return nil
    }
  }

  private init(rows x: TensorType, depth: Int) {
    groups = 1
    self.depth = depth
    positions = depth == 0 ? 0 : x.elementCount / depth
    alternates = false
    element = { position, _, index in position * depth + index }
  }

  private init(_ conv: Conv, _ x: TensorType, _ weights: TensorType, _ output: TensorType) {
    self.init(x, weights, output, groups: conv.groups, alternates: false) { axis, place, tap in
      place * conv.strides[axis] - conv.padsBegin[axis] + tap * conv.dilations[axis]
    }
  }

  private init(_ conv: ConvTranspose, _ x: TensorType, _ weights: TensorType, _ output: TensorType) {
    self.init(x, weights, output, groups: conv.groups, alternates: conv.strides != [1, 1]) {
      axis, place, tap in
      let reached = place + conv.pads[axis] - tap * conv.dilations[axis]
      return reached.isMultiple(of: conv.strides[axis]) ? reached / conv.strides[axis] : -1
    }
  }

  /// - Parameter source: the row of x that a row of the output sees by a tap, and the same for columns, axis 1; outside of x
  ///   where it sees none.
  private init(
    _ x: TensorType, _ weights: TensorType, _ output: TensorType, groups: Int, alternates: Bool,
    source: @escaping (_ axis: Int, _ place: Int, _ tap: Int) -> Int
  ) {
    let (height, width, channels) = (x.shape[1], x.shape[2], x.shape[3])
    let (rows, columns) = (output.shape[1], output.shape[2])
    let kernel = (weights.shape[1], weights.shape[2])
    let perGroup = weights.shape[3]
    self.groups = groups
    self.alternates = alternates
    depth = kernel.0 * kernel.1 * perGroup
    positions = x.shape[0] * rows * columns
    element = { position, group, index in
      let (tap, channel) = (index / perGroup, index % perGroup)
      let (image, pixel) = (position / (rows * columns), position % (rows * columns))
      let y = source(0, pixel / columns, tap / kernel.1)
      let z = source(1, pixel % columns, tap % kernel.1)
      guard y >= 0, y < height, z >= 0, z < width else { return -1 }
      return ((image * height + y) * width + z) * channels + group * perGroup + channel
    }
  }

  /// Where the columns of a position and group come from.
  func elements(_ position: Int, _ group: Int) -> [Int] {
    (0..<depth).map { element(position, group, $0) }
  }

  /// `count` of the positions, spread evenly; all where there are fewer.
  func chosenPositions(_ count: Int) -> [Int] {
    guard count < positions else { return Array(0..<positions) }
    if alternates {
      // Equal steps might meet the same taps each time: these are multiples of the golden ratio, modulo 1.
      return (0..<count).map {
        Int((UInt64(UInt32(truncatingIfNeeded: $0) &* 0x9E37_79B1) * UInt64(positions)) >> 32)
      }
    }
    return (0..<count).map { $0 * positions / count }
  }
}
