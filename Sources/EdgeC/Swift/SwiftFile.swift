import CSource
import EdgeIR

extension CProgram {
  /// The program as one file of Swift, a class that calls the kernels of the module `CEdgeKernels` as `NAME.c` does. Equal
  /// programs give equal texts.
  ///
  /// - Parameter options: its type name is the name of the program, or one that differs in nothing but case.
  public func swiftFile(_ options: SwiftOptions) -> CFile {
    CFile(name: "\(options.typeName).swift", text: SwiftFile(self, options).text)
  }
}

/// A program's text in Swift.
struct SwiftFile {
  private let program: CProgram
  private let options: SwiftOptions
  private let inputs: [SwiftPort]
  private let outputs: [SwiftPort]
  private var output = SourceText(lineLength: Self.lineLength)

  private static let lineLength = 108
  private static let members: Set<String> = [
    "Outputs", "arena", "predict", "run", "weightData", "weights", "edgec_fence",
  ]

  init(_ program: CProgram, _ options: SwiftOptions) {
    self.program = program
    self.options = options
    (inputs, outputs) = SwiftPort.ports(of: program, reserved: Self.members)
    write()
  }

  var text: String { output.text }

  private var access: String { options.access.prefix }

  private mutating func write() {
    comment(program.stamp)
    output.line("")
    output.line("internal import CEdgeKernels")
    output.line("internal import EdgeModel")
    output.line("")
    documentation(overview)
    output.line("\(access)nonisolated final class \(options.typeName) {")
    output.depth += 1
    for port in inputs + outputs { facts(port) }
    if outputs.count > 1 { results() }
    output.line("private let arena = ModelArena(byteCount: \(program.report.arenaBytes))")
    if !program.constants.isEmpty { output.line("private let weights = \(options.typeName).weightData") }
    output.line("")
    output.line("\(access)init() {}")
    predict()
    for port in inputs + outputs { memory(port) }
    run()
    for function in program.functions { write(function) }
    constants()
    output.depth -= 1
    output.line("}")
  }

  // MARK: Documentation

  private mutating func comment(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      output.line("// \(SwiftText.comment(String(line)))")
    }
  }

  private mutating func documentation(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      output.line(line.isEmpty ? "///" : "/// \(SwiftText.comment(String(line)))")
    }
  }

  private var overview: String {
    let arguments =
      inputs.count == 1 ? inputs[0].name : inputs.map { "\($0.name): \($0.name)" }.joined(separator: ", ")
    let result = outputs.count == 1 ? outputs[0].name : "outputs"
    return """
      The model '\(options.modelName)'.

          let \(result) = try \(options.typeName)().predict(\(arguments))

      An instance owns the memory that the model computes in, \(program.report.arenaBytes) bytes; all instances share the
      weights, \(program.report.weightBytes) bytes. Keep an instance for many predictions, and use it from one task at a
      time; several instances may run at once.
      """
  }

  private func described(_ port: SwiftPort) -> String { "'\(port.title)': \(port.port.type)" }

  // MARK: Interface

  private mutating func facts(_ port: SwiftPort) {
    let role = port.isInput ? "Input" : "Output"
    documentation("\(role) \(described(port)).")
    let shape = port.port.type.shape.map(String.init).joined(separator: ", ")
    output.line("\(access)static let \(port.shapeName): [Int] = [\(shape)]")
    if let single = port.port.type.quantization?.single {
      documentation("An integer of '\(port.title)' stands for (integer - zero point) * scale.")
      output.line("\(access)static let \(port.scaleName): Float = \(SwiftText.literal(Double(single.scale)))")
      output.line("\(access)static let \(port.zeroPointName) = \(single.zeroPoint)")
    }
    output.line("")
  }

  private mutating func results() {
    documentation("What the model computes.")
    output.line("\(access)struct Outputs: Sendable {")
    for port in outputs {
      output.depth += 1
      documentation(([described(port)] + port.port.extents.map(limit)).joined(separator: "\n"))
      output.line("\(access)let \(port.name): [\(port.element)]")
      output.depth -= 1
    }
    output.line("}")
    output.line("")
  }

  /// What the shape does not tell of an output whose size depends on data.
  private func limit(_ extent: OutputExtent) -> String {
    "Of axis \(extent.axis) only the first `\(outputs[extent.count].name)` positions hold data."
  }

  private mutating func predict() {
    output.line("")
    let taken = inputs.map { "`\($0.name)` (\($0.count) elements)" }.joined(separator: ", ")
    let given = outputs.map { "`\($0.name)` (\($0.count) elements)" }.joined(separator: ", ")
    documentation(
      "Computes \(given)" + (taken.isEmpty ? "" : "\nfrom \(taken)") + ", all of them row by row."
        + (outputs.count == 1 ? outputs[0].port.extents.map { "\n" + limit($0) }.joined() : "")
        + (inputs.isEmpty ? "" : "\n\n- Throws: `ModelInputError` for another number of elements."))
    let label = inputs.count == 1 ? "_ " : ""
    let result = outputs.count == 1 ? "[\(outputs[0].element)]" : "Outputs"
    output.fill(
      "\(access)func predict(", inputs.map { "\(label)\($0.name): [\($0.element)]" },
      ") \(inputs.isEmpty ? "" : "throws ")-> \(result) {")
    output.depth += 1
    for input in inputs {
      output.line(
        "try arena.write(\(input.name), to: \(SwiftText.literal(input.port.name)), count: \(input.count), "
          + "at: \(input.port.offset))")
    }
    output.line("run()")
    let reads = outputs.map { "arena.read(count: \($0.count), at: \($0.port.offset))" }
    if reads.count == 1 {
      output.line("return \(reads[0])")
    } else {
      output.fill("return Outputs(", zip(outputs, reads).map { "\($0.name): \($1)" }, ")")
    }
    output.depth -= 1
    output.line("}")
  }

  private mutating func memory(_ port: SwiftPort) {
    output.line("")
    documentation(
      port.isInput
        ? "Lends the memory of input '\(port.title)', to be filled before every `run`."
        : "Lends the memory of output '\(port.title)', valid until an input is written or the model runs again."
    )
    let kind = port.isInput ? "UnsafeMutableBufferPointer" : "UnsafeBufferPointer"
    output.fill(
      "\(access)func \(port.accessName)<Result>(", ["_ body: (\(kind)<\(port.element)>) throws -> Result"],
      ") rethrows -> Result {")
    let elements = "arena.elements(at: \(port.port.offset), count: \(port.count))"
    output.indented { $0.line("try body(\(port.isInput ? elements : "UnsafeBufferPointer(\(elements))"))") }
    output.line("}")
  }

  // MARK: Program

  private mutating func run() {
    output.line("")
    documentation("Computes the outputs from the inputs in their memory, and overwrites the inputs.")
    output.line("\(access)func run() {")
    var body: [CStatement] = []
    for step in program.steps {
      if !body.isEmpty { body.append(.blank) }
      body += [.comment(step.comment)] + step.statements
    }
    output.depth += 1
    if !program.steps.isEmpty { output.line("let base = arena.memory") }
    render(body + [.call("EDGEC_FENCE", [])])
    output.depth -= 1
    output.line("}")
  }

  private mutating func write(_ function: CFunction) {
    output.line("")
    if let comment = function.comment { documentation(comment) }
    let parameters = function.parameters.map { parameter in
      "_ \(parameter.name): \(parameter.name == "base" ? "ModelMemory" : parameter.type.swiftName)"
    }
    output.fill("private func \(function.name)(", parameters, ") {")
    output.depth += 1
    render(function.body ?? [])
    output.depth -= 1
    output.line("}")
  }

  private mutating func render(_ statements: [CStatement]) {
    var renderer = SwiftRenderer(output: output)
    renderer.render(statements)
    output = renderer.output
  }

  // MARK: Constants

  /// One text for all constants, each at a multiple of the arena's alignment.
  private mutating func constants() {
    guard !program.constants.isEmpty else { return }
    var bytes: [UInt8] = []
    for (array, tensor) in zip(program.constants, program.constantTensors) {
      output.line("")
      if let comment = array.comment { documentation(comment) }
      output.line(
        "private var \(array.name): UnsafePointer<\(array.elements.type.swiftName)> { weights.at(\(bytes.count)) }"
      )
      bytes += tensor.storage.bytes
      bytes += [UInt8](repeating: 0, count: -bytes.count & (CProgram.alignment - 1))
    }
    output.line("")
    documentation("All constants in Base64: the little-endian bytes of each at the offset above.")
    output.line("private static let weightData = ModelWeights(")
    output.depth += 1
    output.line("\"\"\"")
    let line = 96
    for start in stride(from: 0, to: bytes.count, by: line * 3 / 4) {
      output.line(Base64.encode(bytes[start..<min(bytes.count, start + line * 3 / 4)]))
    }
    output.line("\"\"\", byteCount: \(bytes.count))")
    output.depth -= 1
  }
}
