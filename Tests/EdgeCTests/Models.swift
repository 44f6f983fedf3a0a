import EdgeIR
import EdgeOps

/// Small graphs for the tests of this target.
enum Models {
  /// Elements that differ from their neighbours, in [-1, 1].
  static func ramp(_ shape: [Int]) -> Tensor {
    Tensor.build(shape, of: Float.self) { elements in
      for i in elements.indices { elements[i] = Float((i * 37) % 101) / 50 - 1 }
    }
  }

  /// Conv with a fused and a separate clip, then a reshape to a vector.
  static func convolutions() throws -> Graph {
    var editor = GraphEditor(name: "convolutions")
    let x = editor.addInput(name: "image", type: TensorType(.float32, [1, 8, 8, 3]))
    let w1 = editor.addConstant(ramp([4, 3, 3, 3]), name: "conv1.weight")
    let b1 = editor.addConstant(ramp([4]), name: "conv1.bias")
    let w2 = editor.addConstant(ramp([5, 1, 1, 4]), name: "conv2.weight")
    let conv1 = try editor.add(
      Conv(strides: [2, 2], dilations: [1, 1], padsBegin: [1, 1], padsEnd: [1, 1], groups: 1), [x, w1, b1])
    let relu = try editor.add(Clip(lower: 0, upper: .infinity), conv1)
    let conv2 = try editor.add(
      Conv(strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0], groups: 1), [relu[0], w2])
    let flat = try editor.add(Reshape(shape: [1, 80]), conv2)
    editor.addOutput(name: "features", value: flat[0])
    return editor.graph
  }
}
