import Foundation

/// A model of a target, with the files that say how it is compiled.
struct Model {
  let file: URL
  /// `NAME.edgec.json`, where it exists.
  private let options: URL?
  /// Everything that the compilation reads.
  let inputs: [URL]

  /// The file's name without its extension, or the folder's where the file is just called `model`, as in edgec.
  var name: String {
    let stem = file.deletingPathExtension().lastPathComponent
    return stem == "model" ? file.deletingLastPathComponent().lastPathComponent : stem
  }

  var arguments: [String] {
    [file.path(percentEncoded: false), "--quiet", "--diagnostics", "editor"]
      + (options.map { ["--options", $0.path(percentEncoded: false)] } ?? [])
  }

  /// The models among some files, in the order of their paths.
  static func models(in files: [URL]) throws -> [Model] {
    let models = files.filter { ["onnx", "tflite"].contains($0.pathExtension.lowercased()) }
      .sorted { $0.path < $1.path }.map(Model.init)
    var seen: [String: Model] = [:]
    for model in models {
      if let other = seen.updateValue(model, forKey: model.name.lowercased()) {
        throw Problem(
          description:
            "\(model.file.path): error: the model has the name of \(other.file.path); rename one of them")
      }
    }
    return models
  }

  private init(_ file: URL) {
    self.file = file
    let base = file.deletingPathExtension()
    let json = base.appendingPathExtension("edgec.json")
    options = FileManager.default.fileExists(atPath: json.path(percentEncoded: false)) ? json : nil
    let folder = file.deletingLastPathComponent()
    // Weights in files of their own are called like the model by those who write them: kws.onnx.data, kws.bin.
    let siblings = files(in: folder).filter { $0.lastPathComponent.hasPrefix("\(base.lastPathComponent).") }
    inputs =
      [file]
      + (siblings + (options.map(Model.data) ?? [])).filter { $0 != file && $0.pathExtension != "swift" }
  }

  /// What the options name: calibration data, ranges, labels, precisions.
  private static func data(of options: URL) -> [URL] {
    guard let bytes = try? Data(contentsOf: options),
      let members = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    else { return [] }  // edgec says what is wrong.
    let folder = options.deletingLastPathComponent()
    return ["calibration", "ranges", "labels", "precision"].compactMap { members[$0] as? String }.flatMap {
      path in
      let url = URL(filePath: path, relativeTo: folder).absoluteURL
      return [url] + files(below: url)
    }
  }
}

/// Why a target's models cannot be compiled.
struct Problem: Error, CustomStringConvertible {
  let description: String
}

/// The files of a folder, without those of folders in it.
func files(in folder: URL) -> [URL] {
  let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  return (found ?? []).filter { !$0.hasDirectoryPath }.sorted { $0.path < $1.path }
}

/// The files of a folder and of all folders in it; none where it is a file.
func files(below folder: URL) -> [URL] {
  let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap {
    $0 as? URL
  }
  return (found ?? []).filter { !$0.hasDirectoryPath }.sorted { $0.path < $1.path }
}
