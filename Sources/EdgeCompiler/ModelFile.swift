public import EdgeIR
import EdgeONNX
import EdgeSupport
import EdgeTFLite
public import ONNXFormat
public import TFLiteFormat

/// A model file, decoded and not yet interpreted. The format is told from the content, never from the name.
public struct ModelFile {
  public enum Content {
    case onnx(ONNXModel)
    case tflite(TFLiteModel)
  }

  public let path: String
  public let sizeInBytes: Int
  public let content: Content

  /// - Throws: `DiagnosticsError`: E801 when the file cannot be read, E102 when it is no model, otherwise what the
  ///   decoders find.
  public init(_ path: String) throws {
    do {
      let source = try ByteSource(path: path)
      let head = try source.bytes(at: 0, count: min(1 << 16, source.size))
      self.path = path
      sizeInBytes = source.size
      if TFLiteDecoder.looksLikeTFLite(head) {
        content = .tflite(
          try TFLiteDecoder.decode(try source.bytes(at: 0, count: source.size), path: path))
      } else if ONNXDecoder.looksLikeONNX(head) {
        content = .onnx(try ONNXDecoder.decodeModel(path: path))
      } else {
        throw ModelFile.unrecognized(path, head)
      }
    } catch let diagnostic as Diagnostic {
      throw DiagnosticsError([diagnostic])
    }
  }

  /// The format and what the file says of its making.
  var origin: [String] {
    switch content {
    case .onnx(let model):
      let opsets = model.opsetImports.map { "\($0.domain.isEmpty ? "" : "\($0.domain) ")opset \($0.version)" }
      let producer = [model.producerName, model.producerVersion].filter { !$0.isEmpty }
      return ["ONNX"] + opsets + (producer.isEmpty ? [] : [producer.joined(separator: " ")])
    case .tflite(let model): return ["TFLite"] + (model.description.isEmpty ? [] : [model.description])
    }
  }

  /// The file's size in words; weights in other files are not in it.
  public var describedSize: String {
    guard case .onnx(let model) = content,
      model.graph.initializers.reduce(0, { $0 + $1.data.count }) > sizeInBytes
    else { return "\(sizeInBytes.grouped) B" }
    return "\(sizeInBytes.grouped) B and external data"
  }

  /// The digest that names the model in what is made from it: of this file's bytes, external data apart.
  ///
  /// - Throws: `Diagnostic` E801.
  public func sha256() throws -> String { try SHA256.hexDigest(ByteSource(path: path)) }

  private static func unrecognized(_ path: String, _ head: [UInt8]) -> Diagnostic {
    let looks: String
    if head.isEmpty {
      looks = "the file is empty"
    } else if head.starts(with: "<".utf8) {
      looks = "it looks like a web page: the download may have failed"
    } else if head.starts(with: "version https://git-lfs".utf8) {
      looks = "it is a Git LFS pointer: run `git lfs pull`"
    } else if head.starts(with: [0x50, 0x4B]) {
      looks = "it is a zip archive (PyTorch's .pt, Keras' .keras?): export it to ONNX"
    } else {
      looks = "give the file that torch.onnx.export or another ONNX exporter wrote"
    }
    return .error(
      .unrecognizedFormat, "is neither an ONNX nor a TFLite model", at: .init(file: path), hint: looks)
  }
}

extension ModelFile {
  /// An input or output as the file declares it.
  public struct Port: Sendable {
    public let name: String
    /// Nil unless it is declared a tensor of a type that edgec computes with and of known shape.
    public let type: TensorType?
  }

  /// The inputs that the caller gives, in order: without those that are mere defaults of initializers.
  var inputs: [Port] {
    switch content {
    case .onnx(let model):
      let initialized = Set(
        model.graph.initializers.map(\.name) + model.graph.sparseInitializers.map(\.values.name))
      return model.graph.inputs.filter { !initialized.contains($0.name) }.map(Port.init)
    case .tflite(let model):
      return TFLiteInterface(model).inputs.map { Port(name: $0.name, type: $0.type) }
    }
  }

  var outputs: [Port] {
    switch content {
    case .onnx(let model): model.graph.outputs.map(Port.init)
    case .tflite(let model): TFLiteInterface(model).outputs.map { Port(name: $0.name, type: $0.type) }
    }
  }
}

extension ModelFile.Port {
  fileprivate init(_ info: ONNXValueInfo) {
    name = info.name
    guard case .tensor(let onnx, let dimensions?)? = info.type, let element = ElementType(onnx: onnx) else {
      type = nil
      return
    }
    let shape = dimensions.compactMap { dimension in
      if case .value(let size) = dimension { size } else { nil }
    }
    let declared = TensorType(element, shape)
    let isKnown = shape.count == dimensions.count && declared.fits(limitInBytes: tensorLimitInBytes)
    type = isKnown ? declared : nil
  }
}
