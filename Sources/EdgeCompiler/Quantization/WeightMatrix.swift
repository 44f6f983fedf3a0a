import EdgeIR
import EdgeQuantization
import ONNXFormat

/// The weights of a node of an ONNX model as a matrix: a row for each output channel.
struct WeightMatrix {
  /// In the model's shape.
  private(set) var integers: Tensor
  private let floats: [Float]
  private let shape: [Int]
  private let rows: Int
  private let columns: Int
  /// How many elements lie between two of a row that neighbour each other along the axes after the channels'.
  private let axis: Int

  /// The axis of the output channels; nil for weights that are no such matrix.
  static func channelAxis(_ node: ONNXNode, _ weights: Tensor) -> Int? {
    func integer(_ name: String) -> Int64? {
      guard case .int(let value)? = node.attributes.first(where: { $0.name == name })?.value else {
        return nil
      }
      return value
    }
    switch node.operatorType {
    case "Conv": return weights.type.rank > 2 ? 0 : nil
    case "ConvTranspose": return weights.type.rank > 2 && integer("group") ?? 1 == 1 ? 1 : nil
    case "Gemm": return weights.type.rank == 2 ? (integer("transB") ?? 0 == 0 ? 1 : 0) : nil
    case "MatMul": return weights.type.rank == 2 ? 1 : nil
    default: return nil
    }
  }

  init(_ weights: Tensor, channelAxis: Int) {
    axis = channelAxis
    shape = weights.shape
    floats = weights.elements(as: Float.self)
    rows = weights.shape[channelAxis]
    columns = rows == 0 ? 0 : floats.count / rows
    integers = Tensor(weights.shape, floats.map { _ in Int8(0) })
  }

  /// Where an element lies in the model's order.
  private func position(_ row: Int, _ column: Int) -> Int {
    if axis == 0 { return row * columns + column }
    let inner = shape[2...].reduce(1, *)
    return (column / inner * rows + row) * inner + column % inner
  }

  /// Takes a layer's integers, in whatever order its columns are; channels must be in the model's.
  ///
  /// - Returns: whether the layer's weights before quantization are the model's, bit by bit.
  mutating func assign(_ layer: QuantizationDecisions.Layer) -> Bool {
    let theirs = layer.floats.elements(as: Float.self)
    guard layer.floats.shape.first == rows, theirs.count == floats.count,
      let partners = structural(theirs) ?? matched(theirs)
    else { return false }
    let tuned = layer.weights.as(layer.weights.type.plain).elements(as: Int8.self)
    var result = [Int8](repeating: 0, count: floats.count)
    for row in 0..<rows {
      for column in 0..<columns {
        result[position(row, column)] = tuned[row * columns + partners[column]]
      }
    }
    integers = Tensor(shape, result)
    return true
  }

  /// For each column the layer's: in the same order, or with the channels last.
  private func structural(_ theirs: [Float]) -> [Int]? {
    let inner = shape.count > 2 ? shape[2...].reduce(1, *) : 1
    let channels = inner == 0 ? 0 : columns / inner
    let orders = [
      Array(0..<columns), (0..<columns).map { $0 % inner * channels + $0 / inner },
    ]
    return orders.first { partners in
      (0..<rows).allSatisfy { row in
        (0..<columns).allSatisfy { floats[position(row, $0)] == theirs[row * columns + partners[$0]] }
      }
    }
  }

  /// For each column the one of the layer with the same numbers; nil when a column has none.
  private func matched(_ theirs: [Float]) -> [Int]? {
    var places: [[Float]: [Int]] = [:]
    for column in (0..<columns).reversed() {
      places[(0..<rows).map { theirs[$0 * columns + column] }, default: []].append(column)
    }
    var partners: [Int] = []
    for column in 0..<columns {
      guard let place = places[(0..<rows).map { floats[position($0, column)] }]?.popLast() else { return nil }
      partners.append(place)
    }
    return partners
  }

  /// Rounds to the nearest integers.
  ///
  /// - Returns: the scale of each channel.
  mutating func round() -> [Float] {
    var result = [Int8](repeating: 0, count: floats.count)
    var scales: [Float] = []
    for row in 0..<rows {
      let places = (0..<columns).map { position(row, $0) }
      let largest = places.reduce(Float(0)) { max($0, floats[$1].isFinite ? floats[$1].magnitude : 0) }
      let scale = largest > 0 ? max(largest / 127, 0x1p-60) : 1
      for place in places where floats[place].isFinite {
        result[place] = Int8(min(max((floats[place] / scale).rounded(), -127), 127))
      }
      scales.append(scale)
    }
    integers = Tensor(shape, result)
    return scales
  }
}
