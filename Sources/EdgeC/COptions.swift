/// What decides the text of a C program besides the graph.
public struct COptions: Sendable {
  /// Prefix of every name the program declares, e.g. `kws`. Anything that is no C identifier is made one.
  public var name: String
  public var target: CTarget
  public var harness: CHarness
  /// Kernels and weights go into `NAME.c` itself.
  public var singleFile: Bool
  /// Version of edgec, for the first line of each file.
  public var version: String
  /// SHA-256 of the model's file in hexadecimal, for the first line of each file.
  public var modelDigest: String
  /// Inputs with the outputs that the test harness expects for them.
  public var goldens: [CGolden]

  public init(
    name: String, target: CTarget = .portable, harness: CHarness = .none, singleFile: Bool = false,
    version: String, modelDigest: String, goldens: [CGolden] = []
  ) {
    self.name = name
    self.target = target
    self.harness = harness
    self.singleFile = singleFile
    self.version = version
    self.modelDigest = modelDigest
    self.goldens = goldens
  }
}

/// What the generated program is meant to run on. All share the portable kernels; those use what the compiler says
/// of the processor (vector registers, for one) through its own feature macros.
public enum CTarget: String, CaseIterable, Sendable {
  case portable
  case host
  case cortexM = "cortex-m"
  case cortexM0plus = "cortex-m0plus"
  case cortexM3 = "cortex-m3"
  case cortexM4 = "cortex-m4"
  case cortexM7 = "cortex-m7"
  case cortexM33 = "cortex-m33"
  case cortexM55 = "cortex-m55"
}

/// What comes along with the program to run it.
public enum CHarness: String, CaseIterable, Sendable {
  case none
  /// `NAME_test.c`, `Makefile` and `CMakeLists.txt`: runs given inputs and checks the program's promises.
  case test
  /// `NAME_bench.c` and `Makefile`: times inference.
  case bench
}
