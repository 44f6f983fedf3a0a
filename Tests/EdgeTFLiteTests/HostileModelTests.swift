import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import TFLiteFormat
import Testing

/// Whatever a file holds, importing ends with a graph or with diagnostics.
struct HostileModelTests {
  /// Operators whose options and constants decide shapes.
  private var models: [TFLiteModel] {
    let image = Tensor.random([1, 5, 6, 4], of: Float.self)
    func ints(_ numbers: Int32...) -> SingleOperator.Operand { .constant(Tensor([numbers.count], numbers)) }
    func f32(_ shape: [Int]) -> TensorType { TensorType(.float32, shape) }
    let weights = Tensor.random([3, 2, 2, 2], of: Float.self)
    return [
      SingleOperator(
        .conv2D, .conv2D(Conv2DOptions(strideW: 2, strideH: 1)),
        [.given(Tensor.random([1, 5, 6, 2], of: Float.self)), .constant(weights), .absent],
        outputs: [f32([1, 5, 3, 3])]),
      SingleOperator(
        .averagePool2D,
        .pool2D(Pool2DOptions(strideW: 2, strideH: 2, filterWidth: 3, filterHeight: 3)),
        [.given(image)], outputs: [f32([1, 3, 3, 4])]),
      SingleOperator(
        .stridedSlice, .stridedSlice(StridedSliceOptions(beginMask: 1, shrinkAxisMask: 2)),
        [.given(image), ints(0, 1, -1, 0), ints(1, 3, 0, 4), ints(1, 1, -2, 3)],
        outputs: [f32([1, 3, 2])]),
      SingleOperator(
        .reshape, .reshape(ReshapeOptions(newShape: [1, -1])), [.given(image), ints(1, -1)],
        outputs: [f32([1, 120])]),
      SingleOperator(
        .mirrorPad, .mirrorPad(MirrorPadOptions(mode: .symmetric)),
        [.given(image), .constant(Tensor([4, 2], [0, 0, 1, 2, 2, 1, 0, 0] as [Int32]))],
        outputs: [f32([1, 8, 9, 4])]),
      SingleOperator(
        .splitV, .splitV(SplitVOptions(numSplits: 2)), [.given(image), ints(1, -1), ints(3)],
        outputs: [f32([1, 5, 6, 1]), f32([1, 5, 6, 3])]),
      SingleOperator(
        .gather, .gather(GatherOptions(axis: 2)), [.constant(image), ints(0, 5)],
        outputs: [f32([1, 5, 2, 4])]),
      SingleOperator(.tile, [.given(image), ints(1, 2, 1, 1)], outputs: [f32([1, 10, 6, 4])]),
      SingleOperator(
        .slice, [.given(image), ints(0, 1, 0, 0), ints(1, 2, -1, 4)], outputs: [f32([1, 2, 6, 4])]),
      SingleOperator(
        .padV2, [.given(Tensor([2], [1, 2] as [Float])), ints(1, 2), .constant(Tensor(scalar: Float(1)))],
        outputs: [f32([5])]),
    ].map(\.model)
  }

  private func survives(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try TFLiteImportHost.importGraph(
        TFLiteDecoder.decode(bytes, path: "damaged.tflite"), file: "damaged.tflite",
        table: OperatorCatalog.tfliteImporters, notes: DiagnosticCollector())
      return true
    } catch {
      return error is Diagnostic || error is DiagnosticsError
    }
  }

  @Test func undamagedModelsAreRead() throws {
    for model in models {
      _ = try TFLiteImportHost.importGraph(
        model, file: "", table: OperatorCatalog.tfliteImporters, notes: DiagnosticCollector())
    }
  }

  @Test(arguments: 0..<10) func damagedBytes(_ index: Int) throws {
    let bytes = try TFLiteEncoder.encode(models[index])
    var random = SeededGenerator(seed: UInt64(index))
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        damaged[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      #expect(survives(damaged))
    }
  }

  /// Damage where it hurts: shapes and the numbers that decide shapes, each replaced by extremes.
  @Test(arguments: 0..<10) func extremeNumbers(_ index: Int) throws {
    let extremes: [Int32] = [.min, -7, -1, 0, 1, 7, 1 << 24, .max]
    let model = models[index]
    for tensor in model.subgraphs[0].tensors.indices {
      for extreme in extremes {
        for position in model.subgraphs[0].tensors[tensor].shape.indices where extreme >= 0 {
          var damaged = model
          damaged.subgraphs[0].tensors[tensor].shape[position] = Int(extreme)
          #expect(survives(try TFLiteEncoder.encode(damaged)))
        }
        guard model.subgraphs[0].tensors[tensor].type == .int32,
          let buffer = model.subgraphs[0].tensors[tensor].buffer
        else { continue }
        for position in 0..<buffer.count / 4 {
          var damaged = model
          var bytes = buffer.bytes
          bytes.replaceSubrange(
            4 * position..<4 * position + 4, with: withUnsafeBytes(of: extreme.littleEndian, Array.init))
          damaged.subgraphs[0].tensors[tensor].buffer = TFLiteBuffer(bytes)
          #expect(survives(try TFLiteEncoder.encode(damaged)))
        }
      }
    }
  }
}
