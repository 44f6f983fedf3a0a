import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import TFLiteFormat

/// A TFLite model of one operator, or of several that `operators` adds later.
struct SingleOperator {
  enum Operand {
    case given(Tensor)
    case constant(Tensor)
    case absent
  }

  var model: TFLiteModel
  private let arguments: [Tensor]

  /// - Parameter outputs: the types that the model declares.
  init(
    _ code: BuiltinOperator, _ options: BuiltinOptions?, _ operands: [Operand],
    outputs: [TensorType]
  ) {
    var subgraph = TFLiteSubgraph(name: "main")
    var arguments: [Tensor] = []
    let inputs = operands.enumerated().map { position, operand in
      switch operand {
      case .absent: return -1
      case .given(let tensor):
        arguments.append(tensor)
        subgraph.inputs.append(subgraph.tensors.count)
        subgraph.tensors.append(Self.tensor("x\(position)", tensor.type))
      case .constant(let tensor):
        var constant = Self.tensor("c\(position)", tensor.type)
        constant.buffer = TFLiteBuffer([UInt8](tensor.storage.bytes))
        subgraph.tensors.append(constant)
      }
      return subgraph.tensors.count - 1
    }
    for (position, type) in outputs.enumerated() {
      subgraph.outputs.append(subgraph.tensors.count)
      subgraph.tensors.append(Self.tensor("y\(position)", type))
    }
    subgraph.operators = [
      TFLiteOperator(code: code, inputs: inputs, outputs: subgraph.outputs, options: options)
    ]
    self.arguments = arguments
    model = TFLiteModel(subgraphs: [subgraph])
  }

  init(_ code: BuiltinOperator, _ operands: [Operand], outputs: [TensorType]) {
    self.init(code, nil, operands, outputs: outputs)
  }

  private static func tensor(_ name: String, _ type: TensorType) -> TFLiteTensor {
    TFLiteTensor(name: name, type: type.element.tflite, shape: type.shape)
  }

  func graph(notes: DiagnosticCollector = DiagnosticCollector()) throws -> Graph {
    try TFLiteImportHost.importGraph(
      model, file: "model.tflite", table: OperatorCatalog.tfliteImporters, notes: notes)
  }

  /// The codes of what import says is wrong; empty when it succeeds.
  func problems() -> [DiagnosticCode] {
    do {
      _ = try graph()
      return []
    } catch let error as DiagnosticsError {
      return error.diagnostics.map(\.code)
    } catch {
      return [.internalInvariant]
    }
  }

  /// Holds the imported graph, run by the interpreter, against LiteRT.
  func check(
    _ tolerance: OperatorCheck.Tolerance = .init(), resolver: LiteRTOracle.Resolver = .reference
  ) throws {
    let answer = try LiteRTOracle.run(
      TFLiteEncoder.encode(model), inputs: arguments.map { OracleTensor($0) }, resolver: resolver)
    let outputs = try Interpreter(graph()).run(arguments)
    guard outputs.count == answer.outputs.count else {
      throw OperatorCheck.Mismatch(description: "\(outputs.count) outputs, \(answer.outputs.count) in LiteRT")
    }
    for (index, pair) in zip(outputs, answer.outputs).enumerated() {
      guard let expected = pair.1.tensor else {
        throw OperatorCheck.Mismatch(description: "LiteRT's output \(index) is \(pair.1.elementType)")
      }
      try OperatorCheck.compare(pair.0.as(pair.0.type.plain), expected, tolerance, output: index)
    }
  }
}
