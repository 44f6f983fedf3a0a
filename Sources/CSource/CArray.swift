/// The elements of a constant array.
public enum CArrayElements: Hashable, Sendable {
  case float([Float])
  case double([Double])
  case int8([Int8])
  case int16([Int16])
  case int32([Int32])
  case int64([Int64])
  case uint8([UInt8])
  case uint16([UInt16])
  case uint32([UInt32])
  case uint64([UInt64])
  /// 0 and 1, in `uint8_t`.
  case bool([Bool])
  case expressions(CType, [CExpression])

  public var type: CType {
    switch self {
    case .float: .float
    case .double: .double
    case .int8: .integer(bits: 8)
    case .int16: .integer(bits: 16)
    case .int32: .integer(bits: 32)
    case .int64: .integer(bits: 64)
    case .uint8, .bool: .integer(bits: 8, signed: false)
    case .uint16: .integer(bits: 16, signed: false)
    case .uint32: .integer(bits: 32, signed: false)
    case .uint64: .integer(bits: 64, signed: false)
    case .expressions(let type, _): type
    }
  }

  public var count: Int {
    switch self {
    case .float(let values): values.count
    case .double(let values): values.count
    case .int8(let values): values.count
    case .int16(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .uint8(let values): values.count
    case .uint16(let values): values.count
    case .uint32(let values): values.count
    case .uint64(let values): values.count
    case .bool(let values): values.count
    case .expressions(_, let values): values.count
    }
  }

  /// Calls `body` with each element's literal, in order.
  func forEachLiteral(_ body: (String) -> Void) {
    switch self {
    case .float(let values): for value in values { body(CLiteral.text(of: value)) }
    case .double(let values): for value in values { body(CLiteral.text(of: value)) }
    case .int8(let values): for value in values { body(String(value)) }
    case .int16(let values): for value in values { body(String(value)) }
    case .int32(let values): for value in values { body(String(value)) }
    case .int64(let values): for value in values { body(CLiteral.text(of: value)) }
    case .uint8(let values): for value in values { body(String(value)) }
    case .uint16(let values): for value in values { body(String(value)) }
    case .uint32(let values): for value in values { body(CLiteral.text(of: UInt64(value))) }
    case .uint64(let values): for value in values { body(CLiteral.text(of: value)) }
    case .bool(let values): for value in values { body(value ? "1" : "0") }
    case .expressions(_, let values): for value in values { body(value.text) }
    }
  }
}

/// `static const type name[count] = {…};` An empty array is declared with one zero element: C99 has no empty ones.
public struct CArray: Hashable, Sendable {
  public var name: String
  public var elements: CArrayElements
  /// Words before the type, e.g. a macro that places the array in a memory section.
  public var attributes: [String]
  /// Printed on a line above.
  public var comment: String?

  public init(name: String, elements: CArrayElements, attributes: [String] = [], comment: String? = nil) {
    self.name = name
    self.elements = elements
    self.attributes = attributes
    self.comment = comment
  }
}
