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
    let (height, width, channels) = (x.shape[1], x.shape[2], x.shape[3])
    let (rows, columns) = (output.shape[1], output.shape[2])
    let kernel = (weights.shape[1], weights.shape[2])
    let perGroup = weights.shape[3]
    groups = conv.groups
    depth = kernel.0 * kernel.1 * perGroup
    positions = x.shape[0] * rows * columns
    alternates = false
    element = { position, group, index in
      let (tap, channel) = (index / perGroup, index % perGroup)
      let pixel = position % (rows * columns)
      let y = pixel / columns * conv.strides[0] - conv.padsBegin[0] + tap / kernel.1 * conv.dilations[0]
      let z = pixel % columns * conv.strides[1] - conv.padsBegin[1] + tap % kernel.1 * conv.dilations[1]
      guard y >= 0, y < height, z >= 0, z < width else { return -1 }
      return ((position / (rows * columns) * height + y) * width + z) * channels + group * perGroup + channel
    }
  }

  private init(_ conv: ConvTranspose, _ x: TensorType, _ weights: TensorType, _ output: TensorType) {
    let (height, width, channels) = (x.shape[1], x.shape[2], x.shape[3])
    let (rows, columns) = (output.shape[1], output.shape[2])
    let kernel = (weights.shape[1], weights.shape[2])
    let perGroup = weights.shape[3]
    groups = conv.groups
    depth = kernel.0 * kernel.1 * perGroup
    positions = x.shape[0] * rows * columns
    alternates = conv.strides != [1, 1]
    element = { position, group, index in
      let (tap, channel) = (index / perGroup, index % perGroup)
      let pixel = position % (rows * columns)
      let y = pixel / columns + conv.pads[0] - tap / kernel.1 * conv.dilations[0]
      let z = pixel % columns + conv.pads[1] - tap % kernel.1 * conv.dilations[1]
      let (row, column) = (y / conv.strides[0], z / conv.strides[1])
      guard y >= 0, z >= 0, y % conv.strides[0] == 0, z % conv.strides[1] == 0, row < height, column < width
      else { return -1 }
      return ((position / (rows * columns) * height + row) * width + column) * channels + group * perGroup
        + channel
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
