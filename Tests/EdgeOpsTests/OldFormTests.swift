import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// Nodes as opsets 1 to 9 spelled them, against the same computation in today's spelling.
struct OldFormTests {
  private static let x = Tensor.random([2, 3, 4], of: Float.self)
  private static let image = Tensor.random([2, 3, 5, 4], of: Float.self)
  private static let row = Tensor.random([4], of: Float.self, seed: 2)
  private static let channels = Tensor.random([3], of: Float.self, in: 0.5...2, seed: 3)
  private static let matrix = Tensor.random([4, 3], of: Float.self, seed: 4)
  private static let column = Tensor([2, 1], [3, 5] as [Float])
  private static let bools = Tensor([2, 2], [true, false, true, false])
  private static let on = ONNXAttributeValue.int(1)

  static let limitedBroadcasting = [
    Pair(
      ONNXForm("Add", 1, ["broadcast": on, "consumed_inputs": .ints([0, 0])], [x, row]),
      ONNXForm("Add", 14, [x, row])),
    Pair(
      ONNXForm("Sub", 6, ["broadcast": on, "axis": .int(1)], [x, channels]),
      ONNXForm("Sub", 14, [x, channels.reshaped([3, 1])])),
    Pair(
      ONNXForm("Mul", 6, ["broadcast": on, "axis": .int(0)], [x, column.reshaped([2])]),
      ONNXForm("Mul", 14, [x, column.reshaped([2, 1, 1])])),
    Pair(
      ONNXForm("Div", 6, ["broadcast": on, "axis": .int(-2)], [x, channels]),
      ONNXForm("Div", 14, [x, channels.reshaped([3, 1])])),
    Pair(
      ONNXForm("Add", 6, ["broadcast": on, "axis": .int(0)], [matrix.reshaped([2, 6]), column]),
      ONNXForm("Add", 14, [matrix.reshaped([2, 6]), column])),
    Pair(
      ONNXForm("Pow", 1, ["broadcast": on], [image, Tensor([1, 1], [2] as [Float])]),
      ONNXForm("Pow", 15, [image, Tensor(scalar: Float(2))])),
    Pair(ONNXForm("Less", 1, ["broadcast": on], [x, row]), ONNXForm("Less", 13, [x, row])),
    Pair(ONNXForm("Greater", 1, [x, x]), ONNXForm("Greater", 13, [x, x])),
    Pair(
      ONNXForm("Equal", 1, ["broadcast": on], [bools, Tensor([2], [true, true])]),
      ONNXForm("Equal", 19, [bools, Tensor([2], [true, true])])),
    Pair(
      ONNXForm("Xor", 1, ["broadcast": on, "axis": .int(0)], [bools, Tensor([2], [true, false])]),
      ONNXForm("Xor", 7, [bools, Tensor([2, 1], [true, false])])),
    Pair(
      ONNXForm("PRelu", 6, [image, channels]), ONNXForm("PRelu", 16, [image, channels.reshaped([3, 1, 1])])),
    Pair(ONNXForm("PRelu", 1, [row, row]), ONNXForm("PRelu", 16, [row, row])),
    Pair(
      ONNXForm("PRelu", 1, [image, Tensor([1], [0.5] as [Float])]),
      ONNXForm("PRelu", 16, [image, Tensor(scalar: Float(0.5))])),
    Pair(
      ONNXForm("Gemm", 6, ["broadcast": on], [row.reshaped([1, 4]), matrix, channels]),
      ONNXForm("Gemm", 13, [row.reshaped([1, 4]), matrix, channels])),
  ]

  static let attributes = [
    Pair(
      ONNXForm("Reshape", 1, ["shape": .ints([0, -1])], [x]),
      ONNXForm("Reshape", 14, [x, Tensor([2], [0, -1] as [Int64])], constants: [1])),
    Pair(ONNXForm("Cast", 1, ["to": "INT32"], [image]), ONNXForm("Cast", 6, ["to": .int(6)], [image])),
    Pair(ONNXForm("Concat", 1, [x, x]), ONNXForm("Concat", 13, ["axis": .int(1)], [x, x])),
    Pair(
      ONNXForm("Pad", 1, ["paddings": .ints([0, 1, 2, 0, 0, 3]), "value": .float(7)], [x]),
      ONNXForm(
        "Pad", 18, [x, Tensor([6], [0, 1, 2, 0, 0, 3] as [Int64]), Tensor(scalar: Float(7))],
        constants: [1, 2])),
    Pair(
      ONNXForm("Split", 1, ["axis": .int(1), "split": .ints([1, 2])], [x]),
      ONNXForm("Split", 18, ["axis": .int(1)], [x, Tensor([2], [1, 2] as [Int64])], constants: [1]),
      outputs: 2),
    Pair(
      ONNXForm("Split", 1, ["axis": .int(1)], [x, Tensor([2], [1, 2] as [Float])], constants: [1]),
      ONNXForm("Split", 18, ["axis": .int(1)], [x, Tensor([2], [1, 2] as [Int64])], constants: [1]),
      outputs: 2),
    Pair(
      ONNXForm("Tile", 1, [x, Tensor(scalar: Float(3)), Tensor(scalar: Float(1))], constants: [1, 2]),
      ONNXForm("Tile", 13, [x, Tensor([3], [1, 3, 1] as [Int64])], constants: [1])),
    Pair(
      ONNXForm("Selu", 1, [x]),
      ONNXForm("Selu", 22, ["alpha": .float(1.6732), "gamma": .float(1.0507)], [x])),
    Pair(
      ONNXForm("LpPool", 1, ["kernel_shape": .ints([2, 2]), "p": .float(3)], [image]),
      ONNXForm("LpPool", 22, ["kernel_shape": .ints([2, 2]), "p": .int(3)], [image])),
    Pair(
      ONNXForm("GlobalLpPool", 1, ["p": .float(1)], [image]),
      ONNXForm("GlobalLpPool", 22, ["p": .int(1)], [image])),
    Pair(ONNXForm("Dropout", 1, ["is_test": on], [x]), ONNXForm("Dropout", 22, [x])),
    Pair(ONNXForm("Dropout", 6, ["ratio": .float(0)], [x]), ONNXForm("Dropout", 22, [x])),
    Pair(ONNXForm("Mean", 1, [x, x, x]), ONNXForm("Mean", 13, [x, x, x])),
  ]

  private static func normalized(_ x: Tensor, parameters shape: [Int]) -> [Tensor] {
    [x] + (1...4).map { Tensor.random(shape, of: Float.self, in: 0.5...2, seed: $0) }
  }

  static let normalization = [
    Pair(
      ONNXForm("BatchNormalization", 6, ["is_test": on], normalized(image, parameters: [3])),
      ONNXForm("BatchNormalization", 15, normalized(image, parameters: [3]))),
    Pair(
      ONNXForm(
        "BatchNormalization", 1, ["momentum": .float(0.5), "consumed_inputs": .ints([])],
        normalized(image, parameters: [3])),
      ONNXForm(
        "BatchNormalization", 15, ["momentum": .float(0.5), "training_mode": on],
        normalized(image, parameters: [3])), outputs: 3),
    Pair(
      ONNXForm("BatchNormalization", 9, normalized(image, parameters: [3])),
      ONNXForm("BatchNormalization", 15, ["training_mode": on], normalized(image, parameters: [3])),
      outputs: 3),
    Pair(
      ONNXForm(
        "BatchNormalization", 7, ["spatial": .int(0)], normalized(x.reshaped([2, 12]), parameters: [12])),
      ONNXForm("BatchNormalization", 15, normalized(x.reshaped([2, 12]), parameters: [12]))),
  ]

  @Test(arguments: limitedBroadcasting + attributes + normalization) func meansTheSame(_ pair: Pair) throws {
    let old = try pair.old.run(outputs: pair.outputs)
    let new = try pair.new.run(outputs: pair.outputs)
    for (old, new) in zip(old, new) { try OperatorCheck.compare(old, new) }
  }

  /// Every position with its own statistics is a flat image with as many channels.
  @Test func positionsAsChannels() throws {
    let flat = Self.normalized(Self.x.reshaped([2, 12]), parameters: [12])
    let positions = [Self.x] + flat.dropFirst().map { $0.reshaped([3, 4]) }
    let old = try ONNXForm("BatchNormalization", 7, ["spatial": .int(0)], positions).run(outputs: 5)
    let new = try ONNXForm("BatchNormalization", 9, flat).run(outputs: 5)
    for (old, new) in zip(old, new) { try OperatorCheck.compare(old.reshaped(new.shape), new) }
  }

  /// The last two outputs are the batch's own mean and variance.
  @Test func savedStatistics() throws {
    let outputs = try ONNXForm("BatchNormalization", 9, Self.normalized(Self.image, parameters: [3])).run(
      outputs: 5)
    let mean = try Reduce(.mean, axes: [0, 2, 3], keepDims: false).evaluate([Self.image])[0]
    try OperatorCheck.compare(outputs[3], mean)
  }

  @Test(arguments: [
    ONNXForm("Add", 6, [x, row]),
    ONNXForm("Add", 6, ["broadcast": on], [x, channels]),
    ONNXForm("Add", 6, ["broadcast": on, "axis": .int(.min)], [x, row]),
    ONNXForm("Add", 6, ["broadcast": on, "axis": .int(2)], [x, matrix]),
    ONNXForm("Add", 6, ["broadcast": on], [row, x]),
    ONNXForm("PRelu", 6, [x, row]),
    ONNXForm("Gemm", 6, [row.reshaped([1, 4]), matrix, channels]),
    ONNXForm("Reshape", 1, [x]),
    ONNXForm("Cast", 1, ["to": "STRING"], [x]),
    ONNXForm("Split", 1, [x]),
    ONNXForm("Tile", 1, [x, Tensor(scalar: Float(1.5)), Tensor(scalar: Float(1))], constants: [1, 2]),
    ONNXForm("LpPool", 1, ["kernel_shape": .ints([2, 2]), "p": .float(.infinity)], [image]),
    ONNXForm("BatchNormalization", 9, normalized(image, parameters: [60])),
  ])
  func isRefused(_ form: ONNXForm) {
    #expect(throws: DiagnosticsError.self) { try form.run() }
  }

  struct Pair: CustomTestStringConvertible {
    let old: ONNXForm
    let new: ONNXForm
    let outputs: Int

    init(_ old: ONNXForm, _ new: ONNXForm, outputs: Int = 1) {
      (self.old, self.new, self.outputs) = (old, new, outputs)
    }

    var testDescription: String { old.testDescription }
  }
}
