import EdgeIR
import EdgeSupport

/// Arrays that belong together, by name: a folder's files, an archive's entries, or a single file.
struct TensorGroup {
  let path: String
  /// Names without extension, sorted.
  let names: [String]
  private let content: Content

  private enum Content {
    /// File names by array name.
    case folder([String: String])
    case archive(NPZ)
    case file
  }

  /// Where a folder has one array in several formats, the first of these is taken.
  static let extensions = [".npy", ".pb", ".bin"]

  /// - Throws: `Diagnostic` E801, E702.
  init(_ path: String) throws {
    self.path = path
    if FileSystem.isDirectory(path) {
      var files: [String: String] = [:]
      let all = try FileSystem.list(path)
      for suffix in TensorGroup.extensions {
        for file in all where file.hasSuffix(suffix) {
          let name = String(file.dropLast(suffix.count))
          if files[name] == nil { files[name] = file }
        }
      }
      content = .folder(files)
      names = files.keys.sorted()
      return
    }
    let source = try ByteSource(path: path)
    if try TensorFile.Format(of: source) == .npz {
      let archive = try NPZ(source)
      content = .archive(archive)
      names = archive.names.sorted()
    } else {
      content = .file
      names = []
    }
  }

  /// The array for a graph's input or output. In a folder `input_I` comes before the value's own name, as in
  /// ONNX's test layout; in an archive after it. Slashes in a value's name may be spelled `_`. For the only input an
  /// archive's only array serves, or one called `x_calib`, as scripts write beside `x_test` and labels.
  ///
  /// - Returns: Nil when there is none.
  func open(_ slot: Slot) throws -> StoredArray? {
    let plain = String(slot.name.map { $0 == "/" ? "_" : $0 })
    switch content {
    case .folder(let files):
      for name in [slot.indexedName, plain] {
        guard let file = files[name] else { continue }
        return try StoredArray(path: "\(path)/\(file)", declared: slot.type)
      }
      return nil
    case .archive(let archive):
      let only = slot.isOnlyInput ? (names.count == 1 ? names : ["x_calib"]) : []
      for name in [slot.name, plain, slot.indexedName] + only {
        guard let array = try archive.open(name) else { continue }
        return StoredArray(array, path: path)
      }
      return nil
    case .file:
      return slot.isOnlyInput ? try StoredArray(path: path, declared: slot.type) : nil
    }
  }

  /// An array by its own name, as far as files say what they hold.
  func open(named name: String) throws -> StoredArray? {
    switch content {
    case .folder(let files): try files[name].map { try StoredArray(path: "\(path)/\($0)", declared: nil) }
    case .archive(let archive): try archive.open(name).map { StoredArray($0, path: path) }
    case .file: nil
    }
  }

  /// The I of all arrays called `input_I` (or `output_I`), ascending.
  func indices(_ role: Slot.Role) -> [Int] {
    let prefix = "\(role.rawValue)_"
    return names.filter { $0.hasPrefix(prefix) }.compactMap { UInt16($0.dropFirst(prefix.count)) }.map(
      Int.init
    )
    .sorted()
  }
}

/// A graph input or output that data are wanted for.
struct Slot {
  enum Role: String {
    case input, output
  }

  var role: Role
  var index: Int
  var name: String
  /// Nil where the model leaves it to the data.
  var type: TensorType?
  /// The model has one input and this is it: any array may be meant.
  var isOnlyInput: Bool

  var indexedName: String { "\(role.rawValue)_\(index)" }
}
