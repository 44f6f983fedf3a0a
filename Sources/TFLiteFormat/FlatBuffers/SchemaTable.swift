/// A table of the schema as a value.
protocol SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset

  /// - Throws: `FlatBufferTable.malformed` when a field holds what the schema does not allow.
  init(reading table: FlatBufferTable) throws
}
