import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import TFLiteFormat

/// Many quantized operators in one model: the reference interpreter against LiteRT's reference kernels, against the
/// written model read back, and against generated C, bit by bit.
struct IntegerBatch {
  private(set) var editor = GraphEditor(name: "batch")
  private(set) var arguments: [Tensor] = []
  private(set) var labels: [String] = []

  /// Adds an operator; nil is an absent input, `constants` are part of the model.
  mutating func add(_ op: any Operator, _ inputs: [Tensor?], constants: Set<Int> = []) throws {
    let values = inputs.enumerated().map { position, tensor -> ValueID? in
      guard let tensor else { return nil }
      let name = "x\(labels.count)_\(position)"
      if constants.contains(position) { return editor.addConstant(tensor, name: name) }
      arguments.append(tensor)
      return editor.addInput(name: name, type: tensor.type)
    }
    for output in try editor.add(op, values) {
      editor.addOutput(name: "y\(labels.count)", value: output)
      labels.append("\(op) of \(inputs.map { $0.map { "\($0.type)" } ?? "_" })")
    }
  }

  /// Adds an operator on integers, with LiteRT's rounding.
  mutating func add(
    _ op: any IntegerComputing, _ inputs: [Tensor?], to result: Quantized.Result, constants: Set<Int> = []
  ) throws {
    try add(Quantized(op, results: [result]) as any Operator, inputs, constants: constants)
  }

  /// - Parameters:
  ///   - rounding: how far float results may be from LiteRT's and C's; integers are equal.
  ///   - inC: false for operators without a C form.
  func check(
    rounding: OperatorCheck.Tolerance = .init(relative: 0, absolute: 0), inC: Bool = true
  ) throws {
    let graph = editor.graph
    let expected = try Interpreter(graph).run(arguments)
    let model = try TFLiteHost.lower(graph, target: .litert, description: "", metadata: []).model
    let file = try TFLiteEncoder.encode(model)
    let answer = try LiteRTOracle.run(file, inputs: arguments.map { OracleTensor($0) })
    let imported = try TFLiteImportHost.importGraph(
      TFLiteDecoder.decode(file, path: "batch.tflite"), file: "batch.tflite",
      table: OperatorCatalog.tfliteImporters, notes: DiagnosticCollector())
    let again = try Interpreter(imported).run(arguments)
    for (index, label) in labels.enumerated() {
      let own = expected[index].as(expected[index].type.plain)
      guard let theirs = answer.outputs[index].tensor else {
        throw OperatorCheck.Mismatch(description: "\(label): LiteRT has no such output")
      }
      try Self.compare(own, theirs, rounding, "\(label) in LiteRT")
      guard again[index].isIdentical(to: expected[index]) else {
        throw OperatorCheck.Mismatch(description: "\(label), read back: other numbers or another scale")
      }
    }
    if inC { try checkC(graph, expected, rounding) }
  }

  private func checkC(_ graph: Graph, _ expected: [Tensor], _ rounding: OperatorCheck.Tolerance) throws {
    let runner = try CModelRunner(graph, sanitizers: [.address, .undefined], flags: ["-O1"])
    for (index, actual) in try runner.run(arguments).enumerated() {
      try Self.compare(expected[index], actual, rounding, "\(labels[index]) in C")
    }
  }

  /// As `check`, in the arithmetic of TFLM and against it.
  func checkTFLM() throws {
    let graph = try editor.graph.rounded(on: .tflm)
    let expected = try Interpreter(graph).run(arguments)
    let model = try TFLiteHost.lower(graph, target: .tflm, description: "", metadata: []).model
    let file = try TFLiteEncoder.encode(model)
    let imported = try TFLiteImportHost.importGraph(
      TFLiteDecoder.decode(file, path: "batch.tflite"), file: "batch.tflite",
      table: OperatorCatalog.tfliteImporters, runtime: .tflm, notes: DiagnosticCollector())
    let again = try Interpreter(imported).run(arguments)
    for (index, label) in labels.enumerated() where !again[index].isIdentical(to: expected[index]) {
      throw OperatorCheck.Mismatch(description: "\(label), read back: other numbers or another scale")
    }
    guard TFLMOracle.isAvailable else { return }
    let answer = try TFLMOracle.run(
      file, inputs: arguments.map { OracleTensor($0) }, outputs: labels.count)
    for (index, label) in labels.enumerated() {
      let own = expected[index].as(expected[index].type.plain)
      guard let theirs = answer.outputs[index].tensor else {
        throw OperatorCheck.Mismatch(description: "\(label): TFLM has no such output")
      }
      try Self.compare(own, theirs, .init(relative: 0, absolute: 0), "\(label) in TFLM")
    }
  }

  static func compare(
    _ a: Tensor, _ b: Tensor, _ rounding: OperatorCheck.Tolerance, _ label: String
  ) throws {
    if a.isIdentical(to: b) { return }
    if a.element.isFloat, rounding.relative > 0 { return try OperatorCheck.compare(a, b, rounding) }
    let (x, y) = (a.doubles(), b.doubles())
    let different = zip(x, y).enumerated().filter { $0.element.0 != $0.element.1 }
    let first = different.first.map { "[\($0.offset)] \($0.element.0), not \($0.element.1)" } ?? "\(b.type)"
    throw OperatorCheck.Mismatch(
      description: "\(label): \(different.count) of \(x.count) differ, first \(first)")
  }
}

/// Quantized test tensors.
enum Integers {
  /// Every integer of the type equally likely.
  static func random(
    _ element: ElementType, _ shape: [Int], scale: Float, zeroPoint: Int = 0, seed: UInt64 = 1
  ) -> Tensor {
    let range: ClosedRange<Double> =
      element == .uint8 ? 0...255.999 : element == .int16 ? -32768...32767 : -128.999...127.999
    let numbers = Tensor.random(shape, of: Float.self, in: range, seed: seed)
    return tensor(element, numbers, Quantization(scale: scale, zeroPoint: zeroPoint))
  }

  static func tensor(_ element: ElementType, _ numbers: Tensor, _ quantization: Quantization) -> Tensor {
    func convert<Element: IntegerElement>(_: Element.Type) -> Tensor {
      Tensor(numbers.shape, numbers.doubles().map { Element(converting: $0) })
    }
    guard let integer = element.integerType else { return numbers }
    return convert(integer).as(TensorType(element, numbers.shape, quantization: quantization))
  }

  /// All 256 integers of an 8-bit type.
  static func all(_ element: ElementType, scale: Float, zeroPoint: Int) -> Tensor {
    let lowest = element == .uint8 ? 0 : -128
    let numbers = Tensor([256], (0..<256).map { Float($0 + lowest) })
    return tensor(element, numbers, Quantization(scale: scale, zeroPoint: zeroPoint))
  }

  static func result(_ element: ElementType, scale: Float, zeroPoint: Int = 0) -> Quantized.Result {
    Quantized.Result(element, Quantization(scale: scale, zeroPoint: zeroPoint))
  }

  /// 8-bit weights, with a scale for each position of axis 0 or one for all.
  static func weights(_ shape: [Int], perChannel: Bool, seed: UInt64) -> Tensor {
    let numbers = Tensor.random(shape, of: Float.self, in: -127...127, seed: seed)
    let scales = Tensor.random([shape[0]], of: Float.self, in: 0.001...0.02, seed: seed).elements(
      as: Float.self)
    return tensor(
      .int8, numbers,
      perChannel
        ? Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, axis: 0)
        : Quantization(scale: scales[0], zeroPoint: 0))
  }

  /// A bias with the scale of the products.
  static func bias(_ element: ElementType, _ weights: Tensor, input: Float, seed: UInt64) -> Tensor {
    let numbers = Tensor.random([weights.shape[0]], of: Float.self, in: -3000...3000, seed: seed)
    guard let old = weights.type.quantization else { return numbers }
    let scales = old.scales.map { $0 * input }
    return tensor(
      element, numbers,
      old.axis == nil
        ? Quantization(scale: scales[0], zeroPoint: 0)
        : Quantization(scales: scales, zeroPoints: old.zeroPoints, axis: 0))
  }
}
