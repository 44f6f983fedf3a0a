import FlatBuffersBridge
import Testing

@testable import TFLiteFormat

/// Every options table with every field filled in, by the schema's layout and without the generated code, must be
/// read and written back unchanged.
@Suite struct GeneratedTableTests {
  private struct Row {
    var slot: UInt16, kind: Int32, width: Int32, target: Int32
  }

  private static func rows(_ number: Int32) -> [Row] {
    (SchemaLayout.starts[Int(number)]..<SchemaLayout.starts[Int(number) + 1]).map {
      let row = SchemaLayout.fields[Int($0) * 4..<Int($0) * 4 + 4].map { $0 }
      return Row(slot: UInt16(row[0]), kind: row[1], width: row[2], target: row[3])
    }
  }

  private static func target(_ number: Int32, slot: UInt16) -> Int32 {
    rows(number).first { $0.slot == slot }?.target ?? -1
  }

  private static let operatorTable = target(
    target(SchemaLayout.root, slot: Slots.Model.subgraphs), slot: Slots.SubGraph.operators)

  /// The members of the union behind one of the operator's slots.
  private static func members(_ slot: UInt16) -> [(type: Int, table: Int32)] {
    rows(target(operatorTable, slot: slot)).map { (Int($0.slot), $0.target) }
  }

  /// A file whose only operator has the union member with each scalar and vector element set to a value that every
  /// enumeration has: `small` in single bytes, 2 in anything wider.
  private func file(unionSlot: UInt16, type: Int, table number: Int32, small: UInt8) -> [UInt8] {
    let builder = FlatBufferBuilder()
    func list(_ table: FlatBufferBuilder.Offset) -> FlatBufferBuilder.Offset {
      builder.vector(ofTables: [table])
    }
    let rows = Self.rows(number)
    let children = rows.map { child($0, builder, small: small) }
    builder.startTable()
    for (row, child) in zip(rows, children) {
      switch (row.kind, row.width) {
      case (Int32(FBB_SCALAR), 1): builder.add(slot: row.slot, Int(small), as: UInt8.self, default: -1)
      case (Int32(FBB_SCALAR), 4): builder.add(slot: row.slot, 2, as: Int32.self, default: -1)
      case (Int32(FBB_SCALAR), 8): builder.add(slot: row.slot, 2, as: Int64.self, default: -1)
      default: builder.add(slot: row.slot, child)
      }
    }
    let options = builder.endTable()
    builder.startTable()
    builder.add(unionSlot: unionSlot, (UInt8(type), options))
    let operators = list(builder.endTable())
    builder.startTable()
    let codes = list(builder.endTable())
    builder.startTable()
    builder.add(slot: Slots.SubGraph.operators, operators)
    let subgraphs = list(builder.endTable())
    builder.startTable()
    builder.add(slot: Slots.Model.version, 3, as: UInt32.self, default: 0)
    builder.add(slot: Slots.Model.operatorCodes, codes)
    builder.add(slot: Slots.Model.subgraphs, subgraphs)
    builder.finish(root: builder.endTable(), identifier: SchemaLayout.identifier)
    return Array(builder.bytes)
  }

  private func child(_ row: Row, _ builder: FlatBufferBuilder, small: UInt8) -> FlatBufferBuilder.Offset {
    switch (row.kind, row.width) {
    case (Int32(FBB_STRING), _): builder.string("name")
    case (Int32(FBB_VECTOR), 1): builder.vector([small, small])
    case (Int32(FBB_VECTOR), 4): builder.vector([2, 2, 2], as: Int32.self)
    case (Int32(FBB_VECTOR), 8): builder.vector([2], as: Int64.self)
    default: 0
    }
  }

  /// Reads the file, writes it again, and looks for every field in its slot.
  private func roundTrip(unionSlot: UInt16, type: Int, small: UInt8) throws -> TFLiteOperator {
    let number = Self.target(Self.target(Self.operatorTable, slot: unionSlot), slot: UInt16(type))
    let bytes = file(unionSlot: unionSlot, type: type, table: number, small: small)
    let model = try TFLiteDecoder.decode(bytes, path: "options.tflite")
    let written = try TFLiteEncoder.encode(model)
    #expect(try TFLiteDecoder.decode(written, path: "options.tflite") == model)
    try written.withUnsafeBytes { raw in
      let root = try FlatBufferReader(verifying: raw, path: "").root
      let subgraph = try #require(try root.tables(slot: Slots.Model.subgraphs).first)
      let node = try #require(try subgraph.tables(slot: Slots.SubGraph.operators).first)
      let options = try #require(try node.union(slot: unionSlot))
      #expect(Int(options.type) == type)
      for row in Self.rows(number) { try check(row, of: options.table, small: small) }
    }
    return try #require(model.subgraphs.first?.operators.first)
  }

  private func check(_ row: Row, of table: FlatBufferTable, small: UInt8) throws {
    switch (row.kind, row.width) {
    case (Int32(FBB_SCALAR), 1):
      // A byte that equals its default is absent; only defaults of 0, 1 and INT32 occur.
      #expect(table.scalar(slot: row.slot, default: small) == small)
    case (Int32(FBB_SCALAR), 4): #expect(table.scalar(slot: row.slot, default: Int32(0)) == 2)
    case (Int32(FBB_SCALAR), 8): #expect(table.scalar(slot: row.slot, default: Int64(0)) == 2)
    case (Int32(FBB_STRING), _): #expect(try table.string(slot: row.slot) == "name")
    case (Int32(FBB_VECTOR), 1): #expect(try table.bytes(slot: row.slot) == [small, small])
    case (Int32(FBB_VECTOR), 4): #expect(try table.integers(slot: row.slot, as: Int32.self) == [2, 2, 2])
    case (Int32(FBB_VECTOR), 8): #expect(try table.integers(slot: row.slot, as: Int64.self) == [2])
    default: Issue.record("options with a field of kind \(row.kind), which this test does not fill in")
    }
  }

  @Test(arguments: members(Slots.Operator.builtinOptions).map(\.type), [0, 1] as [UInt8])
  func optionsSurvive(type: Int, small: UInt8) throws {
    let node = try roundTrip(unionSlot: Slots.Operator.builtinOptions, type: type, small: small)
    #expect(node.options != nil)
  }

  @Test(arguments: members(Slots.Operator.builtinOptions2).map(\.type), [0, 1] as [UInt8])
  func laterOptionsSurvive(type: Int, small: UInt8) throws {
    // The only format of composite attributes is number 0.
    let composite = 21
    if type == composite, small == 1 { return }
    let node = try roundTrip(unionSlot: Slots.Operator.builtinOptions2, type: type, small: small)
    #expect(node.options2 != nil)
  }
}
