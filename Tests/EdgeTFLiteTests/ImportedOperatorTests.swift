import EdgeIR
import EdgeOps
import EdgeTestSupport
import TFLiteFormat
import Testing

/// Operators that edgec reads but does not write, or not in these forms, held against LiteRT.
struct ImportedOperatorTests {
  private let x = Tensor.random([2, 3, 4], of: Float.self)
  private let y = Tensor.random([2, 3, 4], of: Float.self, seed: 2)
  private let image = Tensor.random([1, 5, 6, 4], of: Float.self)

  private func f32(_ shape: [Int]) -> TensorType { TensorType(.float32, shape) }

  private func i32(_ numbers: Int...) -> SingleOperator.Operand {
    .constant(Tensor([numbers.count], numbers.map { Int32(clamping: $0) }))
  }

  private func scalar(_ number: Int32) -> SingleOperator.Operand { .constant(Tensor(scalar: number)) }

  @Test(arguments: [
    BuiltinOperator.floor, .ceil, .round, .sin, .cos, .tanh, .logistic, .abs, .neg, .exp, .elu, .hardSwish,
    .relu, .relu6, .reluN1To1, .relu0To1, .square, .sign,
  ])
  func unary(_ code: BuiltinOperator) throws {
    // LiteRT has these as optimized kernels only.
    let isOptimizedOnly = [.ceil, .round, .elu].contains(code)
    try SingleOperator(code, [.given(x)], outputs: [x.type])
      .check(resolver: isOptimizedOnly ? .optimized : .reference)
  }

  @Test(arguments: [BuiltinOperator.sqrt, .rsqrt, .log]) func unaryOfPositives(_ code: BuiltinOperator) throws
  {
    let x = Tensor.random([7], of: Float.self, in: 0.1...9)
    try SingleOperator(code, [.given(x)], outputs: [x.type]).check()
  }

  @Test func parameterisedUnary() throws {
    try SingleOperator(
      .leakyRelu, .leakyRelu(LeakyReluOptions(alpha: 0.25)), [.given(x)], outputs: [x.type]
    ).check()
    for approximate in [false, true] {
      try SingleOperator(
        .gelu, .gelu(GeluOptions(approximate: approximate)), [.given(x)], outputs: [x.type]
      ).check(.init(relative: 1e-5, absolute: 1e-6))
    }
    try SingleOperator(.softmax, .softmax(SoftmaxOptions(beta: 0.5)), [.given(x)], outputs: [x.type]).check()
    try SingleOperator(.logSoftmax, [.given(x)], outputs: [x.type]).check(.init(absolute: 1e-6))
    let slopes = Tensor.random([1, 1, 4], of: Float.self, seed: 3)
    try SingleOperator(.prelu, [.given(x), .constant(slopes)], outputs: [x.type]).check()
  }

  @Test(arguments: [BuiltinOperator.floorMod, .floorDiv, .squaredDifference, .minimum, .maximum, .atan2])
  func binary(_ code: BuiltinOperator) throws {
    try SingleOperator(code, [.given(x), .given(y)], outputs: [x.type]).check()
  }

  @Test(arguments: [BuiltinOperator.floorMod, .floorDiv]) func integerBinary(_ code: BuiltinOperator) throws {
    let a = Tensor([8], [7, -7, 7, -7, 6, -6, 0, .min] as [Int32])
    let b = Tensor([8], [3, 3, -3, -3, 3, -3, 5, 3] as [Int32])
    try SingleOperator(code, [.given(a), .given(b)], outputs: [a.type]).check()
  }

  @Test func angleInEveryQuadrant() throws {
    let y = Tensor([8], [1, 1, -1, -1, 0, 0, 2, -2] as [Float])
    let x = Tensor([8], [2, -2, 2, -2, 3, -3, 0, 0] as [Float])
    try SingleOperator(.atan2, [.given(y), .given(x)], outputs: [x.type]).check()
  }

  @Test(arguments: [ActivationFunctionType.none, .relu, .relu6, .reluN1To1])
  func fusedActivations(_ fused: ActivationFunctionType) throws {
    let slopes = Tensor.random([4], of: Float.self, seed: 5)
    try SingleOperator(
      .sub, .sub(SubOptions(fusedActivationFunction: fused)), [.given(x), .constant(slopes)],
      outputs: [x.type]
    ).check()
    let weights = Tensor.random([5, 4], of: Float.self, seed: 4)
    let options = FullyConnectedOptions(fusedActivationFunction: fused, keepNumDims: true)
    try SingleOperator(
      .fullyConnected, .fullyConnected(options), [.given(x), .constant(weights), .absent],
      outputs: [f32([2, 3, 5])]
    ).check(.init(relative: 1e-5, absolute: 1e-6))
  }

  @Test func fullyConnectedFlattens() throws {
    let weights = Tensor.random([5, 6], of: Float.self, seed: 4)
    let bias = Tensor.random([5], of: Float.self, seed: 5)
    try SingleOperator(
      .fullyConnected, .fullyConnected(FullyConnectedOptions()),
      [.given(x), .constant(weights), .constant(bias)], outputs: [f32([4, 5])]
    ).check(.init(relative: 1e-5, absolute: 1e-6))
  }

  @Test(arguments: [false, true], [false, true]) func matrixProduct(_ adjX: Bool, _ adjY: Bool) throws {
    let a = Tensor.random(adjX ? [2, 4, 3] : [2, 3, 4], of: Float.self)
    let b = Tensor.random(adjY ? [2, 5, 4] : [2, 4, 5], of: Float.self, seed: 2)
    try SingleOperator(
      .batchMatMul, .batchMatMul(BatchMatMulOptions(adjX: adjX, adjY: adjY)), [.given(a), .given(b)],
      outputs: [f32([2, 3, 5])]
    ).check(.init(relative: 1e-5, absolute: 1e-6))
  }

  @Test(arguments: [Padding.same, .valid], [1, 2]) func convolution(_ padding: Padding, _ groups: Int) throws
  {
    let weights = Tensor.random([6, 3, 2, 4 / groups], of: Float.self, seed: 2)
    let bias = Tensor.random([6], of: Float.self, seed: 3)
    let options = Conv2DOptions(
      padding: padding, strideW: 2, strideH: 1, fusedActivationFunction: .relu, dilationWFactor: 1,
      dilationHFactor: 2)
    let output = padding == .same ? [1, 5, 3, 6] : [1, 1, 3, 6]
    try SingleOperator(
      .conv2D, .conv2D(options), [.given(image), .constant(weights), .constant(bias)], outputs: [f32(output)]
    ).check(.init(relative: 1e-5, absolute: 1e-5))
  }

  @Test(arguments: [Padding.same, .valid]) func depthwiseConvolution(_ padding: Padding) throws {
    let weights = Tensor.random([1, 3, 3, 8], of: Float.self, seed: 2)
    let bias = Tensor.random([8], of: Float.self, seed: 3)
    let options = DepthwiseConv2DOptions(
      padding: padding, strideW: 2, strideH: 2, depthMultiplier: 2, fusedActivationFunction: .relu6)
    let output = padding == .same ? [1, 3, 3, 8] : [1, 2, 2, 8]
    try SingleOperator(
      .depthwiseConv2D, .depthwiseConv2D(options), [.given(image), .constant(weights), .constant(bias)],
      outputs: [f32(output)]
    ).check(.init(relative: 1e-5, absolute: 1e-5))
  }

  @Test(arguments: [Padding.same, .valid], [BuiltinOperator.maxPool2D, .averagePool2D])
  func pools(_ padding: Padding, _ code: BuiltinOperator) throws {
    let options = Pool2DOptions(
      padding: padding, strideW: 2, strideH: 3, filterWidth: 3, filterHeight: 2,
      fusedActivationFunction: .reluN1To1)
    let output = padding == .same ? [1, 2, 3, 4] : [1, 2, 2, 4]
    try SingleOperator(code, .pool2D(options), [.given(image)], outputs: [f32(output)]).check()
  }

  @Test(arguments: [false, true]) func reductions(_ keepDims: Bool) throws {
    let output = f32(keepDims ? [2, 1, 1] : [2])
    for code: BuiltinOperator in [.mean, .sum, .reduceMax, .reduceMin, .reduceProd] {
      try SingleOperator(
        code, .reducer(ReducerOptions(keepDims: keepDims)), [.given(x), i32(-1, 1, 2)], outputs: [output]
      ).check(.init(relative: 1e-5, absolute: 1e-6))
    }
  }

  @Test(arguments: [TFLiteTensorType.int32, .int64]) func positionsOfExtremes(_ type: TFLiteTensorType) throws
  {
    let output = TensorType(type == .int32 ? .int32 : .int64, [2, 4])
    try SingleOperator(
      .argMax, .argMax(ArgMaxOptions(outputType: type)), [.given(x), scalar(-2)], outputs: [output]
    ).check()
    try SingleOperator(
      .argMin, .argMin(ArgMinOptions(outputType: type)), [.given(x), scalar(1)], outputs: [output]
    ).check()
  }

  @Test func shapes() throws {
    try SingleOperator(
      .reshape, .reshape(ReshapeOptions(newShape: [6, -1])), [.given(x)], outputs: [f32([6, 4])]
    ).check()
    try SingleOperator(
      .reshape, .reshape(ReshapeOptions()), [.given(x), i32(2, -1)], outputs: [f32([2, 12])]
    ).check()
    let thin = Tensor.random([1, 3, 1], of: Float.self)
    try SingleOperator(
      .squeeze, .squeeze(SqueezeOptions()), [.given(thin)], outputs: [f32([3])]
    ).check()
    try SingleOperator(
      .squeeze, .squeeze(SqueezeOptions(squeezeDims: [-1])), [.given(thin)], outputs: [f32([1, 3])]
    ).check()
    try SingleOperator(.expandDims, [.given(thin), scalar(-1)], outputs: [f32([1, 3, 1, 1])]).check()
    try SingleOperator(.transpose, [.given(x), i32(2, 0, 1)], outputs: [f32([4, 2, 3])]).check()
  }

  @Test func joinsAndParts() throws {
    try SingleOperator(
      .pack, .pack(PackOptions(valuesCount: 2, axis: -1)), [.given(x), .given(y)],
      outputs: [f32([2, 3, 4, 2])]
    ).check()
    try SingleOperator(
      .unpack, .unpack(UnpackOptions(num: 3, axis: 1)), [.given(x)],
      outputs: Array(repeating: f32([2, 4]), count: 3)
    ).check()
    try SingleOperator(
      .split, .split(SplitOptions(numSplits: 2)), [scalar(2), .given(x)],
      outputs: [f32([2, 3, 2]), f32([2, 3, 2])]
    ).check()
    try SingleOperator(
      .splitV, .splitV(SplitVOptions(numSplits: 2)), [.given(x), i32(1, -1), scalar(1)],
      outputs: [f32([2, 1, 4]), f32([2, 2, 4])]
    ).check()
    try SingleOperator(
      .concatenation, .concatenation(ConcatenationOptions(axis: -2)), [.given(x), .given(y)],
      outputs: [f32([2, 6, 4])]
    ).check()
  }

  @Test func slices() throws {
    try SingleOperator(
      .slice, [.given(x), i32(1, 0, 2), i32(-1, 2, -1)], outputs: [f32([1, 2, 2])]
    ).check()
    try SingleOperator(
      .stridedSlice, .stridedSlice(StridedSliceOptions(beginMask: 1, endMask: 4)),
      [.given(x), i32(1, 2, -3), i32(2, 0, 0), i32(1, -1, 2)], outputs: [f32([2, 2, 2])]
    ).check()
    try SingleOperator(
      .stridedSlice, .stridedSlice(StridedSliceOptions(shrinkAxisMask: 2)),
      [.given(x), i32(0, -1), i32(2, 0), i32(1, 1)], outputs: [f32([2, 4])]
    ).check()
    try SingleOperator(.reverseV2, [.given(x), i32(1)], outputs: [x.type]).check()
  }

  @Test(arguments: [MirrorPadMode.reflect, .symmetric]) func mirrors(_ mode: MirrorPadMode) throws {
    let pads = Tensor([3, 2], [0, 1, 2, 0, 1, 3] as [Int32])
    try SingleOperator(
      .mirrorPad, .mirrorPad(MirrorPadOptions(mode: mode)), [.given(x), .constant(pads)],
      outputs: [f32([3, 5, 8])]
    ).check()
  }

  @Test func selections() throws {
    let rows = Tensor([2], [true, false])
    try SingleOperator(.select, [.given(rows), .given(x), .given(y)], outputs: [x.type]).check()
    try SingleOperator(
      .gather, .gather(GatherOptions(axis: -1)), [.given(x), i32(3, 0)], outputs: [f32([2, 3, 2])]
    ).check()
    let places = Tensor([2, 2], [1, 2, 0, 0] as [Int32])
    try SingleOperator(.gatherNd, [.given(x), .constant(places)], outputs: [f32([2, 4])]).check()
  }

  @Test func filling() throws {
    let value = Tensor(scalar: Float(2.5))
    try SingleOperator(.fill, [i32(2, 3), .given(value)], outputs: [f32([2, 3])]).check()
    try SingleOperator(.tile, [.given(x), i32(1, 2, 1)], outputs: [f32([2, 6, 4])]).check()
    let options = CumsumOptions(exclusive: true, reverse: true)
    try SingleOperator(.cumsum, .cumsum(options), [.given(x), scalar(-1)], outputs: [x.type]).check()
  }

  @Test func questions() throws {
    let output = TensorType(.bool, [2, 3, 4])
    for code: BuiltinOperator in [.equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual] {
      try SingleOperator(code, [.given(x), .given(y)], outputs: [output]).check()
    }
  }

  @Test func halfPrecisionWeights() throws {
    let weights = Tensor([2, 3, 4], (0..<24).map { Float16($0) / 8 })
    try SingleOperator(.dequantize, [.constant(weights)], outputs: [x.type]).check()
  }
}
