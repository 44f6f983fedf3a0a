import EdgeSupport
import FlatBuffersBridge

/// Verified bytes, and how much may still be copied out of them.
///
/// Verification bounds every access but not the work: a small file can refer to one large vector from a million
/// places. The allowance stops that; files as writers make them refer to nearly everything once.
final class FlatBufferReader {
  let bytes: UnsafeRawBufferPointer
  let path: String
  private var allowance: Int

  /// - Throws: E101 unless every offset and length that the schema reaches is consistent.
  init(verifying bytes: UnsafeRawBufferPointer, path: String) throws {
    self.bytes = bytes
    self.path = path
    allowance = 8 * bytes.count + 65_536
    guard SchemaLayout.verify(bytes) else {
      throw Self.malformed("inconsistent offsets or lengths, expected a complete TFLite file", path: path)
    }
  }

  var root: FlatBufferTable {
    FlatBufferTable(reader: self, position: fbb_root(bytes.baseAddress))
  }

  /// - Throws: E107 when the file asks for many times its own size.
  func charge(_ count: Int) throws {
    guard count <= allowance else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "content refers to itself, expected every vector to be used about once",
        at: .init(file: path))
    }
    allowance -= count
  }

  static func malformed(_ message: String, path: String) -> Diagnostic {
    .error(
      .malformedModel, message, at: .init(file: path),
      hint: "convert or download the model again; the file seems damaged")
  }
}

extension SchemaLayout {
  static let identifier = "TFL3"

  static func verify(_ bytes: UnsafeRawBufferPointer) -> Bool {
    fields.withUnsafeBufferPointer { fields in
      starts.withUnsafeBufferPointer { starts in
        var schema = fbb_schema(fields: fields.baseAddress, starts: starts.baseAddress)
        // Constant data of models beyond 2 GiB lies behind the part that offsets can address.
        let addressable = min(bytes.count, fbb_maximum_size())
        return fbb_verify(bytes.baseAddress, addressable, identifier, &schema, root) != 0
      }
    }
  }
}
