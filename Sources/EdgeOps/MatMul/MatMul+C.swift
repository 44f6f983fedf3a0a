import EdgeC
import EdgeIR

extension MatMul: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let a = node.inputs[0], let b = node.inputs[1] else {
      throw CRefusal("a product needs two operands")
    }
    let y = node.outputs[0]
    let type: String =
      switch y.element {
      case .float32: "f32"
      case .float64: "f64"
      case .int32: "s32"
      case .int64: "s64"
      case .uint32: "u32"
      case .uint64: "u64"
      case .float16, .int8, .int16, .uint8, .uint16, .bool:
        throw CRefusal("no kernel multiplies \(y.element.rawValue)")
      }
    let batch = batch(a, b, y)
    guard batch.dims.count <= cRankLimit else {
      throw CRefusal("kernels take batches of at most \(cRankLimit) axes, got \(batch.dims.count)")
    }
    let (left, right) = (matrix(a, transposesA), matrix(b, transposesB))
    let isPlain = !transposesA && !transposesB
    let sizes =
      [left.rows, left.columns, right.columns]
      + (isPlain ? [] : [left.rowStride, left.columnStride, right.rowStride, right.columnStride])
    return CComputation(calls: [
      CCall(
        isPlain ? "edgec_\(type)_matmul" : "edgec_\(type)_matmul_strided", header: "matmul",
        [
          .input(0), .input(1), .output(0), .int(batch.dims.count), .integers(batch.dims), .integers(batch.a),
          .integers(batch.b),
        ] + sizes.map { .int($0) })
    ])
  }
}
