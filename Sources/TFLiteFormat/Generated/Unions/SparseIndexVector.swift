// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SparseIndexVector` union.
public enum SparseIndexVector: Hashable, Sendable {
  case int32Vector(Int32Vector)
  case uint16Vector(Uint16Vector)
  case uint8Vector(Uint8Vector)
}

extension SparseIndexVector {
  /// The type number and the offset of the written table.
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Union {
    switch self {
    case .int32Vector(let table): (type: 1, table: table.write(to: builder))
    case .uint16Vector(let table): (type: 2, table: table.write(to: builder))
    case .uint8Vector(let table): (type: 3, table: table.write(to: builder))
    }
  }

  init(type: UInt8, reading table: FlatBufferTable) throws {
    switch type {
    case 1: self = .int32Vector(try Int32Vector(reading: table))
    case 2: self = .uint16Vector(try Uint16Vector(reading: table))
    case 3: self = .uint8Vector(try Uint8Vector(reading: table))
    default: throw table.malformed("unknown type \(type) of SparseIndexVector")
    }
  }
}
