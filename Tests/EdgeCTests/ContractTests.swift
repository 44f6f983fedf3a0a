import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

/// What `docs/GENERATED_C.md` promises of every program.
struct ContractTests {
  private func text(_ program: CProgram, _ name: String) throws -> String {
    try #require(program.files().first { $0.name == name }).text
  }

  @Test func filesAreStampedAndNamed() throws {
    let files = try Models.lower(Models.convolutions()).files()
    #expect(files.map(\.name) == ["model.h", "model.c", "model_weights.h", "edgec_kernels.h"])
    for file in files {
      let line = file.text.prefix { $0 != "\n" }
      #expect(line == "/* edgec 1.2.3, model sha256 abc; generated, do not edit. */", "\(file.name)")
    }
  }

  @Test func equalGraphsGiveEqualTexts() throws {
    let first = try Models.lower(Models.convolutions(), harness: .test)
    #expect(try Models.lower(Models.convolutions(), harness: .test).files() == first.files())
  }

  @Test func headerHoldsTheNumbers() throws {
    let program = try Models.lower(Models.convolutions())
    let header = try text(program, "model.h")
    for line in [
      "#define MODEL_ARENA_BYTES \(program.report.arenaBytes)u", "#define MODEL_ARENA_ALIGN 16u",
      "#define MODEL_INPUT_COUNT 1", "#define MODEL_INPUT_0_NAME \"image\"", "#define MODEL_INPUT_0_RANK 4",
      "#define MODEL_INPUT_0_SHAPE {1, 8, 8, 3}", "#define MODEL_INPUT_0_ELEMENTS 192u",
      "#define MODEL_INPUT_0_BYTES 768u", "float *model_input_0(void *arena);",
      "const float *model_output_0(const void *arena);", "void model_run(void *arena);",
    ] {
      #expect(header.contains("\(line)\n"))
    }
    // The image and what the first convolution makes of it are in memory together.
    #expect(program.report.arenaBytes == 768 + 256)
    #expect(header.contains("peak 1,024 B at Conv; no order of these operators can need less than 1,024 B"))
    #expect(program.report.causes.map(\.bytes) == [768, 256])
    #expect(program.report.weightBytes == 4 * (4 * 27 + 4 + 20))
    #expect(program.report.steps.map(\.title) == ["Conv", "Clip", "Conv"])
  }

  /// The object file has no data that could be written and calls nothing but `memcpy`.
  @Test func objectHasNoState() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(Models.convolutions()))
    for flags in [["-O0"], ["-O2"]] {
      let gcc = try #require(Subprocess.find("gcc"))
      let compiled = try Subprocess.run(
        gcc, CCompiler.strictFlags + flags + ["-fno-builtin", "-c", "model.c", "-o", "model.o"],
        in: folder.path)
      #expect(compiled.status == 0, "\(compiled.errors)")
      let nm = try #require(Subprocess.find("nm"))
      let symbols = try Subprocess.run(nm, ["model.o"], in: folder.path).text.split(separator: "\n")
      let kinds = symbols.map { $0.split(separator: " ").suffix(2) }
      for kind in kinds {
        #expect(!["B", "b", "D", "d", "C"].contains(kind.first ?? ""), "\(kind)")
        if kind.first == "U" { #expect(kind.last == "memcpy") }
      }
      let functions = kinds.filter { $0.first == "T" }.compactMap(\.last)
      #expect(functions.sorted() == ["model_input_0", "model_output_0", "model_run"])
    }
  }

  @Test func weightsGoWhereTheMacroSays() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(Models.convolutions()))
    let gcc = try #require(Subprocess.find("gcc"))
    let section = "-DEDGEC_WEIGHTS=__attribute__((section(\".external_flash\")))"
    let compiled = try Subprocess.run(
      gcc, ["-O2", section, "-c", "model.c", "-o", "model.o"], in: folder.path)
    #expect(compiled.status == 0, "\(compiled.errors)")
    let objdump = try #require(Subprocess.find("objdump"))
    #expect(try Subprocess.run(objdump, ["-h", "model.o"], in: folder.path).text.contains(".external_flash"))
  }

  @Test func headerServesCPlusPlus() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(Models.convolutions()))
    try folder.write("#include \"model.h\"\nint main() { return MODEL_INPUT_COUNT - 1; }\n", to: "main.cpp")
    let compiler = try #require(Subprocess.find("g++"))
    let result = try Subprocess.run(
      compiler, ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "main.cpp"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// Names from a model file are data: none can break out of its comment or literal, or meet one of ours.
  @Test func hostileNamesDoNoHarm() throws {
    var editor = GraphEditor(name: "hostile")
    let names = [
      "memcpy", "*/ #error x /*", "\"\n#error", "data", "??/", "edgec_f32_clip", "éà", "int", "t_x", "x",
    ]
    for name in names {
      let input = editor.addInput(name: name, type: Models.vector(4))
      let clipped = try editor.add(
        Clip(lower: 0, upper: 1), [input], names: [name],
        origins: [Origin(name: name, operatorType: name, opset: 1, index: 0)])
      editor.addOutput(name: name, value: clipped[0])
    }
    for name in ["edgec_f32", "int", "9 lives", "", "a.b/c"] {
      let options = COptions(name: name, harness: .test, version: "*/", modelDigest: "\n")
      let program = try CHost.lower(editor.graph, options: options)
      let folder = try TemporaryDirectory()
      try folder.write(program)
      let sources = [folder.file("\(program.name).c"), folder.file("\(program.name)_test.c")]
      let inputs = names.indices.map { Models.ramp([4], from: $0) }
      let bytes = inputs.flatMap { [UInt8]($0.storage.bytes) }
      let result = try CCompiler.gcc.compile(sources, includes: [folder.path]).run(["-"], input: bytes)
      let expected = try Interpreter(editor.graph).run(inputs).flatMap { [UInt8]($0.storage.bytes) }
      #expect(result.output == expected)
    }
  }
}
