internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeONNX
internal import EdgeSupport

/// A model and what the user fixes about its inputs.
struct ModelOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The model's file; its format is told from its content.", valueName: "model"))
  var model: String

  @OptionGroup var shapes: ShapeOptions

  func apply(to options: inout CompilerOptions) throws { try shapes.apply(to: &options) }
}

/// What the user fixes about a model's inputs.
struct ShapeOptions: ParsableArguments {
  @Option(
    name: .customLong("dim"),
    help: ArgumentHelp("Fixes a symbolic dimension, e.g. --dim batch=1. Repeats.", valueName: "name=size"))
  var dimensions: [DimensionArgument] = []

  @Option(
    name: .customLong("input-shape"),
    help: ArgumentHelp(
      "Fixes an input's whole shape, e.g. --input-shape x=1,3,224,224. Repeats.", valueName: "input=sizes"))
  var inputShapes: [ShapeArgument] = []

  func apply(to options: inout CompilerOptions) throws {
    for dimension in dimensions {
      guard options.importing.dimensions.updateValue(dimension.size, forKey: dimension.name) == nil else {
        throw repeated("--dim", dimension.name)
      }
    }
    for input in inputShapes {
      guard options.importing.inputShapes.updateValue(input.shape, forKey: input.name) == nil else {
        throw repeated("--input-shape", input.name)
      }
    }
  }

  private func repeated(_ option: String, _ name: String) -> Diagnostic {
    .error(.invalidOption, "\(option) gives '\(name)' twice", hint: "keep one of the two")
  }
}

/// Means to look into the pipeline.
struct DebugOptions: ParsableArguments {
  @Option(
    name: .customLong("dump-after"),
    help: ArgumentHelp(
      "Prints the graph to standard error after a pass, or after 'all'. Repeats.", valueName: "pass"))
  var dumpAfter: [String] = []

  @Option(
    name: .customLong("stop-after"), help: ArgumentHelp("Runs only the first N passes.", valueName: "n"))
  var stopAfter: Int?

  @Flag(
    name: .customLong("verify-each"),
    help: "Runs the model after every pass and names the first pass that changed a number.")
  var verifyEach = false

  /// - Throws: `Diagnostic` E803 for a pass that there is not.
  func apply(to options: inout CompilerOptions, _ console: Console) throws {
    let names = options.passNames
    for name in dumpAfter where name != "all" && !names.contains(name) {
      throw Diagnostic.error(
        .invalidOption, "--dump-after expects a pass, got '\(name)'",
        hint: "passes are \(names.joined(separator: ", ")), and all")
    }
    if let stopAfter, stopAfter < 0 {
      throw Diagnostic.error(
        .invalidOption, "--stop-after expects a number of passes, got \(stopAfter)", hint: "give 0 or more")
    }
    options.debugging.dumpAfter = Set(dumpAfter)
    options.debugging.stopAfter = stopAfter
    options.debugging.verifyEach = verifyEach
    options.debugging.dump = { pass, text in
      console.writeError("after \(pass):\n\(Console.printable(text))")
    }
  }
}
