import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat
import Testing

/// What the driver takes from a file, and what it refuses.
struct TFLiteImportHostTests {
  private let x = Tensor([2, 3], [1, -2, 3, -4, 5, -6] as [Float])

  private func relu() -> SingleOperator { SingleOperator(.relu, [.given(x)], outputs: [x.type]) }

  private func sum(_ second: Tensor) -> SingleOperator {
    SingleOperator(.add, .add(AddOptions()), [.given(x), .constant(second)], outputs: [x.type])
  }

  @Test func namesComeFromTheSignature() throws {
    var single = relu()
    single.model.signatures = [
      TFLiteSignature(
        key: "serving_default", inputs: [.init(name: "audio", tensor: 0)],
        outputs: [.init(name: "score", tensor: 1)])
    ]
    let graph = try single.graph()
    #expect(graph.inputs.map { graph[$0].name } == ["audio"])
    #expect(graph.outputs.map(\.name) == ["score"])
    #expect(graph.nodes.first?.origins.first?.operatorType == "RELU")
  }

  @Test func namesComeFromTensorsWithoutSignature() throws {
    var single = relu()
    single.model.subgraphs[0].outputs = [1, 1]
    let graph = try single.graph()
    #expect(graph.inputs.map { graph[$0].name } == ["x0"])
    #expect(graph.outputs.map(\.name) == ["y0", "y0_1"])
  }

  @Test func openSizesAreNoted() throws {
    var single = relu()
    single.model.subgraphs[0].tensors[0].shapeSignature = [-1, 3]
    let notes = DiagnosticCollector()
    _ = try single.graph(notes: notes)
    #expect(notes.diagnostics.map(\.code) == [.dimensionPinned])
    #expect(notes.diagnostics.first?.location.file == "model.tflite")
  }

  @Test func everyUnsupportedOperatorIsNamedAtOnce() throws {
    var single = relu()
    single.model.subgraphs[0].operators += [
      TFLiteOperator(code: .lstm, inputs: [0], outputs: [1]),
      TFLiteOperator(code: .custom, customCode: "Detect", inputs: [0], outputs: [1]),
      TFLiteOperator(code: .lstm, inputs: [0], outputs: [1]),
    ]
    let error = #expect(throws: DiagnosticsError.self) { try single.graph() }
    #expect(error?.diagnostics.map(\.code) == [.unsupportedOperator, .unsupportedOperator])
    #expect(error?.diagnostics.map(\.location.operatorType) == ["LSTM", "CUSTOM::Detect"])
    #expect(error?.diagnostics.map(\.location.nodeIndex) == [1, 2])
  }

  @Test func tensorsThatAreNotPlainNumbers() {
    var quantized = relu()
    quantized.model.subgraphs[0].tensors[0].type = .int8
    quantized.model.subgraphs[0].tensors[0].quantization = TFLiteQuantization(
      scale: [0.5], zeroPoint: [3], details: .customQuantization(CustomQuantization()))
    #expect(quantized.problems() == [.unsupportedElementType])
    var variable = relu()
    variable.model.subgraphs[0].tensors[0].isVariable = true
    #expect(variable.problems() == [.unsupportedElementType])
    var sparse = sum(x)
    sparse.model.subgraphs[0].tensors[1].sparsity = SparsityParameters()
    #expect(sparse.problems() == [.unsupportedElementType])
    var text = relu()
    text.model.subgraphs[0].tensors[0].type = .string
    #expect(text.problems() == [.unsupportedElementType])
  }

  @Test func floatsMayCarryScales() throws {
    var single = relu()
    single.model.subgraphs[0].tensors[0].quantization = TFLiteQuantization(scale: [0.5], zeroPoint: [3])
    #expect(single.problems() == [])
  }

  @Test func constantsThatDoNotFit() {
    var short = sum(x)
    short.model.subgraphs[0].tensors[1].buffer = TFLiteBuffer([1, 2, 3])
    #expect(short.problems() == [.malformedTensor])
    var huge = sum(x)
    huge.model.subgraphs[0].tensors[1].shape = [1 << 31, 1 << 31, 1 << 31]
    #expect(huge.problems() == [.sizeLimitExceeded])
    var input = relu()
    input.model.subgraphs[0].tensors[0].shape = [1 << 31, 1 << 31]
    #expect(input.problems() == [.sizeLimitExceeded])
  }

  @Test func definitions() {
    var twice = relu()
    twice.model.subgraphs[0].operators.append(TFLiteOperator(code: .abs, inputs: [0], outputs: [1]))
    #expect(twice.problems() == [.duplicateName])
    var overwritten = relu()
    overwritten.model.subgraphs[0].operators[0].outputs = [0]
    #expect(overwritten.problems().contains(.duplicateName))
    var shared = relu()
    shared.model.subgraphs[0].inputs = [0, 0]
    #expect(shared.problems() == [.duplicateName])
  }

  @Test func order() {
    var cyclic = relu()
    cyclic.model.subgraphs[0].operators[0].inputs = [1]
    #expect(cyclic.problems() == [.cyclicGraph])
    var dangling = relu()
    dangling.model.subgraphs[0].inputs = []
    #expect(dangling.problems() == [.danglingValue])
    var unreached = relu()
    unreached.model.subgraphs[0].operators = []
    #expect(unreached.problems() == [.danglingValue])
    var mute = relu()
    mute.model.subgraphs[0].outputs = []
    #expect(mute.problems() == [.malformedModel])
  }

  @Test func declaredShapesAreHeldAgainstComputedOnes() {
    var wrong = relu()
    wrong.model.subgraphs[0].tensors[1].shape = [3, 2]
    #expect(wrong.problems() == [.shapeMismatch])
    wrong.model.subgraphs[0].tensors[1].shapeSignature = [-1, -1]
    #expect(wrong.problems() == [])
    var element = relu()
    element.model.subgraphs[0].tensors[1].type = .int32
    #expect(element.problems() == [.shapeMismatch])
    var unranked = relu()
    unranked.model.subgraphs[0].tensors[1].shape = []
    #expect(unranked.problems() == [.shapeMismatch])
    unranked.model.subgraphs[0].tensors[1].hasRank = false
    #expect(unranked.problems() == [])
  }

  @Test func operands() {
    let axes = Tensor([1], [1] as [Int32])
    let reducer = BuiltinOptions.reducer(ReducerOptions(keepDims: true))
    let result = TensorType(.float32, [2, 1])
    #expect(SingleOperator(.sum, reducer, [.given(x), .constant(axes)], outputs: [result]).problems() == [])
    #expect(
      SingleOperator(.sum, reducer, [.given(x), .given(axes)], outputs: [result]).problems()
        == [.inputNotConstant])
    #expect(
      SingleOperator(.sum, reducer, [.given(x), .absent], outputs: [result]).problems() == [.invalidInputs])
    #expect(
      SingleOperator(.sum, reducer, [.given(x), .constant(x)], outputs: [result]).problems()
        == [.invalidInputs])
    let far = Tensor([1], [2] as [Int32])
    #expect(
      SingleOperator(.sum, reducer, [.given(x), .constant(far)], outputs: [result]).problems()
        == [.invalidAttribute])
    #expect(
      SingleOperator(.relu, [.given(x)], outputs: [x.type, x.type]).problems() == [.invalidInputs])
    #expect(
      SingleOperator(.concatenation, [.given(x)], outputs: [x.type]).problems() == [.invalidAttribute])
  }

  @Test func resultsThatAreTooLarge() {
    let shape = Tensor([3], [Int32.max, Int32.max, Int32.max])
    #expect(
      SingleOperator(.fill, [.constant(shape), .constant(Tensor(scalar: Float(0)))], outputs: [x.type])
        .problems() == [.sizeLimitExceeded])
  }

  /// A broken operator is reported once, not again by those that read its result.
  @Test func oneProblemIsSaidOnce() {
    var single = relu()
    single.model.subgraphs[0].tensors.append(TFLiteTensor(name: "z", type: .float32, shape: [2, 3]))
    single.model.subgraphs[0].operators = [
      TFLiteOperator(code: .logicalNot, inputs: [0], outputs: [1]),
      TFLiteOperator(code: .relu, inputs: [1], outputs: [2]),
    ]
    single.model.subgraphs[0].outputs = [2]
    #expect(single.problems() == [.invalidInputs])
  }
}
