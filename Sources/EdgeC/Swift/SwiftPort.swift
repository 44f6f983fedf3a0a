import EdgeIR

/// An input or output of a program as Swift shows it.
struct SwiftPort {
  /// In lower camel case.
  let name: String
  let port: CProgram.Port
  let isInput: Bool

  static func ports(of program: CProgram, reserved: Set<String>) -> (
    inputs: [SwiftPort], outputs: [SwiftPort]
  ) {
    var identifiers = SwiftIdentifiers(reserved: reserved)
    func named(_ port: CProgram.Port, isInput: Bool) -> SwiftPort {
      let name = identifiers.name(port.name) { name in
        [shapeName(name), scaleName(name), zeroPointName(name), accessName(name, isMutable: isInput)]
      }
      return SwiftPort(name: name, port: port, isInput: isInput)
    }
    return (
      program.inputs.map { named($0, isInput: true) }, program.outputs.map { named($0, isInput: false) }
    )
  }

  /// The name in the model, for comments.
  var title: String { SwiftText.comment(port.name) }
  /// The type of its elements.
  var element: String { port.type.element.swiftName }
  var count: Int { port.type.elementCount }
  var shapeName: String { Self.shapeName(name) }
  var scaleName: String { Self.scaleName(name) }
  var zeroPointName: String { Self.zeroPointName(name) }
  /// The function that lends its memory.
  var accessName: String { Self.accessName(name, isMutable: isInput) }

  private static func shapeName(_ name: String) -> String { "\(name)Shape" }
  private static func scaleName(_ name: String) -> String { "\(name)Scale" }
  private static func zeroPointName(_ name: String) -> String { "\(name)ZeroPoint" }
  private static func accessName(_ name: String, isMutable: Bool) -> String {
    "withUnsafe\(isMutable ? "Mutable" : "")\(name.prefix(1).uppercased())\(name.dropFirst())"
  }
}

extension ElementType {
  /// The type that an array in Swift holds.
  var swiftName: String {
    switch self {
    case .float32: "Float"
    case .float64: "Double"
    case .bool: "Bool"
    case .int8: "Int8"
    case .int16: "Int16"
    case .int32: "Int32"
    case .int64: "Int64"
    case .uint8: "UInt8"
    case .uint16, .float16: "UInt16"
    case .uint32: "UInt32"
    case .uint64: "UInt64"
    }
  }
}
