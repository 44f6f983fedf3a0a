internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport
internal import TFLiteFormat

/// `edgec inspect`: what a model consists of and what running it takes.
struct InspectCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Shows what a model consists of and what running it takes.",
    discussion: """
      One line for each node: its output, its parameters, its multiply-accumulates, and the bytes of all tensors \
      that exist while it runs. TFLite models are shown as they are stored.

        edgec inspect model.onnx
        edgec inspect model.onnx --json > model.json
        edgec inspect model.tflite
        edgec inspect model.onnx --html model.html
      """)

  @OptionGroup var input: ModelOptions

  @Flag(help: "Writes JSON instead of a table.")
  var json = false

  @Flag(help: "Writes the text form of the graph as imported.")
  var graph = false

  @Option(
    help: ArgumentHelp(
      "Writes a page: the graph as a drawing, layers with parameters and MACs.", valueName: "file"))
  var html: String?

  @Option(help: ArgumentHelp("Writes the drawing of the graph.", valueName: "file"))
  var svg: String?

  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    var options = CompilerOptions()
    try input.apply(to: &options)
    let file = try ModelFile(input.model)
    let compiler = session.compiler(options)
    if case .tflite(let model) = file.content {
      if html != nil || svg != nil { try draw(compiler.inspect(file)) }
      let listing = TFLiteListing(model: model, file: file)
      session.write(json ? listing.json.pretty : listing.lines.joined(separator: "\n"))
      return .success
    }
    let inspection = try compiler.inspect(file)
    try draw(inspection)
    if graph {
      session.write(inspection.graphText)
    } else if json {
      session.write(inspection.json.pretty)
    } else {
      session.write(inspection.lines)
    }
    return .success
  }

  private func draw(_ inspection: Inspection) throws {
    if let html { try FileSystem.write(InspectionPage(inspection: inspection).html, to: html) }
    if let svg { try FileSystem.write(GraphPicture(drawing: inspection.drawing).svg + "\n", to: svg) }
  }
}

extension Inspection {
  fileprivate static let nameWidth = 32

  /// The page that `inspect` prints.
  var lines: [String] {
    [path, (origin + ["\(sizeInBytes.grouped) B"]).joined(separator: ", "), ""]
      + TypedName.table(inputs: inputs, outputs: outputs) + [""] + table.lines + [""] + totals
  }

  private var table: TextTable {
    var table = TextTable([
      ("#", .right), ("node", .left), ("operator", .left), ("output", .left), ("params", .right),
      ("MACs", .right), ("live bytes", .right), ("", .left),
    ])
    for (index, row) in rows.enumerated() {
      table.add([
        "\(index)", row.name.shortened(to: Inspection.nameWidth), row.operatorType,
        row.outputs.map { "\($0)" }.joined(separator: " "),
        row.parameterCount == 0 ? "" : row.parameterCount.grouped,
        row.multiplyAccumulates == 0 ? "" : row.multiplyAccumulates.grouped,
        row.liveBytes.map(\.grouped) ?? "", index == peak ? "← peak" : "",
      ])
    }
    return table
  }

  private var totals: [String] {
    var table = TextTable([.left, .right, .left])
    table.add(["  parameters", parameterCount.grouped, "\(parameterBytes.grouped) bytes"])
    table.add(["  MACs", multiplyAccumulates.grouped])
    if let peak, let bytes = rows[peak].liveBytes {
      table.add(["  live bytes", bytes.grouped, "at most, at #\(peak) \(rows[peak].operatorType)"])
    }
    if let arenaBytes, let arenaLowerBound {
      let proof = arenaBytes == arenaLowerBound ? "provably the least" : "at least \(arenaLowerBound.grouped)"
      table.add(["  arena in C", arenaBytes.grouped, "bytes, \(proof)"])
    }
    return table.lines
  }

  var json: JSON {
    [
      "model": .string(path), "bytes": .integer(sizeInBytes), "origin": JSON(origin),
      "inputs": .array(inputs.map(\.json)), "outputs": .array(outputs.map(\.json)),
      "parameters": .integer(parameterCount), "parameterBytes": .integer(parameterBytes),
      "multiplyAccumulates": .integer(multiplyAccumulates), "peakNode": JSON(peak),
      "arenaBytes": JSON(arenaBytes), "arenaLowerBound": JSON(arenaLowerBound),
      "peakLiveBytes": JSON(peak.flatMap { rows[$0].liveBytes }), "nodes": .array(rows.map(\.json)),
    ]
  }
}

extension Inspection.Row {
  fileprivate var json: JSON {
    [
      "name": .string(name), "operator": .string(operatorType), "outputs": JSON(outputs.map(\.description)),
      "parameters": .integer(parameterCount), "parameterBytes": .integer(parameterBytes),
      "multiplyAccumulates": .integer(multiplyAccumulates), "liveBytes": JSON(liveBytes),
    ]
  }
}
