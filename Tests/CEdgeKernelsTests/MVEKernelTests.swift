import EdgeC
import EdgeTestSupport
import Testing

/// The kernels for Armv8.1-M MVE: their vector forms against their C forms.
struct MVEKernelTests {
  private static let program = "\(Fixture.packageRoot)/Tests/EdgeTestSupport/CortexM/mve_kernels.c"
  private static let includes = ["\(Fixture.packageRoot)/Sources/CEdgeKernels/include"]

  @Test(arguments: ["-O1", "-O2", "-O3", "-Os"]) func formsAgree(_ optimization: String) throws {
    let result = try CortexMBoard.cortexM55.compile(
      [Self.program], includes: Self.includes, flags: [optimization], strict: false
    ).run()
    #expect(result.status == 0, "\(result.text)")
  }

  /// On other processors and without optimization the C forms stand in.
  @Test func formInCIsClean() throws {
    let result = try CCompiler.gcc.compile(
      [Self.program], includes: Self.includes, flags: ["-O1"], sanitizers: [.address, .undefined],
      strict: false
    ).run()
    #expect(result.status == 0, "\(result.text) \(result.errors)")
  }

  @Test func unoptimizedProgramHasTheFormInC() throws {
    let result = try CortexMBoard.cortexM55.compile(
      [Self.program], includes: Self.includes, flags: ["-O0"], strict: false
    ).run()
    #expect(result.status == 0, "\(result.text)")
  }
}
