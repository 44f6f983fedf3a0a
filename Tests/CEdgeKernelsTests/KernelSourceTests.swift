import CEdgeKernels
import Foundation
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

  /// The embedded texts, written to a folder and compiled each alone (in header and in source position).
  @Test(arguments: Toolchain.all, ["-O0", "-O2"])
  func everyHeaderCompilesAloneWithoutWarnings(_ toolchain: Toolchain, optimization: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var sources: [String] = []
    for i in 0..<edgec_kernel_source_count() {
      let name = String(cString: edgec_kernel_source_name(i))
      let text = String(cString: edgec_kernel_source_text(i))
      try text.write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
      sources.append("\(name.dropLast(2)).c")
      try text.write(to: folder.appending(path: sources[Int(i)]), atomically: false, encoding: .utf8)
    }
    let strict = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
    let (status, output) = try run(
      [toolchain.compiler] + toolchain.flags + [optimization] + strict + ["-c"] + sources, in: folder)
    #expect(status != 127, "\(toolchain.compiler) is not installed: run 'make setup'")
    #expect(status == 0, "\(output)")
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
    let allowed = ["#include <stdint.h>", "#include <string.h>", "#include <math.h>"]
    for i in 0..<edgec_kernel_source_count() {
      let lines = String(cString: edgec_kernel_source_text(i)).split(separator: "\n")
      #expect(lines.filter { $0.hasPrefix("#include <") }.allSatisfy { allowed.contains(String($0)) })
      #expect(lines.allSatisfy { $0.utf8.count <= 120 && $0.utf8.allSatisfy { $0 < 128 } })
    }
  }

  private func run(_ command: [String], in folder: URL) throws -> (status: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
