public import EdgeSupport

/// The statistics as a JSON document, the same for the same statistics:
///
///     {
///       "format": "edgec calibration 1",
///       "model": "9f86d0…",
///       "samples": 100,
///       "values": {
///         "conv1": {
///           "min": 0.0,
///           "max": 5.25,
///           "observed": {
///             "min": 0.0,
///             "max": 5.25,
///             "zeros": 3,
///             "nonfinite": 0,
///             "exponent": 3,
///             "first": 4096,
///             "counts": "17 2686*0 4"
///           }
///         }
///       }
///     }
///
/// `min` and `max` are for people to edit: where they differ from what was observed they are the value's range,
/// whatever the method. `observed` may be missing then. `counts` are the histogram's from bin `first` on, `2686*0`
/// being 2686 times 0.
extension CalibrationStatistics {
  private static let format = "edgec calibration 1"
  /// For each of a file's counts, so that sums over many files remain within an integer.
  private static let countLimit = 1 << 48

  public var json: JSON {
    .object([
      .init("format", .string(CalibrationStatistics.format)),
      .init("model", .string(model)),
      .init("samples", .integer(sampleCount)),
      .init("values", .object(names.compactMap { name in self[name].map { .init(name, $0.json) } })),
    ])
  }

  /// - Throws: `Diagnostic` E802.
  public func write(to path: String) throws { try FileSystem.write(json.pretty + "\n", to: path) }

  /// - Parameter model: The digest of the model that the statistics must be of; nil takes any.
  /// - Throws: `Diagnostic` E801; E702 for a file that is not of this format; E701 for one of another model.
  public init(readingFrom path: String, model: String?) throws {
    try self.init(parsing: FileSystem.read(path), path: path)
    guard let model, model != self.model else { return }
    throw Diagnostic.error(
      .dataMismatch, "expected statistics of model \(model), got those of \(self.model)",
      at: .init(file: path),
      hint: "calibrate this model: its file has changed, or the statistics belong to another one")
  }

  /// - Throws: `Diagnostic` E702.
  public init(parsing bytes: [UInt8], path: String) throws {
    let reader = try MemberReader(
      JSON(parsing: bytes, path: path), path: path, keys: ["format", "model", "samples", "values"])
    let format = try reader.text("format")
    guard format == CalibrationStatistics.format else {
      throw reader.problem("expected format '\(CalibrationStatistics.format)', got '\(format)'")
    }
    self.init(
      model: try reader.text("model"), sampleCount: try reader.count("samples", limit: Self.countLimit))
    for member in try reader.required("values").members ?? [] {
      let reader = try MemberReader(
        member.value, path: path, value: member.key, keys: ["min", "max", "observed"])
      self[member.key] = try RangeStatistics(reader, countLimit: Self.countLimit)
    }
  }
}

extension RangeStatistics {
  fileprivate var json: JSON {
    var members = (decided ?? observed).map(RangeStatistics.members) ?? []
    if count + nonFiniteCount > 0 {
      let occupied = histogram.occupied
      members.append(
        .init(
          "observed",
          .object(
            (observed.map(RangeStatistics.members) ?? []) + [
              .init("zeros", .integer(zeroCount)),
              .init("nonfinite", .integer(nonFiniteCount)),
              .init("exponent", .integer(histogram.exponent)),
              .init("first", .integer(occupied.lowerBound)),
              .init("counts", .string(RunLength.encode(histogram.counts[occupied]))),
            ])))
    }
    return .object(members)
  }

  private static func members(_ range: ClosedRange<Float>) -> [JSON.Member] {
    [.init("min", .number(shortest(range.lowerBound))), .init("max", .number(shortest(range.upperBound)))]
  }

  /// A double that is written with as few digits as the number needs.
  private static func shortest(_ number: Float) -> Double {
    guard let short = Double("\(number)"), Float(short) == number else { return Double(number) }
    return short
  }

  fileprivate init(_ reader: MemberReader, countLimit: Int) throws {
    self.init()
    if let json = reader["observed"] {
      let keys = ["min", "max", "zeros", "nonfinite", "exponent", "first", "counts"]
      let reader = try MemberReader(json, path: reader.path, value: reader.value, keys: keys)
      try self.init(observed: reader, countLimit: countLimit)
    }
    let range = try reader.range()
    if let range, range != observed { decided = range }
  }

  /// Refuses what no numbers can have led to.
  private init(observed reader: MemberReader, countLimit: Int) throws {
    let range = try reader.range()
    let text = try reader.text("counts")
    guard
      let counts = RunLength.decode(text, lengthLimit: 2 * Histogram.binsPerSide, valueLimit: countLimit),
      let histogram = Histogram(
        largestMagnitude: range.map { max(-$0.lowerBound, $0.upperBound) } ?? 0,
        first: try reader.count("first", limit: 2 * Histogram.binsPerSide), counts: counts)
    else {
      throw reader.problem("expected at most \(2 * Histogram.binsPerSide) counts, got '\(text.prefix(40))'")
    }
    let zeros = try reader.count("zeros", limit: countLimit)
    let occupied = histogram.occupied
    func holds(_ bin: Int, _ number: Float) -> Bool {
      histogram.lowerEdge(bin) <= Double(number) && Double(number) < histogram.lowerEdge(bin + 1)
    }
    let isConsistent = range.map {
      holds(occupied.lowerBound, $0.lowerBound) && holds(occupied.upperBound - 1, $0.upperBound)
    }
    guard isConsistent ?? occupied.isEmpty, zeros <= histogram.counts[Histogram.binsPerSide],
      try reader.integer("exponent") == histogram.exponent
    else {
      throw reader.problem(
        "what was observed contradicts itself", hint: "edit the outer min and max, and nothing in observed")
    }
    self.init(
      observed: range, zeroCount: zeros, nonFiniteCount: try reader.count("nonfinite", limit: countLimit),
      histogram: histogram, decided: nil)
  }
}

/// Counts as text: `17 3*0 4` is 17, 0, 0, 0, 4.
enum RunLength {
  static func encode(_ counts: some Collection<Int>) -> String {
    var runs: [(count: Int, length: Int)] = []
    for count in counts {
      if let last = runs.last, last.count == count {
        runs[runs.count - 1].length += 1
      } else {
        runs.append((count, 1))
      }
    }
    return runs.map { $0.length == 1 ? "\($0.count)" : "\($0.length)*\($0.count)" }.joined(separator: " ")
  }

  /// - Returns: Nil for text of another form, more than `lengthLimit` counts, or a count that is negative or above
  ///   `valueLimit`.
  static func decode(_ text: String, lengthLimit: Int, valueLimit: Int) -> [Int]? {
    var counts: [Int] = []
    for run in text.split(separator: " ") {
      let parts = run.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count <= 2, let count = parts.last.flatMap({ Int($0) }), (0...valueLimit).contains(count),
        let length = parts.count == 1 ? 1 : Int(parts[0]), length > 0, length <= lengthLimit - counts.count
      else { return nil }
      counts.append(contentsOf: repeatElement(count, count: length))
    }
    return counts
  }
}

/// The members of one object in a statistics file, none of them unknown.
private struct MemberReader {
  let path: String
  /// The value whose statistics they are.
  let value: String?
  private let members: [String: JSON]

  init(_ json: JSON, path: String, value: String? = nil, keys: [String]) throws {
    self.path = path
    self.value = value
    members = Dictionary((json.members ?? []).map { ($0.key, $0.value) }) { first, _ in first }
    guard json.members != nil else {
      throw problem("expected an object with \(keys.joined(separator: ", "))")
    }
    if let unknown = json.members?.first(where: { !keys.contains($0.key) }) {
      throw problem("expected \(keys.joined(separator: ", ")), got '\(unknown.key)'")
    }
  }

  subscript(key: String) -> JSON? { members[key] }

  func required(_ key: String) throws -> JSON {
    guard let json = members[key] else { throw problem("has no '\(key)'") }
    return json
  }

  func text(_ key: String) throws -> String {
    guard let text = try required(key).asString else { throw problem("expected '\(key)' to be text") }
    return text
  }

  func integer(_ key: String) throws -> Int {
    guard let number = try required(key).asInteger else {
      throw problem("expected '\(key)' to be a whole number")
    }
    return number
  }

  func count(_ key: String, limit: Int) throws -> Int {
    let number = try integer(key)
    guard (0...limit).contains(number) else {
      throw problem("expected '\(key)' to be from 0 to \(limit), got \(number)")
    }
    return number
  }

  /// `min` and `max`; nil when neither is there.
  func range() throws -> ClosedRange<Float>? {
    if members["min"] == nil, members["max"] == nil { return nil }
    guard let minimum = try required("min").asDouble, let maximum = try required("max").asDouble,
      Float(minimum).isFinite, Float(maximum).isFinite, minimum <= maximum
    else { throw problem("expected finite numbers, min <= max") }
    // Adding 0 turns -0 into 0.
    return (Float(minimum) + 0)...(Float(maximum) + 0)
  }

  func problem(_ message: String, hint: String? = nil) -> Diagnostic {
    .error(.malformedData, message, at: .init(file: path, value: value), hint: hint)
  }
}
