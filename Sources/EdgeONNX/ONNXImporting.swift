public import EdgeIR
public import EdgeSupport

/// One row of the import table: how a node of some ONNX operator becomes nodes of the graph.
public struct ONNXImporter: Sendable {
  /// `""` is ONNX's default domain.
  public let domain: String
  public let operatorType: String
  /// The first opset in which this row holds; it does until the next row of the same operator.
  public let sinceVersion: Int
  /// Adds nodes through the context and returns the values of the node's outputs, in order; outputs that the
  /// model does not ask for may be left off the end.
  public let build: @Sendable (ImportContext) throws -> [ValueID]
  /// True when the importer knows that an input of i8 or u8 may hold integers of less than 8 bits, from the model's
  /// own constants, and when nothing it makes of them depends on which.
  public let readsNarrowIntegers: Bool

  public init(
    _ operatorType: String, since sinceVersion: Int, domain: String = "", readsNarrowIntegers: Bool = false,
    build: @escaping @Sendable (ImportContext) throws -> [ValueID]
  ) {
    self.domain = domain
    self.operatorType = operatorType
    self.sinceVersion = sinceVersion
    self.build = build
    self.readsNarrowIntegers = readsNarrowIntegers
  }
}

/// The ONNX aspect: which ONNX operators become this one. Adopted by operators, and by caseless enums for ONNX
/// operators that are spelled with several canonical ones.
public protocol ONNXImporting: Sendable {
  static var importers: [ONNXImporter] { get }
}

/// Why a node cannot be imported. The driver adds the location.
public struct ImportError: Error, Sendable {
  public let code: DiagnosticCode
  public let message: String
  public let hint: String?

  public init(_ code: DiagnosticCode, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

/// Lookup of importers by domain, operator and opset.
public struct ONNXImporterTable: Sendable {
  private var rows: [String: [ONNXImporter]] = [:]
  let vocabulary: any ExtentVocabulary

  public init(_ importers: [ONNXImporter], vocabulary: any ExtentVocabulary) {
    self.vocabulary = vocabulary
    for importer in importers {
      rows[Self.key(importer.domain, importer.operatorType), default: []].append(importer)
    }
    for key in rows.keys { rows[key]?.sort { $0.sinceVersion < $1.sinceVersion } }
  }

  /// The row in force at `version`, nil when the operator is unknown or newer than that.
  public func importer(domain: String, operatorType: String, version: Int) -> ONNXImporter? {
    rows[Self.key(domain, operatorType)]?.last { $0.sinceVersion <= version }
  }

  private static func key(_ domain: String, _ type: String) -> String { "\(domain)::\(type)" }
}
