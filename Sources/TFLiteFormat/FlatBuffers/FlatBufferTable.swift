import EdgeSupport
import FlatBuffersBridge

/// One table of verified bytes, read by slot number. Absent fields read as their defaults, absent vectors as empty.
/// The slots and types asked for must be those of the schema the bytes were verified against.
struct FlatBufferTable {
  let reader: FlatBufferReader
  let position: Int

  func malformed(_ message: String) -> Diagnostic { FlatBufferReader.malformed(message, path: reader.path) }

  // MARK: Scalars

  func scalar<Stored: BitwiseCopyable>(slot: UInt16, default initial: Stored) -> Stored {
    guard let position = field(slot) else { return initial }
    return reader.bytes.loadUnaligned(fromByteOffset: position, as: Stored.self)
  }

  func boolean(slot: UInt16, default initial: Bool) -> Bool {
    scalar(slot: slot, default: UInt8(initial ? 1 : 0)) != 0
  }

  func float(slot: UInt16, default initial: Float) -> Float { scalar(slot: slot, default: initial) }

  func integer<Stored: FixedWidthInteger & BitwiseCopyable>(
    slot: UInt16, as type: Stored.Type, default initial: Int
  ) -> Int {
    Int(truncatingIfNeeded: scalar(slot: slot, default: Stored(truncatingIfNeeded: initial)))
  }

  func enumeration<Case: RawRepresentable>(slot: UInt16, default initial: Case) throws -> Case
  where Case.RawValue: FixedWidthInteger & BitwiseCopyable {
    try enumeration(scalar(slot: slot, default: initial.rawValue))
  }

  // MARK: Vectors

  func integers<Stored: FixedWidthInteger & BitwiseCopyable>(slot: UInt16, as type: Stored.Type) throws
    -> [Int]
  {
    try scalars(slot: slot, as: type).map { Int(truncatingIfNeeded: $0) }
  }

  func floats(slot: UInt16) throws -> [Float] { try scalars(slot: slot, as: Float.self) }

  func bytes(slot: UInt16) throws -> [UInt8] { try scalars(slot: slot, as: UInt8.self) }

  func booleans(slot: UInt16) throws -> [Bool] { try bytes(slot: slot).map { $0 != 0 } }

  func enumerations<Case: RawRepresentable>(slot: UInt16) throws -> [Case]
  where Case.RawValue: FixedWidthInteger & BitwiseCopyable {
    try scalars(slot: slot, as: Case.RawValue.self).map { try enumeration($0) }
  }

  /// Where the elements of a byte vector lie, for bytes that are shared instead of copied. Nil when absent.
  func range(slot: UInt16) -> Range<Int>? { vector(slot).map { $0.start..<$0.start + $0.count } }

  func string(slot: UInt16) throws -> String {
    let bytes = try bytes(slot: slot)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed("name with invalid bytes, expected UTF-8")
    }
    return text
  }

  // MARK: Tables

  func table(slot: UInt16) throws -> FlatBufferTable? {
    guard let field = field(slot) else { return nil }
    return try table(offsetAt: field)
  }

  func tables(slot: UInt16) throws -> [FlatBufferTable] {
    guard let (start, count) = vector(slot) else { return [] }
    try reader.charge(4 * count)
    return try (0..<count).map { try table(offsetAt: start + 4 * $0) }
  }

  /// A union's type and table; `slot` is the table's. Nil when either is absent.
  func union(slot: UInt16) throws -> (type: UInt8, table: FlatBufferTable)? {
    let type: UInt8 = scalar(slot: slot - 1, default: 0)
    guard type != 0, let table = try table(slot: slot) else { return nil }
    return (type, table)
  }

  // MARK: Private

  private func field(_ slot: UInt16) -> Int? {
    let found = fbb_field_position(reader.bytes.baseAddress, position, slot)
    return found == 0 ? nil : found
  }

  private func table(offsetAt field: Int) throws -> FlatBufferTable {
    // A table costs at least its offset to the vtable, so that many parents sharing one are counted too.
    try reader.charge(4)
    return FlatBufferTable(reader: reader, position: fbb_follow(reader.bytes.baseAddress, field))
  }

  private func vector(_ slot: UInt16) -> (start: Int, count: Int)? {
    guard let field = field(slot) else { return nil }
    let vector = fbb_follow(reader.bytes.baseAddress, field)
    return (vector + 4, fbb_count(reader.bytes.baseAddress, vector))
  }

  private func scalars<Stored: BitwiseCopyable>(slot: UInt16, as type: Stored.Type) throws -> [Stored] {
    guard let (start, count) = vector(slot) else { return [] }
    let width = MemoryLayout<Stored>.size
    try reader.charge(width * count)
    return (0..<count).map { reader.bytes.loadUnaligned(fromByteOffset: start + width * $0, as: Stored.self) }
  }

  private func enumeration<Case: RawRepresentable>(_ raw: Case.RawValue) throws -> Case {
    guard let value = Case(rawValue: raw) else {
      throw malformed("unknown value \(raw) of \(Case.self)")
    }
    return value
  }
}
