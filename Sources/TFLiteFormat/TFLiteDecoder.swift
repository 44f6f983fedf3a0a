import EdgeSupport

/// Reads `.tflite` files. Files are hostile: everything is verified before it is used, every index is checked, and
/// the work is bounded by the size of the file.
public enum TFLiteDecoder {
  /// Whether the bytes carry the format's identifier, which says nothing about the rest.
  public static func looksLikeTFLite(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.dropFirst(4).prefix(4).elementsEqual(SchemaLayout.identifier.utf8)
  }

  /// The model. Constant data stays where it is in `bytes` and is shared, not copied.
  ///
  /// - Parameter path: the name of the file in diagnostics.
  /// - Throws: `Diagnostic` E102 for another format, E101 for a damaged file, E103 for weights in another file, E107
  ///   for content that multiplies when read.
  public static func decode(_ bytes: [UInt8], path: String) throws -> TFLiteModel {
    guard looksLikeTFLite(bytes) else {
      throw Diagnostic.error(
        .unrecognizedFormat, "expected the identifier TFL3 of a TFLite file", at: .init(file: path))
    }
    let model = try bytes.withUnsafeBytes { raw in
      let reader = try FlatBufferReader(verifying: raw, path: path)
      return try ModelReader(model: reader.root, file: bytes).read()
    }
    if let problem = model.inconsistency() { throw FlatBufferReader.malformed(problem, path: path) }
    return model
  }
}
