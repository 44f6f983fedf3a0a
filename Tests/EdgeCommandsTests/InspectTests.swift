import EdgeTestSupport
import Foundation
import Testing

struct InspectTests {
  @Test func table() {
    let run = CommandRun("inspect", Fixture.path("models/digits_cnn_dynamo/model.onnx"))
    #expect(run.code == 0, "\(run.stderr)")
    Golden.expect(
      run.stdout.replacingOccurrences(of: Fixture.packageRoot, with: "."), equals: "inspect/cnn.txt")
  }

  @Test(arguments: Fixture.models)
  func json(name: String) throws {
    let run = CommandRun("inspect", Fixture.path("models/\(name)/model.onnx"), "--json")
    #expect(run.code == 0, "\(run.stderr)")
    let page = try JSONDecoder().decode(Page.self, from: Data(run.stdout.utf8))
    #expect(page.nodes.reduce(0) { $0 + $1.parameters } == page.parameters)
    #expect(page.nodes.compactMap(\.liveBytes).max() == page.peakLiveBytes)
    #expect(page.multiplyAccumulates > 0)
  }

  @Test func graphAsText() {
    let run = CommandRun("inspect", Fixture.path("models/digits_cnn_dynamo/model.onnx"), "--graph")
    #expect(run.stdout.contains("= Conv("))
  }

  @Test func tflite() {
    let run = CommandRun("inspect", Fixture.path("tflite/add.tflite"))
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.stdout.contains("ADD"))
    #expect(CommandRun("inspect", Fixture.path("tflite/add.tflite"), "--json").stdout.hasPrefix("{\n"))
  }

  /// The page and the drawing are well-formed, hold every layer, and need no other file.
  @Test(arguments: ["models/digits_cnn_dynamo/model.onnx", "tflite/add.tflite"])
  func pageAndDrawing(model: String) throws {
    let folder = try TemporaryDirectory()
    let (page, drawing) = (folder.file("page.html"), folder.file("graph.svg"))
    let run = CommandRun("inspect", Fixture.path(model), "--html", page, "--svg", drawing)
    #expect(run.code == 0, "\(run.stderr)")
    let html = String(decoding: try folder.bytes("page.html"), as: UTF8.self)
    let svg = String(decoding: try folder.bytes("graph.svg"), as: UTF8.self)
    #expect(html.contains(svg.dropLast()))
    #expect(!html.contains("src=") && !html.contains("href="))
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    for tag in ["g", "text", "title", "svg"] {
      let opened =
        svg.components(separatedBy: "<\(tag)>").count + svg.components(separatedBy: "<\(tag) ").count
      #expect(opened - 1 == svg.components(separatedBy: "</\(tag)>").count, "\(tag)")
    }
    #expect(svg.contains(model.hasSuffix(".onnx") ? ">Conv</text>" : ">Binary add</text>"))
  }

  private struct Page: Decodable {
    struct Node: Decodable {
      let parameters: Int
      let liveBytes: Int?
    }

    let parameters: Int
    let multiplyAccumulates: Int
    let peakLiveBytes: Int?
    let nodes: [Node]
  }
}
