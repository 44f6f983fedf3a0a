import CEdgeKernels
import EdgeTestSupport
import Testing

struct KernelSourceTests {
  private var names: [String] {
    (0..<edgec_kernel_source_count()).map { String(cString: edgec_kernel_source_name($0)) }
  }

  /// One compiler invocation that the generated code promises to be clean under.
  struct Toolchain: Sendable, CustomTestStringConvertible {
    var compiler: String
    var flags: [String] = []
    var testDescription: String { ([compiler] + flags).joined(separator: " ") }

    static let all: [Toolchain] = [
      .init(compiler: "gcc"),
      .init(compiler: "clang"),
      .init(compiler: "arm-none-eabi-gcc", flags: ["-mthumb", "-mcpu=cortex-m0plus"]),
      .init(
        compiler: "arm-none-eabi-gcc",
        flags: ["-mthumb", "-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"]),
      .init(compiler: "arm-none-eabi-gcc", flags: ["-mthumb", "-mcpu=cortex-m55", "-mfloat-abi=hard"]),
    ]
  }

  /// The embedded texts, each compiled alone as a source file, where unused functions are most suspect.
  @Test(arguments: Toolchain.all)
  func everyHeaderCompilesAloneWithoutWarnings(_ toolchain: Toolchain) throws {
    let compiler = try #require(
      Subprocess.find(toolchain.compiler), "\(toolchain.compiler) is not installed: run 'make setup'")
    let folder = try TemporaryDirectory()
    var sources: [String] = []
    for i in 0..<edgec_kernel_source_count() {
      let name = String(cString: edgec_kernel_source_name(i))
      let text = String(cString: edgec_kernel_source_text(i))
      try folder.write(text, to: name)
      sources.append(try folder.write(text, to: "\(name.dropLast(2)).c"))
    }
    let flags = toolchain.flags + CCompiler.strictFlags + ["-O2", "-c"]
    let result = try Subprocess.run(compiler, flags + sources, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func headersComeAfterTheirIncludes() {
    #expect(Set(names).count == names.count)
    for i in 0..<edgec_kernel_source_count() {
      let text = String(cString: edgec_kernel_source_text(i))
      let included = text.split(separator: "\n").filter { $0.hasPrefix("#include \"") }
        .map { String($0.dropFirst(10).dropLast()) }
      #expect(included == included.sorted())
      #expect(names[..<Int(i)].filter(included.contains).sorted() == included)
      let found = (0..<edgec_kernel_source_count()).filter { edgec_kernel_source_includes(i, $0) != 0 }
      #expect(found.map { names[Int($0)] }.sorted() == included)
    }
  }

  @Test func noSourceBeyondTheLast() {
    #expect(edgec_kernel_source_text(edgec_kernel_source_count()) == nil)
    #expect(edgec_kernel_source_name(-1) == nil)
    #expect(edgec_kernel_source_includes(0, -1) == 0)
  }

  /// What generated code promises: no allocation, no input or output, only these standard headers.
  @Test func headersUseOnlyThePromisedLibrary() {
    let allowed = [
      "#include <stdint.h>", "#include <string.h>", "#include <math.h>", "#include <immintrin.h>",
      "#include <arm_neon.h>",
    ]
    for i in 0..<edgec_kernel_source_count() {
      let lines = String(cString: edgec_kernel_source_text(i)).split(separator: "\n")
      #expect(lines.filter { $0.hasPrefix("#include <") }.allSatisfy { allowed.contains(String($0)) })
      #expect(lines.allSatisfy { $0.utf8.count <= 120 && $0.utf8.allSatisfy { $0 < 128 } })
    }
  }
}
