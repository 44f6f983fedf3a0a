import EdgeIR
import EdgeOps
import EdgeTestSupport

/// Networks of quantized operators of which many channels hold one integer whatever the input is.
struct RandomIntegerGraph {
  private var editor = GraphEditor(name: "random")
  private var generator: SeededGenerator
  private let element: ElementType
  private var values: [ValueID] = []

  static func make(seed: UInt64, element: ElementType = .int8) throws -> Graph {
    var random = RandomIntegerGraph(generator: SeededGenerator(seed: seed), element: element)
    return try random.build()
  }

  private init(generator: SeededGenerator, element: ElementType) {
    self.generator = generator
    self.element = element
  }

  private mutating func build() throws -> Graph {
    let type = TensorType(element, [1, 5, 4, 8], quantization: quantization())
    values = [editor.addInput(name: "x", type: type)]
    for _ in 0..<12 {
      let value = Int.random(in: 0..<3, using: &generator) == 0 ? pick(values) : values[values.count - 1]
      if editor.graph[value].type.rank == 4 { values.append(try step(value)) }
    }
    editor.addOutput(name: "y", value: values[values.count - 1])
    let mean = try apply(Reduce(.mean, axes: [1, 2], keepDims: false), [pick(values)])
    editor.addOutput(name: "z", value: try product(FullyConnected(), mean, taps: [], outputs: 6))
    editor.removeDeadNodes()
    return editor.graph
  }

  private mutating func step(_ x: ValueID) throws -> ValueID {
    let shape = editor.graph[x].type.shape
    switch Int.random(in: 0..<12, using: &generator) {
    case 0, 1: return try convolution(x, taps: [1, 1], pad: 0)
    case 2: return try convolution(x, taps: [3, 3], pad: 1)
    case 3: return try convolution(x, taps: [2, 2], pad: 0)
    case 4: return try depthwise(x, pad: 1, repeats: pick([1, 1, 2]))
    case 5: return try depthwise(x, pad: 0, repeats: 1)
    case 6:
      let partner = values.last { editor.graph[$0].type.shape == shape && $0 != x } ?? x
      let kind: Binary.Kind = pick([.add, .add, .subtract, .multiply])
      let activation: Clamp? = pick([nil, Clamp(lower: 0, upper: .infinity)])
      return try apply(Binary(kind, activation: activation), [x, partner])
    case 7:
      let type = editor.graph[x].type
      let others = values.filter {
        let other = editor.graph[$0].type
        return other.shape.dropLast() == shape.dropLast() && other.quantization == type.quantization
      }
      return try editor.add(Concat(axis: 3), [x, pick(others)])[0]
    case 8: return try apply(Clip(lower: 0, upper: pick([6, .infinity])), [x])
    case 9:
      let window = WindowGeometry(
        kernel: [2, 2], strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0])
      guard shape[1] > 2, shape[2] > 2 else { return x }
      if Bool.random(using: &generator) { return try editor.add(MaxPool(geometry: window), [x])[0] }
      let pool = AveragePool(geometry: window, overhang: [0, 0], countsPadding: false)
      return try apply(pool, [x], to: editor.graph[x].type.quantization)
    case 10: return try apply(Cast(to: .float32), [x])
    default:
      let fill = editor.addConstant(
        integers([], [Int.random(in: -9...9, using: &generator)], editor.graph[x].type), name: "fill")
      guard shape[1] < 8 else { return x }
      return try editor.add(Pad(.constant, begins: [0, 1, 0, 0], ends: [0, 0, 1, 0]), [x, fill])[0]
    }
  }

  private mutating func convolution(_ x: ValueID, taps: [Int], pad: Int) throws -> ValueID {
    let shape = editor.graph[x].type.shape
    guard shape[1] > 2, shape[2] > 2 else { return x }
    let conv = Conv(
      strides: [1, 1], dilations: [1, 1], padsBegin: [pad, pad], padsEnd: [pad, pad], groups: 1,
      activation: pick([nil, Clamp(lower: 0, upper: .infinity)]))
    return try product(conv, x, taps: taps, outputs: pick([5, 8, 12]))
  }

  private mutating func depthwise(_ x: ValueID, pad: Int, repeats: Int) throws -> ValueID {
    let shape = editor.graph[x].type.shape
    guard shape[1] > 2, shape[2] > 2, shape[3] < 40 else { return x }
    let conv = Conv(
      strides: [1, 1], dilations: [1, 1], padsBegin: [pad, pad], padsEnd: [pad, pad], groups: shape[3],
      activation: pick([nil, Clamp(lower: 0, upper: 6)]))
    return try product(conv, x, taps: [3, 3], outputs: shape[3] * repeats)
  }

  /// Rows of small weights beside large biases saturate; some rows and columns are 0.
  private mutating func product(
    _ op: any IntegerComputing, _ x: ValueID, taps: [Int], outputs: Int
  ) throws -> ValueID {
    let channels = (op as? Conv).map { $0.groups > 1 ? 1 : nil } ?? nil
    let inputs = channels ?? editor.graph[x].type.shape.last ?? 1
    let length = taps.reduce(inputs, *)
    let unread = Set((0..<inputs).filter { _ in inputs > 1 && Int.random(in: 0..<6, using: &generator) == 0 })
    let saturating = element == .int16 ? 1 << 20 : 4000
    var weights: [Int8] = []
    var biases: [Int] = []
    for _ in 0..<outputs {
      let kind = pick([0, 0, 1, 1, 2])
      let reach = kind == 0 ? 0 : kind == 1 ? 3 : 60
      weights += (0..<length).map { place in
        unread.contains(place % inputs) ? 0 : Int8(Int.random(in: -reach...reach, using: &generator))
      }
      biases.append(Int.random(in: -60...60, using: &generator) * [0, saturating, 20][kind])
    }
    let scales = (0..<outputs).map { _ in Float.random(in: 0.001...0.01, using: &generator) }
    let quantization = Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, axis: 0)
    let filter = Tensor([outputs] + taps + [inputs], weights)
    let wide = editor.graph[x].type.element == .int16
    let bias =
      wide
      ? Tensor([outputs], biases.map { Int64($0) }) : Tensor([outputs], biases.map { Int32($0) })
    var operands: [ValueID?] = [x]
    var type = filter.type
    type.quantization = quantization
    operands.append(editor.addConstant(filter.as(type), name: "w"))
    if Int.random(in: 0..<4, using: &generator) > 0 {
      let unit = Quantization(scale: 1, zeroPoint: 0)
      let type = TensorType(bias.element, bias.shape, quantization: unit)
      operands.append(editor.addConstant(bias.as(type), name: "b"))
    }
    return try apply(op, operands)
  }

  private mutating func apply(
    _ op: any IntegerComputing, _ inputs: [ValueID?], to quantization: Quantization? = nil
  ) throws -> ValueID {
    let result = Quantized.Result(element, quantization ?? self.quantization())
    return try editor.add(Quantized(op, results: [result]), inputs)[0]
  }

  private mutating func quantization() -> Quantization {
    let zeroPoint = element == .int16 ? 0 : pick([-128, -5, 0, 17])
    return Quantization(scale: pick([0.03, 0.05]), zeroPoint: zeroPoint)
  }

  private func integers(_ shape: [Int], _ values: [Int], _ like: TensorType) -> Tensor {
    let tensor =
      like.element == .int16
      ? Tensor(shape, values.map { Int16($0) }) : Tensor(shape, values.map { Int8($0) })
    return tensor.as(TensorType(like.element, shape, quantization: like.quantization))
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &generator)]
  }
}
