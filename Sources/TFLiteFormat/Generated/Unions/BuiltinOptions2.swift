// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BuiltinOptions2` union.
public enum BuiltinOptions2: Hashable, Sendable {
  case stablehloConcatenate(StablehloConcatenateOptions)
  case stablehloBroadcastInDim(StablehloBroadcastInDimOptions)
  case stablehloSlice(StablehloSliceOptions)
  case stablehloConvolution(StablehloConvolutionOptions)
  case stablehloCustomCall(StablehloCustomCallOptions)
  case stablehloReduce(StablehloReduceOptions)
  case stablehloScatter(StablehloScatterOptions)
  case stablehloCompare(StablehloCompareOptions)
  case stablehloDynamicSlice(StablehloDynamicSliceOptions)
  case stablehloPad(StablehloPadOptions)
  case stablehloIota(StablehloIotaOptions)
  case stablehloDotGeneral(StablehloDotGeneralOptions)
  case stablehloReduceWindow(StablehloReduceWindowOptions)
  case stablehloSort(StablehloSortOptions)
  case stablehloWhile(StablehloWhileOptions)
  case stablehloGather(StablehloGatherOptions)
  case stablehloTranspose(StablehloTransposeOptions)
  case dilate(DilateOptions)
  case stablehloRngBitGenerator(StablehloRngBitGeneratorOptions)
  case reduceWindow(ReduceWindowOptions)
  case stableHLOComposite(StableHLOCompositeOptions)
  case stablehloShiftLeft(StablehloShiftLeftOptions)
  case stablehloCase(StablehloCaseOptions)
}

extension BuiltinOptions2 {
  /// The type number and the offset of the written table.
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Union {
    switch self {
    case .stablehloConcatenate(let table): (type: 1, table: table.write(to: builder))
    case .stablehloBroadcastInDim(let table): (type: 2, table: table.write(to: builder))
    case .stablehloSlice(let table): (type: 3, table: table.write(to: builder))
    case .stablehloConvolution(let table): (type: 4, table: table.write(to: builder))
    case .stablehloCustomCall(let table): (type: 5, table: table.write(to: builder))
    case .stablehloReduce(let table): (type: 6, table: table.write(to: builder))
    case .stablehloScatter(let table): (type: 7, table: table.write(to: builder))
    case .stablehloCompare(let table): (type: 8, table: table.write(to: builder))
    case .stablehloDynamicSlice(let table): (type: 9, table: table.write(to: builder))
    case .stablehloPad(let table): (type: 10, table: table.write(to: builder))
    case .stablehloIota(let table): (type: 11, table: table.write(to: builder))
    case .stablehloDotGeneral(let table): (type: 12, table: table.write(to: builder))
    case .stablehloReduceWindow(let table): (type: 13, table: table.write(to: builder))
    case .stablehloSort(let table): (type: 14, table: table.write(to: builder))
    case .stablehloWhile(let table): (type: 15, table: table.write(to: builder))
    case .stablehloGather(let table): (type: 16, table: table.write(to: builder))
    case .stablehloTranspose(let table): (type: 17, table: table.write(to: builder))
    case .dilate(let table): (type: 18, table: table.write(to: builder))
    case .stablehloRngBitGenerator(let table): (type: 19, table: table.write(to: builder))
    case .reduceWindow(let table): (type: 20, table: table.write(to: builder))
    case .stableHLOComposite(let table): (type: 21, table: table.write(to: builder))
    case .stablehloShiftLeft(let table): (type: 22, table: table.write(to: builder))
    case .stablehloCase(let table): (type: 23, table: table.write(to: builder))
    }
  }

  init(type: UInt8, reading table: FlatBufferTable) throws {
    switch type {
    case 1: self = .stablehloConcatenate(try StablehloConcatenateOptions(reading: table))
    case 2: self = .stablehloBroadcastInDim(try StablehloBroadcastInDimOptions(reading: table))
    case 3: self = .stablehloSlice(try StablehloSliceOptions(reading: table))
    case 4: self = .stablehloConvolution(try StablehloConvolutionOptions(reading: table))
    case 5: self = .stablehloCustomCall(try StablehloCustomCallOptions(reading: table))
    case 6: self = .stablehloReduce(try StablehloReduceOptions(reading: table))
    case 7: self = .stablehloScatter(try StablehloScatterOptions(reading: table))
    case 8: self = .stablehloCompare(try StablehloCompareOptions(reading: table))
    case 9: self = .stablehloDynamicSlice(try StablehloDynamicSliceOptions(reading: table))
    case 10: self = .stablehloPad(try StablehloPadOptions(reading: table))
    case 11: self = .stablehloIota(try StablehloIotaOptions(reading: table))
    case 12: self = .stablehloDotGeneral(try StablehloDotGeneralOptions(reading: table))
    case 13: self = .stablehloReduceWindow(try StablehloReduceWindowOptions(reading: table))
    case 14: self = .stablehloSort(try StablehloSortOptions(reading: table))
    case 15: self = .stablehloWhile(try StablehloWhileOptions(reading: table))
    case 16: self = .stablehloGather(try StablehloGatherOptions(reading: table))
    case 17: self = .stablehloTranspose(try StablehloTransposeOptions(reading: table))
    case 18: self = .dilate(try DilateOptions(reading: table))
    case 19: self = .stablehloRngBitGenerator(try StablehloRngBitGeneratorOptions(reading: table))
    case 20: self = .reduceWindow(try ReduceWindowOptions(reading: table))
    case 21: self = .stableHLOComposite(try StableHLOCompositeOptions(reading: table))
    case 22: self = .stablehloShiftLeft(try StablehloShiftLeftOptions(reading: table))
    case 23: self = .stablehloCase(try StablehloCaseOptions(reading: table))
    default: throw table.malformed("unknown type \(type) of BuiltinOptions2")
    }
  }
}
