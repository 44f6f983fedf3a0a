// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloConvolutionOptions` table.
public struct StablehloConvolutionOptions: Hashable, Sendable {
  public var windowStrides: [Int]
  public var padding: [Int]
  public var lhsDilation: [Int]
  public var rhsDilation: [Int]
  public var windowReversal: [Bool]
  public var inputBatchDimension: Int
  public var inputFeatureDimension: Int
  public var inputSpatialDimensions: [Int]
  public var kernelInputFeatureDimension: Int
  public var kernelOutputFeatureDimension: Int
  public var kernelSpatialDimensions: [Int]
  public var outputBatchDimension: Int
  public var outputFeatureDimension: Int
  public var outputSpatialDimensions: [Int]
  public var featureGroupCount: Int
  public var batchGroupCount: Int
  public var precisionConfig: [StablehloPrecisionConfig]

  public init(
    windowStrides: [Int] = [],
    padding: [Int] = [],
    lhsDilation: [Int] = [],
    rhsDilation: [Int] = [],
    windowReversal: [Bool] = [],
    inputBatchDimension: Int = 0,
    inputFeatureDimension: Int = 0,
    inputSpatialDimensions: [Int] = [],
    kernelInputFeatureDimension: Int = 0,
    kernelOutputFeatureDimension: Int = 0,
    kernelSpatialDimensions: [Int] = [],
    outputBatchDimension: Int = 0,
    outputFeatureDimension: Int = 0,
    outputSpatialDimensions: [Int] = [],
    featureGroupCount: Int = 0,
    batchGroupCount: Int = 0,
    precisionConfig: [StablehloPrecisionConfig] = []
  ) {
    self.windowStrides = windowStrides
    self.padding = padding
    self.lhsDilation = lhsDilation
    self.rhsDilation = rhsDilation
    self.windowReversal = windowReversal
    self.inputBatchDimension = inputBatchDimension
    self.inputFeatureDimension = inputFeatureDimension
    self.inputSpatialDimensions = inputSpatialDimensions
    self.kernelInputFeatureDimension = kernelInputFeatureDimension
    self.kernelOutputFeatureDimension = kernelOutputFeatureDimension
    self.kernelSpatialDimensions = kernelSpatialDimensions
    self.outputBatchDimension = outputBatchDimension
    self.outputFeatureDimension = outputFeatureDimension
    self.outputSpatialDimensions = outputSpatialDimensions
    self.featureGroupCount = featureGroupCount
    self.batchGroupCount = batchGroupCount
    self.precisionConfig = precisionConfig
  }
}

extension StablehloConvolutionOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let windowStridesOffset = builder.vector(windowStrides, as: Int64.self)
    let paddingOffset = builder.vector(padding, as: Int64.self)
    let lhsDilationOffset = builder.vector(lhsDilation, as: Int64.self)
    let rhsDilationOffset = builder.vector(rhsDilation, as: Int64.self)
    let windowReversalOffset = builder.vector(windowReversal)
    let inputSpatialDimensionsOffset = builder.vector(inputSpatialDimensions, as: Int64.self)
    let kernelSpatialDimensionsOffset = builder.vector(kernelSpatialDimensions, as: Int64.self)
    let outputSpatialDimensionsOffset = builder.vector(outputSpatialDimensions, as: Int64.self)
    let precisionConfigOffset = builder.vector(precisionConfig.map(\.rawValue))
    builder.startTable()
    builder.add(slot: 5, inputBatchDimension, as: Int64.self, default: 0)
    builder.add(slot: 6, inputFeatureDimension, as: Int64.self, default: 0)
    builder.add(slot: 8, kernelInputFeatureDimension, as: Int64.self, default: 0)
    builder.add(slot: 9, kernelOutputFeatureDimension, as: Int64.self, default: 0)
    builder.add(slot: 11, outputBatchDimension, as: Int64.self, default: 0)
    builder.add(slot: 12, outputFeatureDimension, as: Int64.self, default: 0)
    builder.add(slot: 14, featureGroupCount, as: Int64.self, default: 0)
    builder.add(slot: 15, batchGroupCount, as: Int64.self, default: 0)
    builder.add(slot: 0, windowStridesOffset)
    builder.add(slot: 1, paddingOffset)
    builder.add(slot: 2, lhsDilationOffset)
    builder.add(slot: 3, rhsDilationOffset)
    builder.add(slot: 4, windowReversalOffset)
    builder.add(slot: 7, inputSpatialDimensionsOffset)
    builder.add(slot: 10, kernelSpatialDimensionsOffset)
    builder.add(slot: 13, outputSpatialDimensionsOffset)
    builder.add(slot: 16, precisionConfigOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    windowStrides = try table.integers(slot: 0, as: Int64.self)
    padding = try table.integers(slot: 1, as: Int64.self)
    lhsDilation = try table.integers(slot: 2, as: Int64.self)
    rhsDilation = try table.integers(slot: 3, as: Int64.self)
    windowReversal = try table.booleans(slot: 4)
    inputBatchDimension = table.integer(slot: 5, as: Int64.self, default: 0)
    inputFeatureDimension = table.integer(slot: 6, as: Int64.self, default: 0)
    inputSpatialDimensions = try table.integers(slot: 7, as: Int64.self)
    kernelInputFeatureDimension = table.integer(slot: 8, as: Int64.self, default: 0)
    kernelOutputFeatureDimension = table.integer(slot: 9, as: Int64.self, default: 0)
    kernelSpatialDimensions = try table.integers(slot: 10, as: Int64.self)
    outputBatchDimension = table.integer(slot: 11, as: Int64.self, default: 0)
    outputFeatureDimension = table.integer(slot: 12, as: Int64.self, default: 0)
    outputSpatialDimensions = try table.integers(slot: 13, as: Int64.self)
    featureGroupCount = table.integer(slot: 14, as: Int64.self, default: 0)
    batchGroupCount = table.integer(slot: 15, as: Int64.self, default: 0)
    precisionConfig = try table.enumerations(slot: 16)
  }
}
