import TFLiteFormat

/// A small generator with a seed, so that a failing case can be made again.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Consistent models with arbitrary content, most fields of every table in use.
struct RandomModel {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func model() -> TFLiteModel {
    let subgraphs = (0..<number(1...3)).map { subgraph(named: "graph\($0)") }
    let last = subgraphs.count - 1
    let signature = TFLiteSignature(
      key: "serving_default", subgraph: last,
      inputs: subgraphs[last].inputs.map { .init(name: "in\($0)", tensor: $0) },
      outputs: subgraphs[last].outputs.map { .init(name: "aus_\($0)_ä", tensor: $0) })
    return TFLiteModel(
      description: chance() ? "random" : "", subgraphs: subgraphs,
      metadata: [TFLiteMetadata(name: "min_runtime_version", data: TFLiteBuffer(bytes(0...20)))],
      signatures: chance() ? [signature] : [])
  }

  private mutating func subgraph(named name: String) -> TFLiteSubgraph {
    let tensors = (0..<number(1...12)).map { tensor(named: "tensor\($0)") }
    let operators = (0..<number(0...8)).map { _ in node(tensors: tensors.count) }
    return TFLiteSubgraph(
      name: name, tensors: tensors, inputs: indices(tensors.count), outputs: indices(tensors.count),
      operators: operators)
  }

  private mutating func tensor(named name: String) -> TFLiteTensor {
    let shape = integers(0...4, in: 0...1000)
    return TFLiteTensor(
      name: name, type: pick(TFLiteTensorType.allCases), shape: shape,
      shapeSignature: chance() ? shape.map { _ in -1 } : nil, hasRank: chance(),
      buffer: chance() ? TFLiteBuffer(bytes(1...300)) : nil, quantization: chance() ? quantization() : nil,
      isVariable: chance(), sparsity: chance() ? sparsity() : nil,
      variantTensors: chance() ? [VariantSubType(shape: shape, type: .int4, hasRank: chance())] : [])
  }

  private mutating func quantization() -> TFLiteQuantization {
    let block = BlockwiseQuantization(scales: 3, zeroPoints: -1, blockSize: 32, blockShape: [1, 32])
    let details: [QuantizationDetails?] = [
      nil, .blockwiseQuantization(block), .customQuantization(CustomQuantization(custom: bytes(0...9))),
    ]
    return TFLiteQuantization(
      min: floats(), max: floats(), scale: floats(), zeroPoint: integers(0...5, in: Int.min...Int.max),
      details: pick(details), quantizedDimension: number(0...3))
  }

  private mutating func sparsity() -> SparsityParameters {
    let rows = DimensionMetadata(
      format: .sparseCsr, arraySegments: .uint16Vector(Uint16Vector(values: integers(0...5, in: 0...65535))),
      arrayIndices: .uint8Vector(Uint8Vector(values: bytes(0...5))))
    return SparsityParameters(
      traversalOrder: [0, 1], blockMap: [], dimMetadata: [DimensionMetadata(denseSize: number(0...99)), rows])
  }

  private mutating func node(tensors: Int) -> TFLiteOperator {
    let code = pick(BuiltinOperator.allCases)
    return TFLiteOperator(
      code: code, customCode: code == .custom ? "Custom\(number(0...2))" : nil, version: number(1...3),
      inputs: indices(tensors) + [-1], outputs: indices(tensors), options: pick(options()),
      options2: chance() ? .reduceWindow(ReduceWindowOptions(reduceFunction: .maximum)) : nil,
      customOptions: bytes(0...10), intermediates: indices(tensors),
      mutatingVariableInputs: chance() ? [true, false] : [])
  }

  private mutating func options() -> [BuiltinOptions?] {
    [
      nil, .cos(CosOptions()),
      .conv2D(
        Conv2DOptions(
          padding: .valid, strideW: number(0...9), strideH: number(0...9), fusedActivationFunction: .relu6,
          dilationWFactor: number(0...9), dilationHFactor: 1, quantizedBiasType: .int64)),
      .softmax(SoftmaxOptions(beta: Float.random(in: -1...1, using: &random))),
      .reshape(ReshapeOptions(newShape: integers(0...4, in: -1...64))),
      .add(AddOptions(fusedActivationFunction: .tanh, potScaleInt16: chance())),
      .varHandle(VarHandleOptions(container: "", sharedName: "state")),
      .random(RandomOptions(seed: Int.min, seed2: Int.max)), .call(CallOptions(subgraph: Int(UInt32.max))),
    ]
  }

  private mutating func chance() -> Bool { Bool.random(using: &random) }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  private mutating func indices(_ count: Int) -> [Int] { integers(0...3, in: 0...count - 1) }

  private mutating func integers(_ counts: ClosedRange<Int>, in range: ClosedRange<Int>) -> [Int] {
    (0..<number(counts)).map { _ in number(range) }
  }

  private mutating func floats() -> [Float] {
    (0..<number(0...4)).map { _ in Float.random(in: -10...10, using: &random) }
  }

  private mutating func bytes(_ counts: ClosedRange<Int>) -> [UInt8] {
    (0..<number(counts)).map { _ in UInt8.random(in: 0...255, using: &random) }
  }
}
