import FlatBuffersBridge

/// Writes tables by slot number. Children are written before their parents, and a field that equals its default is
/// left out, as FlatBuffers readers expect.
final class FlatBufferBuilder {
  typealias Offset = fbb_offset
  /// The type number of a union and its table.
  typealias Union = (type: UInt8, table: Offset)

  /// The first number that did not fit the schema's integer type; what was written in its place is 0.
  private(set) var misfit: Int?

  private let builder: OpaquePointer
  private var tableStart: Offset = 0

  /// Builds inside `memory` as long as it suffices; it must outlive the builder. With nil, builds on the heap.
  init(memory: UnsafeMutableRawBufferPointer? = nil) {
    builder = fbb_new(memory?.baseAddress, memory?.count ?? 0)
  }

  deinit { fbb_delete(builder) }

  // MARK: Children

  func string(_ text: String) -> Offset {
    guard !text.isEmpty else { return 0 }
    var text = text
    return text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { fbb_string(builder, $0.baseAddress, $0.count) }
    }
  }

  /// A vector of scalars; an empty one is left out unless `keepEmpty`.
  func vector<Scalar: BitwiseCopyable>(_ elements: [Scalar], keepEmpty: Bool = false) -> Offset {
    guard keepEmpty || !elements.isEmpty else { return 0 }
    return elements.withUnsafeBytes {
      fbb_vector(builder, $0.baseAddress, elements.count, MemoryLayout<Scalar>.size, 1)
    }
  }

  func vector<Stored: FixedWidthInteger & BitwiseCopyable>(
    _ elements: [Int], as type: Stored.Type, keepEmpty: Bool = false
  ) -> Offset {
    vector(elements.map { narrowed($0, as: type) }, keepEmpty: keepEmpty)
  }

  func vector(ofTables offsets: [Offset]) -> Offset {
    guard !offsets.isEmpty else { return 0 }
    return offsets.withUnsafeBufferPointer { fbb_vector_of_offsets(builder, $0.baseAddress, $0.count) }
  }

  /// Bytes whose first one lies at a multiple of `alignment` from the start of the file.
  func vector(bytes: UnsafeRawBufferPointer, alignment: Int) -> Offset {
    fbb_vector(builder, bytes.baseAddress, bytes.count, 1, alignment)
  }

  // MARK: Tables

  func startTable() { tableStart = fbb_table_start(builder) }

  func endTable() -> Offset { fbb_table_end(builder, tableStart) }

  func add(slot: UInt16, _ offset: Offset) { fbb_add_offset(builder, slot, offset) }

  /// A union takes two slots: `unionSlot` is the second one, which holds the table.
  func add(unionSlot: UInt16, _ union: Union?) {
    guard let union else { return }
    fbb_add_offset(builder, unionSlot, union.table)
    fbb_add_8(builder, unionSlot - 1, union.type)
  }

  func add(slot: UInt16, _ value: Bool, default initial: Bool) {
    if value != initial { fbb_add_8(builder, slot, value ? 1 : 0) }
  }

  func add(slot: UInt16, _ value: Float, default initial: Float) {
    if value.bitPattern != initial.bitPattern { fbb_add_32(builder, slot, value.bitPattern) }
  }

  func add<Stored: FixedWidthInteger>(slot: UInt16, _ value: Int, as type: Stored.Type, default initial: Int)
  {
    if value != initial { add(slot: slot, bits: narrowed(value, as: type)) }
  }

  func add<Case: RawRepresentable & Equatable>(slot: UInt16, _ value: Case, default initial: Case)
  where Case.RawValue: FixedWidthInteger {
    if value != initial { add(slot: slot, bits: value.rawValue) }
  }

  private func add<Stored: FixedWidthInteger>(slot: UInt16, bits value: Stored) {
    switch Stored.bitWidth {
    case 8: fbb_add_8(builder, slot, UInt8(truncatingIfNeeded: value))
    case 16: fbb_add_16(builder, slot, UInt16(truncatingIfNeeded: value))
    case 32: fbb_add_32(builder, slot, UInt32(truncatingIfNeeded: value))
    default: fbb_add_64(builder, slot, UInt64(truncatingIfNeeded: value))
    }
  }

  private func narrowed<Stored: FixedWidthInteger>(_ value: Int, as type: Stored.Type) -> Stored {
    if let exact = Stored(exactly: value) { return exact }
    misfit = misfit ?? value
    return 0
  }

  // MARK: Result

  func finish(root: Offset, identifier: String) { fbb_finish(builder, root, identifier) }

  /// The finished bytes, which the builder owns.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: fbb_bytes(builder), count: fbb_size(builder))
  }
}
