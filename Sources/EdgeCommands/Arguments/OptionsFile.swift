internal import ArgumentParser
internal import EdgeSupport

/// Options that belong to a model, in a file beside it: a JSON object from the names of long options to their values.
///
///     {
///       "quantize": "int8",
///       "calibration": "kws-calibration.npz",
///       "dim": { "batch": 1 },
///       "access": "public"
///     }
///
/// Paths are relative to the file. Options of the command line come after those of the file, and so override them.
struct OptionsFile: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Options from a JSON file, e.g. {\"quantize\": \"int8\", \"calibration\": \"data.npz\"}; its keys are names of "
        + "options, its paths relative to it.", valueName: "file"))
  var options: String?

  /// How an option's value is written in JSON.
  private enum Form {
    case value, path, flag, numbers
    /// An object of names.
    case sizes, shapes

    var description: String {
      switch self {
      case .value: "text or a number"
      case .path: "a path"
      case .flag: "true or false"
      case .numbers: "a number or an array of numbers"
      case .sizes: "an object of names with sizes"
      case .shapes: "an object of names with arrays of sizes"
      }
    }
  }

  /// What a file may say, and which commands want to know it; others ignore it.
  private static let keys: [(name: String, form: Form, commands: [String])] = {
    let all = ["emit-swift", "emit-c", "verify"]
    let code = ["emit-swift", "emit-c"]
    let quantization: [(String, Form)] = [
      ("quantize", .value), ("calibration", .path), ("ranges", .path), ("calibration-samples", .value),
      ("io-type", .value), ("method", .value), ("rounding-search", .value), ("bias-correction", .flag),
      ("cle", .flag), ("smooth", .value), ("allow-int16", .flag), ("target-sqnr", .value), ("labels", .path),
      ("max-accuracy-drop", .value),
      ("precision", .path), ("image-scale", .value), ("image-mean", .numbers), ("image-std", .numbers),
      ("image-fit", .value), ("image-channels", .value),
    ]
    return [
      ("name", .value, code), ("access", .value, ["emit-swift"]), ("target", .value, ["emit-c"]),
      ("optimize", .value, code), ("max-ram", .value, code), ("max-flash", .value, code),
      ("dim", .sizes, all), ("input-shape", .shapes, all), ("rounding", .value, all),
    ] + quantization.map { ($0, $1, all) }
  }()

  /// The arguments, with those of the file named by `--options` in front of the command's own.
  ///
  /// - Throws: `Diagnostic` E801, E702; E803 at the key that is unknown or has a value that its option does not take.
  static func expand(_ arguments: [String]) throws -> [String] {
    guard let command = arguments.first, keys.contains(where: { $0.commands.contains(command) }),
      let path = path(in: arguments)
    else { return arguments }
    let members = try JSON.locatedMembers(parsing: FileSystem.read(path), path: path)
    return try [command] + members.flatMap { try self.arguments(of: $0, path, for: command) }
      + arguments.dropFirst()
  }

  private static func path(in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated() {
      if argument == "--options" { return index + 1 < arguments.count ? arguments[index + 1] : nil }
      if argument.hasPrefix("--options=") { return String(argument.dropFirst("--options=".count)) }
    }
    return nil
  }

  private static func arguments(
    of member: JSON.LocatedMember, _ path: String, for command: String
  ) throws -> [String] {
    let place = Diagnostic.Location(file: path, line: member.line, column: member.column)
    guard let key = keys.first(where: { $0.name == member.key }) else {
      throw Diagnostic.error(
        .invalidOption, "unknown key '\(member.key)'", at: place,
        hint: "keys are \(keys.map(\.name).joined(separator: ", "))")
    }
    guard let arguments = arguments(key.name, key.form, member.value, folder: FileSystem.directoryName(path))
    else {
      throw Diagnostic.error(
        .invalidOption, "expected \(key.form.description) for '\(key.name)', got \(member.value.compact)",
        at: place)
    }
    guard key.commands.contains(command) else { return [] }
    let rest = command == "verify" ? ["model"] : ["model", "--output", "output"]
    do {
      _ = try EdgecCommand.parseAsRoot([command] + rest + arguments)
    } catch {
      throw Diagnostic.error(
        .invalidOption, UsageMessage.text(EdgecCommand.message(for: error)), at: place)
    }
    return arguments
  }

  /// Nil for a value of another form.
  private static func arguments(
    _ name: String, _ form: Form, _ value: JSON, folder: String
  ) -> [String]? {
    let option = "--\(name)"
    switch (form, value) {
    case (.value, .string(let text)): return ["\(option)=\(text)"]
    case (.value, .integer), (.value, .number): return ["\(option)=\(value.compact)"]
    case (.path, .string(let text)): return ["\(option)=\(text.hasPrefix("/") ? text : "\(folder)/\(text)")"]
    case (.flag, .bool(let isSet)):
      return isSet ? [option] : name == "bias-correction" ? ["--no-\(name)"] : []
    case (.numbers, .integer), (.numbers, .number): return ["\(option)=\(value.compact)"]
    case (.numbers, .array(let items)): return list(items).map { ["\(option)=\($0)"] }
    case (.sizes, .object(let members)):
      let sizes = members.compactMap { member in
        member.value.asInteger.map { "\(option)=\(member.key)=\($0)" }
      }
      return sizes.count == members.count ? sizes : nil
    case (.shapes, .object(let members)):
      let shapes = members.compactMap { member -> String? in
        guard case .array(let items) = member.value else { return nil }
        return list(items).map { "\(option)=\(member.key)=\($0)" }
      }
      return shapes.count == members.count ? shapes : nil
    case (.value, _), (.path, _), (.flag, _), (.numbers, _), (.sizes, _), (.shapes, _): return nil
    }
  }

  private static func list(_ items: [JSON]) -> String? {
    let numbers = items.filter { $0.asDouble != nil }
    return numbers.count == items.count ? numbers.map(\.compact).joined(separator: ",") : nil
  }
}
