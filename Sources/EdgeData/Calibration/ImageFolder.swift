import EdgeIR
import EdgeSupport

/// Pictures as samples of a model's only input.
struct ImageFolder: SampleSource {
  let limits: ClosedRange<Float>?
  private let files: [String]
  private let type: TensorType
  private let shape: ImageShape
  private let options: ImageOptions

  var count: Int { files.count }

  /// - Throws: `Diagnostic` E701 for an input that is no picture; E803 for options that do not fit it.
  init(_ files: [String], input: DataSet.Port, options: ImageOptions) throws {
    guard let shape = ImageShape(input.type.shape), input.type.element.isFloat || input.type.element == .uint8
    else {
      throw Diagnostic.error(
        .dataMismatch, "expected an input for pictures, got \(input.type)",
        at: .init(file: files.first, value: input.name),
        hint: "pictures fit f32[1,C,H,W] and f32[1,H,W,C], where C is 1 or 3; give tensors as .npy or .npz")
    }
    self.files = files
    self.shape = shape
    self.options = options
    type = input.type.plain
    for numbers in [options.mean, options.standardDeviation] {
      guard numbers.count == 1 || numbers.count == shape.channels, numbers.allSatisfy(\.isFinite) else {
        throw ImageFolder.invalid(
          "expected 1 or \(shape.channels) numbers for each channel's mean and deviation")
      }
    }
    guard options.scale.isFinite, !options.standardDeviation.contains(0) else {
      throw ImageFolder.invalid("expected a scale that is finite and deviations that are not 0")
    }
    let ends = (0..<shape.channels).flatMap { channel in
      [Float(0), 255].map { ImageFolder.normalize($0, channel, options) }
    }
    limits = type.element == .uint8 ? 0...255 : (ends.min() ?? 0)...(ends.max() ?? 0)
  }

  func sample(at index: Int) throws -> [Tensor] {
    let path = files[index]
    let image = try RGBImage(FileSystem.read(path), path: path)
    let grid = PixelGrid(
      width: image.width, height: image.height, channels: shape.channels,
      bytes: shape.channels == 1 ? image.grey : image.pixels)
    return [tensor(grid.resampled(toWidth: shape.width, height: shape.height, fit: options.fit))]
  }

  /// - Parameter values: Row by row, the channels of a point together.
  private func tensor(_ values: [Float]) -> Tensor {
    func make<Element: NumericElement>(_: Element.Type, _ convert: (Float, Int) -> Element) -> Tensor {
      Tensor.build(type.shape, of: Element.self) { target in
        let area = shape.width * shape.height
        for position in 0..<area {
          for channel in 0..<shape.channels {
            let source = options.channelOrder == .bgr ? shape.channels - 1 - channel : channel
            let value = values[position * shape.channels + source]
            target[shape.isChannelsLast ? position * shape.channels + channel : channel * area + position] =
              convert(value, channel)
          }
        }
      }
    }
    func floats<Element: FloatElement>(_: Element.Type) -> Tensor {
      make(Element.self) { Element(ImageFolder.normalize($0, $1, options)) }
    }
    guard let element = type.element.floatType else {
      return make(UInt8.self) { value, _ in UInt8(min(max(value.rounded(), 0), 255)) }
    }
    return floats(element)
  }

  private static func normalize(_ value: Float, _ channel: Int, _ options: ImageOptions) -> Float {
    func pick(_ numbers: [Float]) -> Float { numbers[numbers.count == 1 ? 0 : channel] }
    return (value * options.scale - pick(options.mean)) / pick(options.standardDeviation)
  }

  private static func invalid(_ message: String) -> Diagnostic {
    .error(.invalidOption, message, hint: "give what the training subtracted and divided by")
  }
}

/// Where a tensor's shape says that a picture is.
struct ImageShape: Hashable {
  let channels: Int
  let height: Int
  let width: Int
  let isChannelsLast: Bool

  /// - Parameter shape: `[C,H,W]`, `[H,W,C]`, either with a leading 1, or `[H,W]`; C is 1 or 3. Where both readings
  ///   are possible channels come first, as in ONNX.
  init?(_ shape: [Int]) {
    let sizes = shape.count == 4 && shape[0] == 1 ? Array(shape.dropFirst()) : shape
    guard sizes.allSatisfy({ $0 > 0 }) else { return nil }
    switch sizes.count {
    case 2: (channels, height, width, isChannelsLast) = (1, sizes[0], sizes[1], false)
    case 3 where [1, 3].contains(sizes[0]):
      (channels, height, width, isChannelsLast) = (sizes[0], sizes[1], sizes[2], false)
    case 3 where [1, 3].contains(sizes[2]):
      (channels, height, width, isChannelsLast) = (sizes[2], sizes[0], sizes[1], true)
    default: return nil
    }
  }
}
