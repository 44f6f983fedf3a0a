import EdgeSupport
import EdgeTestSupport
import Testing
import TFLiteFormat

/// `edgec convert --target tflm`: what is written beside the model.
struct ConvertForTFLMTests {
  private func convert(_ name: String, _ folder: TemporaryDirectory) -> CommandRun {
    CommandRun(
      "convert", Fixture.path("models/digits_cnn_dynamo/model.onnx"), "-o", folder.file(name), "--target",
      "tflm")
  }

  @Test func writesSourcesBesideTheModel() throws {
    let folder = try TemporaryDirectory()
    let run = convert("my-model.tflite", folder)
    #expect(run.code == 0, "\(run.stderr)")
    #expect(
      try FileSystem.list(folder.path)
        == ["my-model.tflite", "my_model_model.cc", "my_model_model.h", "my_model_op_resolver.h"])
    let text = { String(decoding: try folder.bytes($0), as: UTF8.self) }
    let bytes = try folder.bytes("my-model.tflite")
    #expect(try text("my_model_model.h").contains("#define MY_MODEL_MODEL_BYTES \(bytes.count)u\n"))
    #expect(run.stdout.contains("my_model_op_resolver.h"))

    let codes = try TFLiteDecoder.decode(bytes, path: "m").subgraphs[0].operators.map(\.code)
    let resolver = try text("my_model_op_resolver.h")
    #expect(resolver.contains("MicroMutableOpResolver<\(Set(codes).count)>"))
    #expect(resolver.contains("resolver.AddDepthwiseConv2D()"))
    #expect(resolver.split(separator: "resolver.Add").count == Set(codes).count + 1)
  }

  /// The array is the file, byte for byte.
  @Test func arrayCompilesToTheModel() throws {
    let folder = try TemporaryDirectory()
    #expect(convert("m.tflite", folder).code == 0)
    let main = """
      #include <cstdio>
      #include "m_model.h"
      int main() { return fwrite(m_model, 1, M_MODEL_BYTES, stdout) == M_MODEL_BYTES ? 0 : 1; }
      """
    try FileSystem.write(main, to: folder.file("main.cc"))
    let compiler = try #require(Subprocess.find("g++") ?? Subprocess.find("clang++"))
    let built = try Subprocess.run(
      compiler,
      ["-std=c++11", "-Wall", "-Wextra", "-Werror", folder.file("main.cc"), folder.file("m_model.cc")]
        + ["-o", folder.file("main")])
    #expect(built.status == 0, "\(built.errors)")
    #expect(try Subprocess.run(folder.file("main")).output == folder.bytes("m.tflite"))
  }

  @Test func writesAllOrNothing() throws {
    let folder = try TemporaryDirectory()
    try FileSystem.createDirectory(folder.file("m_op_resolver.h"))
    let run = convert("m.tflite", folder)
    #expect(run.diagnosticCode == "E802")
    #expect(try FileSystem.list(folder.path).filter { $0 != "m_op_resolver.h" } == [])
  }
}
