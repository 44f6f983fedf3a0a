import EdgeTestSupport
import Foundation
import Testing

struct FixtureTests {
  @Test func everyMalformedModelHasAnExpectation() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Fixture.path("malformed"))
    #expect(try MalformedModel.all().map(\.name) == files.filter { $0.hasSuffix(".onnx") }.sorted())
  }

  @Test func everyTrainedModelIsComplete() {
    #expect(!Fixture.models.isEmpty)
    for model in Fixture.models {
      for file in ["model.onnx", "input_0.npy", "output_0.npy", "data.npz", "calibration.npz", "meta.json"] {
        #expect(FileManager.default.fileExists(atPath: Fixture.path("models/\(model)/\(file)")))
      }
    }
  }
}
