import EdgeC
import EdgeIR
import EdgeOps
import EdgeTestSupport

/// Small graphs for the tests of this target.
enum Models {
  /// Elements that differ from their neighbours, in [-1, 1].
  static func ramp(_ shape: [Int], from start: Int = 0) -> Tensor {
    Tensor.build(shape, of: Float.self) { elements in
      for i in elements.indices { elements[i] = Float(((i + start) * 37) % 101) / 50 - 1 }
    }
  }

  static func vector(_ count: Int) -> TensorType { TensorType(.float32, [count]) }

  static func lower(
    _ graph: Graph, target: CTarget = .portable, goal: KernelGoal = .balanced, harness: CHarness = .none,
    goldens: [CGolden] = []
  ) throws -> CProgram {
    try CHost.lower(
      graph,
      options: COptions(
        name: "model", target: target, goal: goal, harness: harness, version: "1.2.3", modelDigest: "abc",
        goldens: goldens))
  }

  /// Conv with a clip of its own, a pointwise Conv, then a reshape to a vector.
  static func convolutions() throws -> Graph {
    var editor = GraphEditor(name: "convolutions")
    let x = editor.addInput(name: "image", type: TensorType(.float32, [1, 8, 8, 3]))
    let w1 = editor.addConstant(ramp([4, 3, 3, 3]), name: "conv1.weight")
    let b1 = editor.addConstant(ramp([4]), name: "conv1.bias")
    let w2 = editor.addConstant(ramp([5, 1, 1, 4]), name: "conv2.weight")
    let wide = Conv(strides: [2, 2], dilations: [1, 1], padsBegin: [1, 1], padsEnd: [1, 1], groups: 1)
    let pointwise = Conv(
      strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0], groups: 1)
    let conv1 = try editor.add(wide, [x, w1, b1])
    let relu = try editor.add(Clip(lower: 0, upper: .infinity), conv1)
    let conv2 = try editor.add(pointwise, [relu[0], w2])
    let flat = try editor.add(Reshape(shape: [1, 80]), conv2)
    editor.addOutput(name: "features", value: flat[0])
    return editor.graph
  }

  /// Two vectors, each computed, joined and shown.
  static func concatenation(of sizes: [Int]) throws -> Graph {
    var editor = GraphEditor(name: "concatenation")
    let parts = try sizes.enumerated().map { index, size in
      let input = editor.addInput(name: "part\(index)", type: vector(size))
      return try editor.add(Clip(lower: -0.5, upper: 0.5), [input])[0]
    }
    let joined = try editor.add(Concat(axis: 0), parts)
    editor.addOutput(name: "joined", value: joined[0])
    return editor.graph
  }
}
