import TFLiteFormat

/// TensorFlow Lite for Microcontrollers, its reference kernels, as they are in the `tflite-micro` package of October 2026.
/// Every row was established by running single operators in that runtime over all element types and ranks 0 to 8,
/// constant and computed operands, and comparing numbers. The runtime does not look at operator versions.
extension TFLiteRegistry {
  static let tflm = TFLiteRegistry(
    runtime: "TFLM", tflmElementwise, tflmComparing, tflmReducing, tflmMoving, tflmWindows, tflmProducts)

  private static let tflmElementwise: [TFLiteOperatorRule] = [
    .init(.abs, .float32, quantized: [.int8, .int16]),
    .init(.add, [.float32, .int32], quantized: [.int8, .int16], ranks: 0...7),
    .init(.addN, .float32, quantized: .int8),
    .init(.ceil, .float32),
    .init(.cos, .float32),
    .init(.div, [.float32, .int32], quantized: .int8, ranks: 0...7),
    .init(.elu, .float32, quantized: .int8),
    .init(.exp, .float32),
    .init(.floor, .float32),
    .init(.floorDiv, .float32, ranks: 0...7),
    .init(.floorMod, .float32, ranks: 0...7),
    .init(.hardSwish, .float32, quantized: .int8),
    .init(.leakyRelu, .float32, quantized: [.int8, .int16]),
    .init(.log, .float32),
    .init(.logicalAnd, .bool, ranks: 0...7),
    .init(.logicalNot, .bool),
    .init(.logicalOr, .bool, ranks: 0...7),
    .init(.logistic, .float32, quantized: [.int8, .int16]),
    .init(.maximum, [.float32, .signed], quantized: [.int8, .int16], ranks: 0...7),
    .init(.minimum, [.float32, .signed], quantized: [.int8, .int16], ranks: 0...7),
    .init(.mul, [.float32, .int32], quantized: [.int8, .int16], ranks: 0...7),
    .init(.neg, .float32),
    .init(.prelu, .float32, quantized: .int8, ranks: 0...4),
    .init(.relu, .float32, quantized: [.int8, .int16]),
    .init(.relu6, .float32, quantized: [.int8, .int16]),
    .init(.round, .float32),
    .init(.rsqrt, .float32, quantized: [.int8, .int16]),
    .init(.sin, .float32),
    .init(.sqrt, .float32),
    .init(.square, .float32),
    .init(.squaredDifference, [.float32, .int32], quantized: [.int8, .int16], ranks: 0...7),
    .init(.sub, [.float32, .int32], quantized: [.int8, .int16], ranks: 0...7),
    .init(.tanh, .float32, quantized: [.int8, .int16]),
    .init(.zerosLike, [.float32, .int8, .int32, .int64], quantized: .int8),
    .init(
      .cast, [.float32, .int8, .int16, .int32, .uint32, .bool], quantized: .int8,
      outputs: [0: .of([.float32, .int8, .int16, .int32, .bool])]),
    .init(
      .dequantize, [], quantized: [.int8, .int16, .uint8], outputs: [0: .of(.float32)]),
    .init(
      .quantize, [.float32, .int32], quantized: [.int8, .int16, .int32, .uint8]),
  ]

  private static let tflmComparing: [TFLiteOperatorRule] = [
    .init(
      .equal, [.float32, .int32, .int64, .bool], quantized: .int8, ranks: 0...7, outputs: [0: .bool]),
    .init(
      .notEqual, [.float32, .int32, .int64, .bool], quantized: .int8, ranks: 0...7, outputs: [0: .bool]),
    .init(.less, [.float32, .int32, .int64], quantized: .int8, ranks: 0...7, outputs: [0: .bool]),
    .init(.lessEqual, [.float32, .int32, .int64], quantized: .int8, ranks: 0...7, outputs: [0: .bool]),
    .init(
      .greater, [.float32, .int32, .int64], quantized: [.int8, .int16], ranks: 0...7, outputs: [0: .bool]),
    .init(.greaterEqual, [.float32, .int32, .int64], quantized: .int8, ranks: 0...7, outputs: [0: .bool]),
    .init(
      .selectV2, [.float32, .int8, .int16], quantized: [.int8, .int16], ranks: 0...7, inputs: [0: .bool]),
  ]

  private static let tflmReducing: [TFLiteOperatorRule] = [
    .init(
      .argMax, [.float32, .int8], quantized: .int8, ranks: 1...8, inputs: [1: .int32], outputs: [0: .int32]),
    .init(
      .argMin, [.float32, .int8], quantized: .int8, ranks: 1...8, inputs: [1: .int32], outputs: [0: .int32]),
    .init(.cumsum, .float32, quantized: .int8, ranks: 1...8, inputs: [1: .int32]),
    .init(.l2Normalization, .float32, quantized: .int8, ranks: 1...4),
    .init(.logSoftmax, .float32, quantized: .int8, ranks: 1...8),
    .init(.mean, .float32, quantized: [.int8, .int16], ranks: 1...8, inputs: [1: .int32]),
    .init(.reduceAll, .bool, ranks: 1...8, inputs: [1: .int32]),
    .init(.reduceMax, [.float32, .int8], quantized: .int8, ranks: 1...8, inputs: [1: .int32]),
    .init(.reduceMin, [.float32, .int8], quantized: .int8, ranks: 1...8, inputs: [1: .int32]),
    .init(.softmax, .float32, quantized: [.int8, .int16], ranks: 1...8),
    .init(.sum, .float32, quantized: [.int8, .int16], ranks: 1...8, inputs: [1: .int32]),
  ]

  private static let tflmMoving: [TFLiteOperatorRule] = [
    .init(
      .broadcastTo, .all, quantized: [.int8, .int16, .uint8], ranks: 1...5,
      inputs: [1: .of([.int32, .int64], isConstant: true)]),
    .init(
      .concatenation, [.float32, .signed, .bool], quantized: [.int8, .int16], ranks: 1...6, inputLimit: 10),
    .init(
      .dynamicUpdateSlice, [.float32, .int8, .int16, .int32], quantized: [.int8, .int16], ranks: 1...6,
      inputs: [2: .integer]),
    .init(.embeddingLookup, [.float32, .int8], quantized: .int8, ranks: 2...8, inputs: [0: .int32]),
    .init(
      .expandDims, [.float32, .int8, .int16], quantized: [.int8, .int16], inputs: [1: .constantInt32]),
    .init(
      .fill, [.float32, .int8, .int32], quantized: .int8,
      inputs: [0: .of([.int32, .int64], isConstant: true)]),
    .init(.gather, [.float32, .int8], quantized: .int8, ranks: 1...8, inputs: [1: .int32]),
    .init(.gatherNd, [.float32, .int8], quantized: .int8, ranks: 1...5, inputs: [1: .int32]),
    .init(.mirrorPad, [.float32, .int8], quantized: .int8, ranks: 1...8, inputs: [1: .integer]),
    .init(.pack, [.float32, .signed], quantized: [.int8, .int16]),
    .init(
      .pad, [.float32, .int8, .int16, .int32], quantized: [.int8, .int16], ranks: 1...5,
      inputs: [1: .constantInt32]),
    .init(
      .padV2, [.float32, .int8, .int16, .int32], quantized: [.int8, .int16], ranks: 1...5,
      inputs: [1: .constantInt32]),
    .init(.reshape, .all, quantized: [.int8, .int16, .int32, .uint8], inputs: [1: .int32]),
    .init(
      .reverseV2, [.float32, .signed, .uint8, .bool], quantized: [.int8, .int16, .uint8], ranks: 1...6,
      inputs: [1: .int32]),
    .init(.shape, .all, quantized: [.int8, .int16, .uint8], outputs: [0: .int32]),
    .init(
      .slice, [.float32, .int8, .int16, .int32, .bool], quantized: [.int8, .int16], ranks: 1...5,
      inputs: [1: .integer, 2: .integer]),
    .init(
      .split, [.float32, .int8, .int16, .int32], quantized: [.int8, .int16], ranks: 1...8,
      inputs: [0: .constantInt32]),
    .init(
      .splitV, [.float32, .int8, .int16, .int32], quantized: [.int8, .int16], ranks: 1...8,
      inputs: [1: .int32, 2: .constantInt32]),
    .init(.squeeze, .all, quantized: [.int8, .int16, .uint8]),
    .init(
      .stridedSlice, [.float32, .int8, .int16, .int32, .bool], quantized: [.int8, .int16], ranks: 1...4,
      inputs: [1: .constantInt32, 2: .constantInt32, 3: .constantInt32]),
    .init(
      .transpose, [.float32, .int8, .int16], quantized: [.int8, .int16], ranks: 1...5,
      inputs: [1: .constantInt32]),
    .init(.unpack, [.float32, .int8, .int16, .int32], quantized: [.int8, .int16], ranks: 1...8),
  ]

  private static let tflmWindows: [TFLiteOperatorRule] = [
    .init(.averagePool2D, .float32, quantized: [.int8, .int16], ranks: 4...4),
    .init(
      .batchToSpaceND, [.float32, .int8], quantized: .int8, ranks: 3...4, inputs: [1: .int32, 2: .int32]),
    .init(.conv2D, .float32, quantized: [.int8, .int16, .int32, .int64], ranks: 4...4),
    .init(.depthToSpace, [.float32, .int8], quantized: .int8, ranks: 4...4),
    .init(.depthwiseConv2D, .float32, quantized: [.int8, .int16, .int32, .int64], ranks: 4...4),
    .init(.l2Pool2D, .float32, ranks: 4...4),
    .init(.maxPool2D, [.float32, .int8, .int16], quantized: [.int8, .int16], ranks: 4...4),
    .init(.resizeBilinear, .float32, quantized: .int8, ranks: 4...4, inputs: [1: .constantInt32]),
    .init(
      .resizeNearestNeighbor, [.float32, .int8, .int16], quantized: [.int8, .int16], ranks: 4...4,
      inputs: [1: .constantInt32]),
    .init(
      .spaceToBatchND, [.float32, .int8], quantized: .int8, ranks: 3...4, inputs: [1: .int32, 2: .int32]),
    .init(.spaceToDepth, [.float32, .int8], quantized: .int8, ranks: 4...4),
    .init(
      .transposeConv, .float32, quantized: [.int8, .int16, .int32, .int64], ranks: 4...4,
      inputs: [0: .int32]),
  ]

  private static let tflmProducts: [TFLiteOperatorRule] = [
    .init(.batchMatMul, .float32, quantized: [.int8, .int16], ranks: 2...5),
    .init(.fullyConnected, .float32, quantized: [.int8, .int16, .int32, .int64], ranks: 1...7),
  ]
}
