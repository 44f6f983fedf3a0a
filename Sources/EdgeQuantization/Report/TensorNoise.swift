public import EdgeIR
import EdgeInterpreter

/// What quantization has made of a value's numbers, over some samples.
public struct TensorNoise: Sendable {
  /// In the graph of floats.
  public let value: ValueID
  public let name: String
  /// What the numbers are stored as.
  public let type: TensorType
  /// The sum of squares of the numbers, and of the differences from them.
  public private(set) var signal = 0.0
  public private(set) var noise = 0.0
  public private(set) var count = 0
  /// How many integers are the least or the largest of their type.
  public private(set) var saturated = 0

  public init(value: ValueID, name: String, type: TensorType) {
    self.value = value
    self.name = name
    self.type = type
  }

  /// The signal-to-quantization-noise ratio in dB; infinite without noise.
  public var ratio: Double { decibels(signal: signal, noise: noise) }

  /// - Parameter found: of the same shape as `wanted`; numbers, or integers that stand for them.
  public mutating func add(_ wanted: Tensor, _ found: Tensor) {
    let (scale, zeroPoint) = found.type.quantization?.single ?? (1, 0)
    let limits: (Double, Double)? =
      switch found.element {
      case .int8: (-128, 127)
      case .uint8: (0, 255)
      case .int16: (-32768, 32767)
      case .int32, .int64, .uint16, .uint32, .uint64, .bool, .float16, .float32, .float64: nil
      }
    let integers = found.as(found.type.plain).doubles()
    for (x, q) in zip(wanted.doubles(), integers) {
      let y = (q - Double(zeroPoint)) * Double(scale)
      signal += x * x
      noise += (x - y) * (x - y)
      if let limits, q <= limits.0 || q >= limits.1 { saturated += 1 }
    }
    count += integers.count
  }

  /// For every computed value of floats how far its quantized form is from it, in the graph's order.
  ///
  /// - Parameter values: for each value of `floats` the one of `integers` that stands for it.
  static func measure(
    _ floats: Graph, _ integers: Graph, _ values: [ValueID: ValueID], samples: [[Tensor]]
  ) throws -> [TensorNoise] {
    var noises: [ValueID: TensorNoise] = [:]
    let sources = Dictionary(values.map { ($0.value, $0.key) }) { min($0, $1) }
    for sample in samples {
      var found: [ValueID: Tensor] = [:]
      _ = try Interpreter(integers).run(sample) { _, value, tensor in
        if let source = sources[value] { found[source] = tensor }
      }
      _ = try Interpreter(floats).run(sample) { _, value, wanted in
        guard let tensor = found[value], wanted.element == .float32 else { return }
        let start = TensorNoise(value: value, name: floats[value].name, type: tensor.type)
        noises[value, default: start].add(wanted, tensor)
      }
    }
    return floats.nodes.flatMap(\.outputs).compactMap { noises[$0] }
  }
}
