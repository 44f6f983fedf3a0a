import EdgeC
import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Kernels for the DSP extension of Cortex-M beyond products.
struct DSPKernelTests {
  static let optimizations = [["-O2"], ["-Os", "-fno-omit-frame-pointer"]]

  private struct Window {
    var kernel = [3, 3]
    var strides = [1, 1]
    var dilations = [1, 1]
    var pads = [1, 1]
    var padsEnd = [1, 1]
    var size: [Int]
    var depth = 1
  }

  private static let ofThree = [
    Window(size: [2, 7, 8, 5]), Window(size: [1, 13, 5, 4]), Window(size: [1, 3, 3, 8]),
    Window(strides: [2, 2], pads: [0, 0], size: [1, 12, 30, 4]),
    Window(strides: [2, 2], size: [1, 9, 7, 4], depth: 2),
    Window(pads: [0, 0], padsEnd: [0, 0], size: [1, 5, 60, 4]), Window(pads: [0, 1], size: [1, 4, 100, 3]),
    Window(strides: [2, 2], pads: [2, 0], size: [1, 6, 50, 4]),
  ]

  private static let general = [
    Window(kernel: [5, 5], pads: [2, 2], padsEnd: [2, 2], size: [1, 9, 8, 6]),
    Window(dilations: [2, 2], pads: [2, 2], padsEnd: [2, 2], size: [2, 7, 8, 4]),
    Window(
      kernel: [4, 1], strides: [3, 2], pads: [0, 0], padsEnd: [1, 0], size: [1, 11, 9, 5], depth: 2),
    Window(kernel: [2, 3], strides: [1, 2], size: [1, 6, 7, 8]),
    Window(pads: [0, 2], padsEnd: [0, 2], size: [1, 6, 7, 4]),
  ]

  private func depthwise(_ windows: [Window], _ activation: Clamp?) throws -> IntegerBatch {
    var batch = IntegerBatch()
    for (index, window) in windows.enumerated() {
      let seed = UInt64(index + 1)
      let channels = window.size[3]
      // ReLU hides negative sums, so that sums lie on one line.
      let x = Integers.random(.int8, window.size, scale: 0.05, zeroPoint: index % 8 * 29 - 128, seed: seed)
      let weights = Integers.weights(
        [channels * window.depth] + window.kernel + [1], perChannel: index % 2 == 0, seed: seed)
      let op = Conv(
        strides: window.strides, dilations: window.dilations, padsBegin: window.pads,
        padsEnd: window.padsEnd, groups: channels, activation: activation)
      try batch.add(
        op, [x, weights, Integers.bias(.int32, weights, input: 0.05, seed: seed)],
        to: Integers.result(.int8, scale: 0.2, zeroPoint: activation == nil ? 7 * index - 20 : -128),
        constants: [1, 2])
    }
    return batch
  }

  @Test(arguments: [nil, Clamp.relu]) func depthwiseOfThree(_ activation: Clamp?) throws {
    let names = try depthwise(Self.ofThree, activation)
      .check(for: .cortexM4, on: .cortexM4, flags: Self.optimizations)
    // For 3x3 pixels the general kernel is as good.
    #expect(names.filter { $0.hasPrefix("dsp 3x3") }.count >= Self.ofThree.count - 1, "\(names)")
  }

  @Test(arguments: [nil, Clamp.relu]) func depthwiseOfAnyWindow(_ activation: Clamp?) throws {
    let names = try depthwise(Self.general, activation)
      .check(for: .cortexM4, on: .cortexM4, flags: Self.optimizations)
    #expect(
      names.count == Self.general.count && names.allSatisfy { $0.hasPrefix("dsp depthwise") }, "\(names)")
  }

  /// Little scratch memory: strips of a few rows.
  @Test func depthwiseInStrips() throws {
    let names = try depthwise(Self.ofThree + Self.general, nil).check(
      for: .cortexM4, on: .cortexM4, maxRAM: nil)
    #expect(
      names.contains { $0.hasSuffix(", 2 rows") } && names.contains { $0.hasSuffix(", 1 rows") }, "\(names)")
  }

  @Test(arguments: [nil, Clamp.relu]) func winograd(_ activation: Clamp?) throws {
    var batch = IntegerBatch()
    for (index, (size, outputs, pads)) in [
      ([2, 7, 9, 8], 4, [1, 1]), ([1, 8, 8, 16], 6, [1, 1]), ([1, 5, 6, 24], 2, [0, 0]),
      ([1, 4, 4, 32], 8, [1, 0]),
    ].enumerated() {
      let seed = UInt64(index + 1)
      let x = Integers.random(.int8, size, scale: 0.05, zeroPoint: 29 - index * 50, seed: seed)
      let weights = Integers.weights([outputs, 3, 3, size[3]], perChannel: index % 2 == 0, seed: seed)
      let op = Conv(
        strides: [1, 1], dilations: [1, 1], padsBegin: pads, padsEnd: [1, 1], groups: 1,
        activation: activation)
      try batch.add(
        op, [x, weights, Integers.bias(.int32, weights, input: 0.05, seed: seed)],
        to: Integers.result(.int8, scale: 0.4, zeroPoint: activation == nil ? 7 * index - 20 : -128),
        constants: [1, 2])
    }
    let names = try batch.check(for: .cortexM4, on: .cortexM4, flags: Self.optimizations)
    #expect(names == Array(repeating: "dsp winograd", count: 4))
  }

  @Test func pools() throws {
    var batch = IntegerBatch()
    for (index, (size, kernel, strides)) in [
      ([1, 6, 6, 8], [6, 6], [1, 1]), ([2, 7, 9, 4], [3, 2], [2, 3]), ([1, 16, 17, 4], [16, 16], [1, 1]),
    ].enumerated() {
      let scale = Quantization(scale: 0.1, zeroPoint: index * 7)
      let x = Integers.random(.int8, size, scale: 0.1, zeroPoint: index * 7, seed: UInt64(index + 1))
      let window = WindowGeometry(
        kernel: kernel, strides: strides, dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0])
      try batch.add(
        AveragePool(geometry: window, overhang: [0, 0], countsPadding: false), [x],
        to: Quantized.Result(.int8, scale))
      try batch.add(MaxPool(geometry: window) as any Operator, [x])
      try batch.add(
        Reduce(.mean, axes: [1, 2], keepDims: true), [x],
        to: Integers.result(.int8, scale: 0.07, zeroPoint: -3))
    }
    let names = try batch.check(for: .cortexM4, on: .cortexM4, flags: Self.optimizations)
    #expect(names == Array(repeating: "dsp", count: 9))
  }
}
