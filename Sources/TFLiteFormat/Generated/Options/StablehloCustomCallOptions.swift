// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloCustomCallOptions` table.
public struct StablehloCustomCallOptions: Hashable, Sendable {
  public var callTargetName: String
  public var hasSideEffect: Bool
  public var backendConfig: String
  public var apiVersion: Int
  public var calledComputations: [Int]
  public var customAttributes: [UInt8]

  public init(
    callTargetName: String = "",
    hasSideEffect: Bool = false,
    backendConfig: String = "",
    apiVersion: Int = 0,
    calledComputations: [Int] = [],
    customAttributes: [UInt8] = []
  ) {
    self.callTargetName = callTargetName
    self.hasSideEffect = hasSideEffect
    self.backendConfig = backendConfig
    self.apiVersion = apiVersion
    self.calledComputations = calledComputations
    self.customAttributes = customAttributes
  }
}

extension StablehloCustomCallOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let callTargetNameOffset = builder.string(callTargetName)
    let backendConfigOffset = builder.string(backendConfig)
    let calledComputationsOffset = builder.vector(calledComputations, as: Int32.self)
    let customAttributesOffset = builder.vector(customAttributes)
    builder.startTable()
    builder.add(slot: 0, callTargetNameOffset)
    builder.add(slot: 2, backendConfigOffset)
    builder.add(slot: 3, apiVersion, as: Int32.self, default: 0)
    builder.add(slot: 4, calledComputationsOffset)
    builder.add(slot: 5, customAttributesOffset)
    builder.add(slot: 1, hasSideEffect, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    callTargetName = try table.string(slot: 0)
    hasSideEffect = table.boolean(slot: 1, default: false)
    backendConfig = try table.string(slot: 2)
    apiVersion = table.integer(slot: 3, as: Int32.self, default: 0)
    calledComputations = try table.integers(slot: 4, as: Int32.self)
    customAttributes = try table.bytes(slot: 5)
  }
}
