public import EdgeIR
public import EdgeSupport
public import TFLiteFormat

/// One row of the import table: how a TFLite operator becomes nodes of the graph.
public struct TFLiteImporter: Sendable {
  public let code: BuiltinOperator
  /// Adds nodes through the context and returns the values of the operator's outputs, in order.
  public let build: @Sendable (TFLiteImportContext) throws -> [ValueID]

  public init(_ code: BuiltinOperator, build: @escaping @Sendable (TFLiteImportContext) throws -> [ValueID]) {
    self.code = code
    self.build = build
  }
}

/// The way back from TFLite: which builtin operators become this one. Adopted by operators, and by caseless enums
/// for builtin operators that are spelled with several canonical ones.
public protocol TFLiteImporting: Sendable {
  static var tfliteImporters: [TFLiteImporter] { get }
}

/// Why an operator cannot be imported. The driver adds the location.
public struct TFLiteImportError: Error, Sendable {
  public let code: DiagnosticCode
  public let message: String
  public let hint: String?

  public init(_ code: DiagnosticCode, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

/// Lookup of importers by operator.
public struct TFLiteImporterTable: Sendable {
  private var rows: [BuiltinOperator: TFLiteImporter] = [:]

  public init(_ importers: [TFLiteImporter]) {
    for importer in importers { rows[importer.code] = importer }
  }

  /// Nil for an operator that edgec does not import.
  public func importer(_ code: BuiltinOperator) -> TFLiteImporter? { rows[code] }
}
