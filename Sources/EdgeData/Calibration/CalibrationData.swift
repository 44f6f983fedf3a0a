import EdgeSupport

/// Opens whatever a user has of typical inputs.
public enum CalibrationData {
  /// Folders in folders are looked through for media files this deep: class folders in splits of a data set.
  private static let depthLimit = 4

  /// The samples at `path`: everything that `DataSet.load` reads, or, for a model of one input, a PNG, JPEG or WAV
  /// file, or a folder with such files, also in folders of its own. Media are in the order of their paths, numbers at
  /// the end of names as numbers.
  ///
  /// - Throws: `Diagnostic` E701 when the data do not fit the inputs, E702 for malformed files, E801.
  public static func open(
    _ path: String, inputs: [DataSet.Port], images: ImageOptions = ImageOptions()
  ) throws -> any SampleSource {
    var media: [MediaKind: [String]] = [:]
    try collect(path, depth: 0, into: &media)
    guard let (kind, files) = media.first else { return try DataSet.load(path, inputs: inputs) }
    guard media.count == 1 else {
      throw Diagnostic.error(
        .dataMismatch, "expected one kind of files, got images and sound", at: .init(file: path),
        hint: "give the folder of one kind")
    }
    guard inputs.count == 1, let input = inputs.first else {
      throw Diagnostic.error(
        .dataMismatch, "expected data for \(inputs.count) inputs, got \(kind.rawValue) for one",
        at: .init(file: path), hint: "give an .npz with an array for each input, named after it")
    }
    switch kind {
    case .image: return try ImageFolder(files, input: input, options: images)
    case .sound: return try AudioFolder(files, input: input)
    }
  }

  private enum MediaKind: String {
    case image = "images"
    case sound

    init?(of name: String) {
      let name = name.lowercased()
      if [".png", ".jpg", ".jpeg"].contains(where: name.hasSuffix) {
        self = .image
      } else if name.hasSuffix(".wav") {
        self = .sound
      } else {
        return nil
      }
    }
  }

  private static func collect(_ path: String, depth: Int, into media: inout [MediaKind: [String]]) throws {
    guard FileSystem.isDirectory(path) else {
      if let kind = MediaKind(of: path) { media[kind, default: []].append(path) }
      return
    }
    guard depth <= depthLimit else { return }
    let names = try FileSystem.list(path).filter { !$0.hasPrefix(".") }
    for name in DataSetLayout.inNumericOrder(names) {
      try collect("\(path)/\(name)", depth: depth + 1, into: &media)
    }
  }
}
