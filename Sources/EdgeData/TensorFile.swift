public import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// One tensor in one file: `.npy`, `.npz` of one array, ONNX TensorProto `.pb`, or raw little-endian `.bin`.
public enum TensorFile {
  enum Format {
    case npy, npz, tensorProto, raw

    /// Recognised by content where the format has a signature, by the file's name otherwise.
    init(of source: ByteSource) throws {
      let head = try source.bytes(at: 0, count: min(6, source.size))
      if head.starts(with: NPYHeader.magic) {
        self = .npy
      } else if head.starts(with: ZipArchive.magic) || head.starts(with: ZipArchive.emptyMagic) {
        self = .npz
      } else if let format = Format(name: source.path) {
        self = format
      } else {
        throw malformedData(
          "is not a tensor file", source.path, hint: "use .npy, .npz, .pb (ONNX TensorProto) or .bin (raw)")
      }
    }

    init?(name path: String) {
      switch path {
      case _ where path.hasSuffix(".npy"): self = .npy
      case _ where path.hasSuffix(".npz"): self = .npz
      case _ where path.hasSuffix(".pb"): self = .tensorProto
      case _ where path.hasSuffix(".bin"): self = .raw
      default: return nil
      }
    }
  }

  /// - Parameter declared: The type of a raw file's elements; it is not compared with what other files say.
  /// - Throws: `Diagnostic` E801 when the file cannot be read, E702 or E105 when it is malformed, E106 for
  ///   element types edgec does not compute with, E701 when a raw file has another size than `declared`.
  public static func read(_ path: String, as declared: TensorType? = nil) throws -> Tensor {
    let array = try StoredArray(path: path, declared: declared)
    if let declared, Format(name: path) == .raw, array.type != declared {
      throw Diagnostic.error(
        .dataMismatch,
        "expected \(declared.sizeInBytes) bytes for \(declared), got \(array.type.sizeInBytes)",
        at: .init(file: path))
    }
    return try array.read()
  }

  /// Writes `tensor` in the format that the path's extension names; an array in an `.npz` is called `arr_0`.
  ///
  /// - Throws: `Diagnostic` E803 for another extension, E802 when the file cannot be written.
  public static func write(_ tensor: Tensor, _ path: String) throws {
    switch Format(name: path) {
    case .npy: try FileSystem.write(NPY.encode(tensor), to: path)
    case .npz: try FileSystem.write(NPZ.encode([("arr_0", tensor)], path: path), to: path)
    case .tensorProto: try FileSystem.write(encodeTensorProto(tensor), to: path)
    case .raw: try FileSystem.write(Array(tensor.storage.bytes), to: path)
    case nil:
      throw Diagnostic.error(
        .invalidOption, "expected a tensor file's name, got '\(path)'", hint: "use .npy, .npz, .pb or .bin")
    }
  }

  /// ONNX's TensorProto, with the numbers in `raw_data`.
  public static func encodeTensorProto(_ tensor: Tensor, name: String = "") -> [UInt8] {
    ONNXEncoder.encode(tensor.onnx(name: name))
  }

  /// - Throws: `Diagnostic` as `ONNXDecoder.decodeTensor`; E106 for element types edgec does not compute with.
  public static func decodeTensorProto(_ bytes: [UInt8], path: String) throws -> Tensor {
    let tensor = try ONNXDecoder.decodeTensor(bytes: bytes, path: path)
    do {
      return try Tensor(onnx: tensor)
    } catch var diagnostic as Diagnostic {
      diagnostic.location.file = path
      throw diagnostic
    }
  }
}
