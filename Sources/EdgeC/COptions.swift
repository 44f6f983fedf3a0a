/// What decides the text of a C program besides the graph.
public struct COptions: Sendable {
  /// Prefix of every name the program declares, e.g. `kws`. Anything that is no C identifier is made one.
  public var name: String
  public var target: CTarget
  /// What kernels are chosen for.
  public var goal: KernelGoal
  /// Bytes that the arena may have; nil leaves it to the goal.
  public var maxRAM: Int?
  /// Bytes that constants may have: larger kernels are then given up, those first that save least.
  public var maxFlash: Int?
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
    name: String, target: CTarget = .portable, goal: KernelGoal = .balanced, maxRAM: Int? = nil,
    maxFlash: Int? = nil, harness: CHarness = .none, singleFile: Bool = false,
    version: String, modelDigest: String, goldens: [CGolden] = []
  ) {
    self.name = name
    self.target = target
    self.goal = goal
    self.maxRAM = maxRAM
    self.maxFlash = maxFlash
    self.harness = harness
    self.singleFile = singleFile
    self.version = version
    self.modelDigest = modelDigest
    self.goldens = goldens
  }
}

/// What comes along with the program to run it.
public enum CHarness: String, CaseIterable, Sendable {
  case none
  /// `NAME_test.c`, `Makefile` and `CMakeLists.txt`: runs given inputs and checks the program's promises.
  case test
  /// `NAME_bench.c` and `Makefile`: times inference.
  case bench
}
