import EdgeSupport

/// Where the samples under a path are.
struct DataSetLayout {
  /// Folders, archives and files, each a group of arrays, in order.
  let places: [String]
  /// True when a place holds one sample and need not be opened to be counted.
  let hasOneSampleEach: Bool

  /// - Parameter inputNames: Names that make a folder a sample; nil takes any folder with tensor files for one.
  /// - Throws: `Diagnostic` E801.
  init(_ path: String, inputNames: [String]?) throws {
    guard FileSystem.isDirectory(path) else {
      (places, hasOneSampleEach) = ([path], false)
      return
    }
    let folder = try TensorGroup(path)
    let isSample = inputNames.map { $0.contains { folder.names.contains($0) } } ?? !folder.names.isEmpty
    if isSample {
      (places, hasOneSampleEach) = ([path], false)
      return
    }
    let names = try FileSystem.list(path).filter { !$0.hasPrefix(".") }
    let folders = names.filter { FileSystem.isDirectory("\(path)/\($0)") }
    let testSets = folders.filter { $0.hasPrefix("test_data_set_") }
    let chosen =
      testSets.isEmpty ? try folders.filter { try !TensorGroup("\(path)/\($0)").names.isEmpty } : testSets
    if !chosen.isEmpty {
      (places, hasOneSampleEach) = (DataSetLayout.inNumericOrder(chosen).map { "\(path)/\($0)" }, true)
      return
    }
    let files = names.filter { name in
      (TensorGroup.extensions + [".npz"]).contains { name.hasSuffix($0) }
    }
    (places, hasOneSampleEach) = (DataSetLayout.inNumericOrder(files).map { "\(path)/\($0)" }, false)
  }

  /// Names sorted with the first run of digits that ends the name before its extension taken as a number, so
  /// that `sample_10` follows `sample_9`.
  static func inNumericOrder(_ names: [String]) -> [String] {
    func key(_ name: String) -> (stem: String, number: Int, name: String) {
      let base = name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? name
      let digits = base.reversed().prefix { ("0"..."9").contains($0) }.reversed()
      return (String(base.dropLast(digits.count)), Int(String(digits)) ?? -1, name)
    }
    return names.map(key).sorted { $0 < $1 }.map(\.name)
  }
}
