import TFLiteFormat

/// LiteRT 2.3.0, what its reference kernels and its default resolver (optimized kernels, XNNPACK) both run. Rows were
/// established by running single operators over all element types and ranks 0 to 8 and comparing numbers; versions by
/// asking both resolvers.
extension TFLiteRegistry {
  static let litert = TFLiteRegistry(
    runtime: "LiteRT", litertElementwise, litertComparing, litertReducing, litertMoving, litertWindows,
    litertProducts, litertUnlimited)

  private static let eightBits: TFLiteElementSet = [.int8, .uint8]
  private static let quantized: TFLiteElementSet = [.int8, .uint8, .int16]
  private static let weighted: TFLiteElementSet = [.int8, .uint8, .int16, .int32, .int64]

  private static let litertElementwise: [TFLiteOperatorRule] = [
    .init(.abs, [.float32, .int32], quantized: [.int8, .int16], version: 3),
    .init(.add, [.float32, .int16, .int32, .int64], quantized: quantized, version: 5),
    .init(.addN, [.float32, .int32], version: 1),
    .init(.atan2, [.float32, .float64], version: 1),
    .init(.bitwiseXor, [.int8, .int16, .int32, .uint8, .uint16, .uint32], version: 1),
    .init(
      .cast, [.float32, .float16, .float64, .signed, .uint8, .uint16, .uint32, .bool], quantized: .int8,
      version: 9),
    .init(.ceil, .float32, version: 1),
    .init(.cos, .float32, version: 1),
    .init(.dequantize, .float16, quantized: quantized, outputs: [0: .of(.float32)], version: 9),
    .init(.div, [.float32, .int32], quantized: .uint8, version: 2),
    .init(.elu, .float32, quantized: .int8, version: 1),
    .init(.exp, .float32, quantized: [.int8, .int16], version: 2),
    .init(.floor, .float32, version: 1),
    .init(.floorDiv, [.float32, .int8, .int16, .int32], version: 3),
    .init(.floorMod, [.float32, .int8, .int16, .int32, .int64], version: 2),
    .init(.gelu, .float32, quantized: quantized, version: 2),
    .init(.hardSwish, .float32, quantized: eightBits, version: 1),
    .init(.leakyRelu, .float32, quantized: quantized, version: 2),
    .init(.log, .float32, quantized: [.int8, .int16], version: 2),
    .init(.logicalAnd, .bool, version: 1),
    .init(.logicalNot, .bool, version: 1),
    .init(.logicalOr, .bool, version: 1),
    .init(.logistic, .float32, quantized: quantized, version: 3),
    .init(.maximum, [.float32, .signed, .uint8], quantized: quantized, version: 4),
    .init(.minimum, [.float32, .signed, .uint8], quantized: quantized, version: 4),
    .init(.mul, [.float32, .int16, .int32, .int64, .uint32], quantized: quantized, version: 7),
    .init(.neg, [.float32, .signed], version: 1),
    .init(.pow, [.float32, .int32], version: 1),
    .init(.prelu, .float32, quantized: eightBits, version: 1),
    .init(.quantize, .float32, quantized: weighted, version: 6),
    .init(.relu, .float32, quantized: quantized, version: 3),
    .init(.relu0To1, .float32, quantized: eightBits, version: 1),
    .init(.relu6, .float32, quantized: quantized, version: 3),
    .init(.reluN1To1, .float32, quantized: eightBits, version: 1),
    .init(.rightShift, [.int8, .int16, .int32, .uint8, .uint16, .uint32], version: 1),
    .init(.round, .float32, version: 1),
    .init(.rsqrt, .float32, quantized: [.int8, .int16], version: 3),
    .init(.sign, [.float32, .float64, .int32], version: 2),
    .init(.sin, .float32, version: 1),
    .init(.sqrt, .float32, quantized: [.int8, .int16], version: 2),
    .init(.square, .float32, version: 1),
    .init(.squaredDifference, [.float32, .int32], quantized: .int8, version: 2),
    .init(.sub, [.float32, .int32, .int64], quantized: quantized, version: 5),
    .init(.tanh, .float32, quantized: quantized, version: 3),
    .init(.zerosLike, [.float32, .int32, .int64], version: 1),
  ]

  private static let litertComparing: [TFLiteOperatorRule] = [
    .init(
      .equal, [.float32, .int16, .int32, .int64, .bool], quantized: quantized, outputs: [0: .bool], version: 5
    ),
    .init(
      .notEqual, [.float32, .int32, .int64, .bool], quantized: eightBits, outputs: [0: .bool], version: 4),
    .init(.less, [.float32, .int16, .int32, .int64], quantized: quantized, outputs: [0: .bool], version: 3),
    .init(
      .lessEqual, [.float32, .int16, .int32, .int64], quantized: quantized, outputs: [0: .bool], version: 2),
    .init(
      .greater, [.float32, .int16, .int32, .int64], quantized: quantized, outputs: [0: .bool], version: 2),
    .init(
      .greaterEqual, [.float32, .int16, .int32, .int64], quantized: quantized, outputs: [0: .bool], version: 3
    ),
    .init(.selectV2, .all, quantized: quantized, inputs: [0: .bool], version: 2),
  ]

  private static let litertReducing: [TFLiteOperatorRule] = [
    .init(
      .argMax, [.float32, .int8, .int32, .uint8, .bool], quantized: eightBits, ranks: 1...8,
      inputs: [1: .integer], outputs: [0: .integer], version: 2),
    .init(
      .argMin, [.float32, .int8, .int32, .uint8, .bool], quantized: eightBits, ranks: 1...8,
      inputs: [1: .integer], outputs: [0: .integer], version: 2),
    .init(.cumsum, [.float32, .int32, .int64], ranks: 1...8, inputs: [1: .int32], version: 1),
    .init(.l2Normalization, .float32, quantized: eightBits, ranks: 1...8, version: 2),
    .init(.logSoftmax, .float32, quantized: eightBits, version: 2),
    .init(.mean, [.float32, .int32, .int64], quantized: quantized, inputs: [1: .int32], version: 3),
    .init(.reduceAll, .bool, inputs: [1: .int32], version: 1),
    .init(.reduceAny, .bool, inputs: [1: .int32], version: 1),
    .init(
      .reduceMax, [.float32, .signed, .uint8, .bool], quantized: quantized, inputs: [1: .int32], version: 3),
    .init(
      .reduceMin, [.float32, .signed, .uint8, .bool], quantized: quantized, inputs: [1: .int32], version: 3),
    .init(
      .reduceProd, [.float32, .signed, .uint8, .bool], quantized: [.int8, .int16], inputs: [1: .int32],
      version: 2),
    .init(.softmax, .float32, quantized: quantized, ranks: 1...8, version: 3),
    .init(.sum, [.float32, .int32, .int64, .bool], quantized: quantized, inputs: [1: .int32], version: 2),
    .init(
      .topKV2, [.float32, .signed, .uint8], quantized: quantized, ranks: 1...8, inputs: [1: .integer],
      outputs: [1: .integer], version: 3),
  ]

  private static let litertMoving: [TFLiteOperatorRule] = [
    .init(.broadcastTo, .all, quantized: quantized, inputs: [1: .integer], version: 4),
    .init(
      .concatenation, [.float32, .float16, .signed, .uint8, .uint32, .bool], quantized: quantized,
      ranks: 1...8,
      version: 7),
    .init(.dynamicUpdateSlice, .all, quantized: quantized, ranks: 1...8, inputs: [2: .integer], version: 6),
    .init(.embeddingLookup, .all, quantized: eightBits, inputs: [0: .int32], version: 5),
    .init(.expandDims, .all, quantized: quantized, inputs: [1: .integer], version: 1),
    .init(.fill, .all, quantized: quantized, inputs: [0: .integer], version: 5),
    .init(
      .gather, [.float32, .float16, .signed, .uint8, .bool], quantized: quantized, ranks: 1...8,
      inputs: [1: .of([.int16, .int32, .int64])], version: 8),
    .init(
      .gatherNd, [.float32, .float16, .signed, .uint8, .bool], quantized: quantized, ranks: 1...8,
      inputs: [1: .of([.int16, .int32, .int64])], version: 6),
    .init(.mirrorPad, .all, quantized: quantized, ranks: 1...8, inputs: [1: .integer], version: 3),
    .init(
      .oneHot, [.float32, .int8, .int32, .int64, .uint8, .bool], inputs: [0: .integer, 1: .int32], version: 1),
    .init(.pack, [.float32, .signed, .uint8, .uint32], quantized: quantized, version: 5),
    .init(
      .pad, [.float32, .float16, .signed, .uint8, .bool], quantized: quantized, ranks: 1...5,
      inputs: [1: .integer], version: 6),
    .init(
      .padV2, [.float32, .float16, .signed, .uint8, .bool], quantized: quantized, ranks: 1...5,
      inputs: [1: .integer], version: 6),
    .init(.range, [.float32, .int32, .int64], version: 1),
    .init(.reshape, .all, quantized: weighted, inputs: [1: .int32], version: 1),
    .init(
      .reverseV2, [.float32, .float16, .signed, .uint8, .bool], quantized: quantized, ranks: 1...8,
      inputs: [1: .int32], version: 4),
    .init(
      .scatterNd, [.float32, .int8, .int32, .int64, .uint8, .bool], ranks: 1...8,
      inputs: [0: .int32, 2: .int32], version: 1),
    .init(.shape, .all, quantized: quantized, outputs: [0: .integer], version: 1),
    .init(
      .slice, .all, quantized: quantized, ranks: 1...8, inputs: [1: .integer, 2: .integer], version: 8),
    .init(
      .split, [.float32, .signed, .uint8], quantized: quantized, ranks: 1...8, inputs: [0: .int32], version: 5
    ),
    .init(
      .splitV, [.float32, .signed, .uint8], quantized: quantized, ranks: 1...8,
      inputs: [1: .integer, 2: .int32], version: 3),
    .init(.squeeze, .all, quantized: quantized, version: 1),
    .init(
      .stridedSlice, .all, quantized: quantized, ranks: 1...8, inputs: [1: .int32, 2: .int32, 3: .int32],
      version: 4),
    .init(.tile, .all, quantized: quantized, ranks: 1...8, inputs: [1: .integer], version: 2),
    .init(.transpose, .all, quantized: quantized, ranks: 1...8, inputs: [1: .int32], version: 8),
    .init(
      .unpack, [.float32, .float16, .int8, .int16, .int32, .uint8, .bool], quantized: quantized, ranks: 1...8,
      version: 6),
  ]

  private static let litertWindows: [TFLiteOperatorRule] = [
    .init(.averagePool2D, .float32, quantized: quantized, ranks: 4...4, version: 3),
    .init(
      .batchToSpaceND, .all, quantized: quantized, ranks: 3...4, inputs: [1: .int32, 2: .int32], version: 4),
    .init(.conv2D, .float32, quantized: weighted, ranks: 4...4, version: 8),
    .init(.conv3D, .float32, ranks: 5...5, version: 1),
    .init(.conv3DTranspose, .float32, ranks: 1...5, inputs: [0: .int32], version: 1),
    .init(
      .depthToSpace, [.float32, .int8, .int32, .int64, .uint8], quantized: eightBits, ranks: 4...4, version: 1
    ),
    .init(.depthwiseConv2D, .float32, quantized: weighted, ranks: 4...4, version: 6),
    .init(.l2Pool2D, .float32, ranks: 4...4, version: 1),
    .init(.localResponseNormalization, .float32, ranks: 4...4, version: 1),
    .init(
      .maxPool2D, [.float32, .int8, .int16, .uint8], quantized: quantized, ranks: 4...4, version: 3),
    .init(.resizeBilinear, .float32, quantized: quantized, ranks: 4...4, inputs: [1: .int32], version: 4),
    .init(
      .resizeNearestNeighbor,
      [.float32, .float16, .int8, .int16, .int32, .uint8, .uint16, .uint32, .bool], quantized: quantized,
      ranks: 4...4, inputs: [1: .int32], version: 4),
    .init(
      .spaceToBatchND, .all, quantized: quantized, ranks: 3...4, inputs: [1: .int32, 2: .int32], version: 4),
    .init(
      .spaceToDepth, [.float32, .int8, .int32, .int64, .uint8], quantized: eightBits, ranks: 4...4, version: 2
    ),
    .init(.transposeConv, .float32, quantized: weighted, ranks: 4...4, inputs: [0: .int32], version: 5),
  ]

  private static let litertProducts: [TFLiteOperatorRule] = [
    .init(.batchMatMul, .float32, quantized: [.int8, .int16, .int32], ranks: 2...5, version: 4),
    .init(.fullyConnected, .float32, quantized: weighted, ranks: 1...8, version: 14),
  ]

  /// Operators that exist and whose operands are too unlike for a row: their lowerings know what they may be given.
  private static let litertUnlimited: [TFLiteOperatorRule] = [
    .bidirectionalSequenceLSTM, .bidirectionalSequenceRNN, .bitcast, .bucketize, .dilate, .`if`, .matrixDiag,
    .matrixSetDiag, .nonMaxSuppressionV4, .nonMaxSuppressionV5, .rank, .reduceWindow, .reverseSequence,
    .select,
    .sparseToDense, .unidirectionalSequenceLSTM, .unidirectionalSequenceRNN, .unique, .where, .while,
  ].map { TFLiteOperatorRule($0, .all, quantized: weighted) }
}
