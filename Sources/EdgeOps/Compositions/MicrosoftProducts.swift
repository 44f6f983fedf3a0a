import EdgeIR
import EdgeONNX
import EdgeSupport

/// Products of ONNX Runtime's own domain with what follows them fused in, since 1.
enum MicrosoftProducts: ONNXImporting {
  static let importers = [
    ONNXImporter("FusedMatMul", since: 1, domain: microsoftDomain) { context in
      let a = try arranged(context, context.input(0), "A")
      let b = try arranged(context, context.input(1), "B")
      let product = try context.matrixProduct(a, b)
      return [try context.scaled(product, by: context.float("alpha", default: 1))]
    },
    ONNXImporter("FusedGemm", since: 1, domain: microsoftDomain) { context in
      let parameters = try ["alpha", "beta", "gamma"].compactMap { try context.float("activation_\($0)") }
      return try FullyConnected.importGemm(context, broadcasts: true).map {
        try context.fusedActivation($0, parameters: parameters)
      }
    },
    ONNXImporter("FusedConv", since: 1, domain: microsoftDomain) { context in
      let bias = context.optionalInput(2)
      var y = try Conv.convolution(context, context.input(0), context.input(1)) { conv, x, weights in
        try context.add(conv, [x, weights, bias])
      }
      if let addend = context.optionalInput(3) { y = try context.binary(.add, y, addend) }
      return [try context.fusedActivation(y, parameters: context.floats("activation_params") ?? [])]
    },
    ONNXImporter("MatMulNBits", since: 1, domain: microsoftDomain) { context in
      let weights = try BlockQuantizedWeights(context).weights()
      let inputs = [try context.input(0), context.constant(weights)]
      return [try context.add(FullyConnected(), inputs + [context.optionalInput(5)])]
    },
  ]

  /// An operand of FusedMatMul: first axis 0 moves behind the batch, then the last two axes change places.
  private static func arranged(
    _ context: ImportContext, _ x: ValueID, _ letter: String
  ) throws -> ValueID {
    var order = Array(0..<context.type(x).rank)
    guard order.count >= 2 else { return x }
    if try context.flag("transBatch\(letter)") {
      order.insert(order.removeFirst(), at: order.count - 1)
    }
    if try context.flag("trans\(letter)") { order.swapAt(order.count - 1, order.count - 2) }
    return try context.transpose(x, by: order)
  }
}

/// The weights of a MatMulNBits: unsigned numbers of few bits, a scale and a zero point for each block of a row.
///
/// B `[N, blocks, bytes]` holds the numbers of a block from the lowest bits of its first byte on; zero points are
/// packed the same way, row by row, or are floats. Without them half the range is 0.
private struct BlockQuantizedWeights {
  let rows: Int
  let depth: Int
  let bits: Int
  let blockSize: Int
  let scales: Tensor
  let packed: [UInt8]
  let zeroPoints: [Double]

  private var blocks: Int { (depth - 1) / blockSize + 1 }

  init(_ context: ImportContext) throws {
    func size(_ name: String) throws -> Int {
      guard let value = try context.int(name), value > 0, value < 1 << 31 else {
        throw context.invalid(name, "expected a positive number")
      }
      return value
    }
    (rows, depth, bits, blockSize) = (
      try size("N"), try size("K"), try context.int("bits", default: 4), try size("block_size")
    )
    guard [2, 4, 8].contains(bits) else { throw context.invalid("bits", "expected 2, 4 or 8, got \(bits)") }
    guard blockSize >= 16, blockSize & (blockSize - 1) == 0 else {
      throw context.invalid("block_size", "expected a power of two from 16 on, got \(blockSize)")
    }
    guard context.optionalInput(4) == nil else {
      throw ImportError(
        .invalidInputs, "an order of groups (g_idx) is not supported",
        hint: "quantize the model without reordering its columns")
    }
    let blocks = (depth - 1) / blockSize + 1
    let bytes = try context.constantInput(1, "the packed weights")
    scales = try context.constantInput(2, "the scales")
    guard bytes.element == .uint8, bytes.elementCount == rows * blocks * (blockSize * bits / 8),
      scales.element.isFloat, scales.elementCount == rows * blocks
    else {
      throw ImportError(
        .invalidInputs,
        "expected \(rows) rows of \(blocks) blocks, got weights \(bytes.type) and scales \(scales.type)")
    }
    packed = bytes.elements(as: UInt8.self)
    zeroPoints = try Self.zeroPoints(context, rows: rows, blocks: blocks, bits: bits)
  }

  private static func zeroPoints(
    _ context: ImportContext, rows: Int, blocks: Int, bits: Int
  ) throws -> [Double] {
    guard context.optionalInput(3) != nil else {
      return Array(repeating: Double(1 << (bits - 1)), count: rows * blocks)
    }
    let tensor = try context.constantInput(3, "the zero points")
    let bytesPerRow = (blocks * bits + 7) / 8
    if tensor.element.isFloat, tensor.elementCount == rows * blocks { return tensor.doubles() }
    guard tensor.element == .uint8, tensor.elementCount == rows * bytesPerRow else {
      throw ImportError(
        .invalidInputs, "expected zero points of \(rows) rows of \(blocks) blocks, got \(tensor.type)")
    }
    let bytes = tensor.elements(as: UInt8.self)
    return (0..<rows * blocks).map { place in
      Double(number(bytes[(place / blocks * bytesPerRow)...], place % blocks, bits))
    }
  }

  /// `[N, K]`, in the type of the scales.
  func weights() throws -> Tensor {
    let type = TensorType(scales.element, [rows, depth])
    guard type.fits(limitInBytes: tensorLimitInBytes), let float = scales.element.floatType else {
      throw ImportError(.sizeLimitExceeded, "weights \(type) are larger than \(tensorLimitInBytes) bytes")
    }
    return unpacked(float)
  }

  private func unpacked<Element: FloatElement>(_: Element.Type) -> Tensor {
    let bytesPerBlock = blockSize * bits / 8
    return Tensor.build([rows, depth], of: Element.self) { weights in
      scales.withElements(of: Element.self) { scales in
        for i in weights.indices {
          let (row, column) = (i / depth, i % depth)
          let block = row * blocks + column / blockSize
          let quantized = Self.number(packed[(block * bytesPerBlock)...], column % blockSize, bits)
          weights[i] = Element((Double(quantized) - zeroPoints[block]) * Double(scales[block]))
        }
      }
    }
  }

  /// The number at a position among those packed from the start of some bytes.
  private static func number(_ bytes: ArraySlice<UInt8>, _ position: Int, _ bits: Int) -> UInt8 {
    let bit = position * bits
    return bytes[bytes.startIndex + bit / 8] >> UInt8(bit % 8) & UInt8(truncatingIfNeeded: (1 << bits) - 1)
  }
}
