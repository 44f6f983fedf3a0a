/// The part of edgec that speaks, told from the first digit of a code.
public enum DiagnosticArea: Int, CaseIterable, Sendable {
  case decoding = 1
  case importing, graph, quantization, tflite, c, comparison, commandLine, internalErrors

  public var title: String {
    switch self {
    case .decoding: "decoding a model file"
    case .importing: "importing a model"
    case .graph: "the graph and its layout"
    case .quantization: "quantization"
    case .tflite: "TFLite"
    case .c: "C"
    case .comparison: "data and comparison"
    case .commandLine: "command line and files"
    case .internalErrors: "bugs in edgec"
    }
  }

  public var codes: [DiagnosticCode] {
    DiagnosticCode.allCases.filter { $0.rawValue.hasPrefix("E\(rawValue)") }
  }
}
