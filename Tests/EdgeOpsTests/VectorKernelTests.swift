import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

/// Kernels in vectors for int8 against the reference interpreter, bit by bit: with the vectors that this machine has, with
/// AVX2 only, and in plain C.
struct VectorKernelTests {
  @Test(arguments: [
    (CCompiler.gcc, ["-O1"]), (.gcc, ["-O3", "-march=native", "-mno-avx512f"]),
    (.clang, ["-O2", "-march=native"]),
  ])
  func everyBitIsTheInterpreters(_ compiler: CCompiler, flags: [String]) throws {
    var batch = IntegerBatch()
    try Self.addConvolutions(to: &batch)
    try Self.addProducts(to: &batch)
    let expected = try Interpreter(batch.editor.graph).run(batch.arguments)
    let runner = try CModelRunner(
      batch.editor.graph, compiler: compiler,
      sanitizers: compiler.name == "gcc" ? [.address, .undefined] : [],
      flags: flags, target: .host)
    for (index, actual) in try runner.run(batch.arguments).enumerated() {
      #expect(actual.isIdentical(to: expected[index]), "\(batch.labels[index])")
    }
  }

  /// Windows of odd and even rows, dilation, padding, strides; channels that fill blocks and that do not; depthwise.
  private static func addConvolutions(to batch: inout IntegerBatch) throws {
    let windows: [(kernel: [Int], strides: [Int], dilations: [Int], pads: [Int])] = [
      ([3, 3], [1, 1], [1, 1], [1, 1]), ([3, 3], [2, 2], [1, 1], [0, 1]),
      ([2, 5], [1, 3], [2, 2], [1, 4]),
      ([1, 1], [1, 1], [1, 1], [0, 0]),
    ]
    for (position, window) in windows.enumerated() {
      for (groups, channels, outputs) in [(1, 3, 20), (1, 16, 8), (24, 24, 24), (7, 7, 7), (4, 4, 8)] {
        let seed = UInt64(position * 10 + groups)
        let x = Integers.random(
          .int8, [1, 9, 13, channels], scale: 0.02, zeroPoint: Int(seed % 7) * 19 - 60, seed: seed)
        let weights = Integers.weights(
          [outputs] + window.kernel + [channels / groups], perChannel: true, seed: seed)
        let bias = Integers.bias(.int32, weights, input: 0.02, seed: seed)
        let op = Conv(
          strides: window.strides, dilations: window.dilations, padsBegin: window.pads, padsEnd: window.pads,
          groups: groups, activation: seed % 2 == 0 ? .relu : nil)
        let result = Integers.result(.int8, scale: 0.05, zeroPoint: Int(seed % 5) * 31 - 70)
        try batch.add(op, [x, weights, bias], to: result, constants: [1, 2])
      }
    }
  }

  /// Rows that are left over, an odd depth, each rounding.
  private static func addProducts(to batch: inout IntegerBatch) throws {
    for (rows, depth, outputs) in [(1, 64, 12), (7, 33, 16), (13, 5, 40)] {
      for perChannel in [true, false] {
        for rounding in RequantizationRounding.allCases {
          let seed = UInt64(rows * depth)
          let x = Integers.random(.int8, [rows, depth], scale: 0.02, zeroPoint: -9, seed: seed)
          let weights = Integers.weights([outputs, depth], perChannel: perChannel, seed: seed)
          let bias = Integers.bias(.int32, weights, input: 0.02, seed: seed)
          let result = Integers.result(.int8, scale: 0.07, zeroPoint: 11)
          let op = Quantized(FullyConnected(), results: [result], rounding: rounding)
          try batch.add(op as any Operator, [x, weights, bias], constants: [1, 2])
        }
      }
    }
  }
}
