import EdgeIR
import EdgeSupport

/// Sounds as samples of a model's only input, which takes amplitudes from -1 to 1: each cut to its length, or
/// followed by silence.
struct AudioFolder: SampleSource {
  private let files: [String]
  private let type: TensorType
  private let sampleRate: Int

  var count: Int { files.count }
  var limits: ClosedRange<Float>? { -1...1 }

  /// - Throws: `Diagnostic` E701 for an input that takes no sound; E702 or E801 for the first file.
  init(_ files: [String], input: DataSet.Port) throws {
    guard input.type.element.isFloat, input.type.shape.filter({ $0 != 1 }).count == 1 else {
      throw Diagnostic.error(
        .dataMismatch, "expected an input for sound, got \(input.type)",
        at: .init(file: files.first, value: input.name),
        hint: "sound fits f32[1,N]; give spectra and other features as .npy or .npz")
    }
    self.files = files
    type = input.type.plain
    sampleRate = try files.first.map { try WAVFile(ByteSource(path: $0)).sampleRate } ?? 0
  }

  func sample(at index: Int) throws -> [Tensor] {
    let path = files[index]
    let file = try WAVFile(ByteSource(path: path))
    guard file.sampleRate == sampleRate else {
      throw Diagnostic.error(
        .dataMismatch, "expected \(sampleRate) Hz as in '\(files[0])', got \(file.sampleRate) Hz",
        at: .init(file: path), hint: "bring all files to the rate that the model was trained with")
    }
    let sound = try file.read(limit: type.elementCount)
    let values = sound + [Float](repeating: 0, count: type.elementCount - sound.count)
    func make<Element: FloatElement>(_: Element.Type) -> Tensor {
      Tensor(type.shape, values.map { Element($0) })
    }
    return [type.element.floatType.map { make($0) } ?? Tensor(type.shape, values)]
  }
}
