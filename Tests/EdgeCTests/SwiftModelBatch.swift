@testable import EdgeC
import EdgeIR
import EdgeTestSupport
import Testing

/// Many programs compiled as Swift, in one invocation of the compiler: strictly, and with every warning an error.
struct SwiftModelBatch {
  private let programs: [CProgram]
  private let folder: TemporaryDirectory

  /// Lowers a graph under a name that no other graph of the batch has.
  static func lower(_ graph: Graph, number: Int, target: CTarget = .host) throws -> CProgram {
    try CHost.lower(
      graph, options: COptions(name: "Model\(number)", target: target, version: "0", modelDigest: "0"))
  }

  /// - Throws: when the compiler is not content with one of them.
  init(_ programs: [CProgram], flags: [String] = ["-O"]) throws {
    self.programs = programs
    let folder = try TemporaryDirectory()
    for program in programs {
      let file = program.swiftFile(SwiftOptions(typeName: program.name, access: .public, modelName: "m.onnx"))
      try folder.write(file.text, to: file.name)
    }
    try folder.write(Self.main(programs), to: "main.swift")
    let sources = "\(Fixture.packageRoot)/Sources"
    let strict =
      flags + [
        "-swift-version", "6", "-warnings-as-errors", "-I\(sources)/CEdgeKernels/include", "-I\(folder.path)",
      ]
      + ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"]
      .flatMap { ["-enable-upcoming-feature", $0] }
    let library = ["Base64", "ModelArena", "ModelInputError", "ModelMemory", "ModelWeights"]
    try Self.compile(
      strict + ["-parse-as-library", "-wmo", "-emit-module", "-module-name", "EdgeModel", "-c"]
        + library.map { "\(sources)/EdgeModel/\($0).swift" } + ["-o", "EdgeModel.o"], in: folder)
    try Self.compile(
      strict + ["-wmo", "main.swift", "EdgeModel.o", "-o", "program"] + programs.map { "\($0.name).swift" },
      in: folder)
    self.folder = folder
  }

  /// Runs one program, twice in the same memory.
  func run(_ index: Int, _ inputs: [Tensor]) throws -> [Tensor] {
    let result = try Subprocess.run(
      folder.file("program"), ["\(index)"], input: inputs.flatMap { [UInt8]($0.storage.bytes) })
    try #require(result.status == 0, "the program ended with status \(result.status): \(result.errors)")
    return try CModelRunner.tensors(programs[index].outputs.map(\.type), from: result.output)
  }

  private static func compile(_ arguments: [String], in folder: TemporaryDirectory) throws {
    let compiler = try #require(Subprocess.find("swiftc"))
    let result = try Subprocess.run(compiler, arguments, in: folder.path)
    try #require(result.status == 0, "\(result.errors)")
  }

  private static func main(_ programs: [CProgram]) -> String {
    let cases = programs.indices.map { "case \($0): try run\($0)()\n" }.joined()
    return """
      import Foundation

      /// The arrays that standard input holds.
      struct Input {
        var bytes = [UInt8](FileHandle.standardInput.readDataToEndOfFile())[...]

        mutating func take<T>(_ count: Int) -> [T] {
          let size = count * MemoryLayout<T>.stride
          defer { bytes = bytes.dropFirst(size) }
          return bytes.prefix(size).withUnsafeBytes { source in
            [T](unsafeUninitializedCapacity: count) { buffer, filled in
              UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
              filled = count
            }
          }
        }
      }

      func bytes<T>(_ values: [T]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }

      func show(_ first: [UInt8], _ second: [UInt8]) {
        precondition(first == second, "a second run differs")
        FileHandle.standardOutput.write(Data(first))
      }

      \(programs.enumerated().map(runner).joined(separator: "\n"))
      switch Int(CommandLine.arguments[1]) {
      \(cases)default: break
      }

      """
  }

  private static func runner(_ index: Int, _ program: CProgram) -> String {
    let ports = SwiftPort.ports(of: program, reserved: [])
    let reads = ports.inputs.enumerated().map { "  let x\($0): [\($1.element)] = input.take(\($1.count))\n" }
      .joined()
    let arguments = ports.inputs.enumerated().map {
      ports.inputs.count == 1 ? "x\($0)" : "\($1.name): x\($0)"
    }
    let results = ports.outputs.map { ports.outputs.count == 1 ? "" : ".\($0.name)" }
    let run = "\(ports.inputs.isEmpty ? "" : "try ")model.predict(\(arguments.joined(separator: ", ")))"
    let texts = ["first", "second"].map { name in
      results.map { "bytes(\(name)\($0))" }.joined(separator: " + ")
    }
    return """
      func run\(index)() throws {
      \(ports.inputs.isEmpty ? "" : "  var input = Input()\n")\(reads)  let model = \(program.name)()
        let first = \(run)
        let second = \(run)
        show(\(texts[0]), \(texts[1]))
      }

      """
  }
}
