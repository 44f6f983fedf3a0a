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
