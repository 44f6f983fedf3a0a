// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `QuantizationDetails` union.
public enum QuantizationDetails: Hashable, Sendable {
  case customQuantization(CustomQuantization)
  case blockwiseQuantization(BlockwiseQuantization)
  case multiAxisQuantization(MultiAxisQuantization)
}

extension QuantizationDetails {
  /// The type number and the offset of the written table.
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Union {
    switch self {
    case .customQuantization(let table): (type: 1, table: table.write(to: builder))
    case .blockwiseQuantization(let table): (type: 2, table: table.write(to: builder))
    case .multiAxisQuantization(let table): (type: 3, table: table.write(to: builder))
    }
  }

  init(type: UInt8, reading table: FlatBufferTable) throws {
    switch type {
    case 1: self = .customQuantization(try CustomQuantization(reading: table))
    case 2: self = .blockwiseQuantization(try BlockwiseQuantization(reading: table))
    case 3: self = .multiAxisQuantization(try MultiAxisQuantization(reading: table))
    default: throw table.malformed("unknown type \(type) of QuantizationDetails")
    }
  }
}
