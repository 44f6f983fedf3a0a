import EdgeIR
import EdgeONNX

/// ONNX MatMulInteger: 10.
extension MatMulInteger: ONNXImporting {
  public static let importers = [
    ONNXImporter("MatMulInteger", since: 10) { context in
      [
        try context.integerProduct(
          context.input(0), context.input(1),
          zeroPoints: [context.optionalInput(2), context.optionalInput(3)])
      ]
    }
  ]
}

extension ImportContext {
  /// ONNX MatMulInteger of two values.
  ///
  /// - Parameter zeroPoints: those of a, one or one for each row, and of b, one or one for each column. With a batch
  ///   they may differ from matrix to matrix, `[…, M, 1]` and `[…, 1, N]`; then they are subtracted first.
  func integerProduct(_ a: ValueID, _ b: ValueID, zeroPoints: [ValueID?]) throws -> ValueID {
    let vectors = try zip(zeroPoints, [2, 1]).map { zeroPoint, fromEnd in
      try zeroPoint.map { try zeroPointVector($0, along: fromEnd) } ?? nil
    }
    guard zip(zeroPoints, vectors).allSatisfy({ ($0 == nil) == ($1 == nil) }) else {
      let left = try lessZeroPoint(a, zeroPoints[0], perRow: true)
      return try matrixProduct(left, lessZeroPoint(b, zeroPoints[1], perRow: false))
    }
    return try matrixProduct(a, b) { try add(MatMulInteger(), [$0, $1] + vectors) }
  }

  /// A zero point as a scalar or a vector; nil when it varies along other axes than the one at this place from the end.
  private func zeroPointVector(_ zeroPoint: ValueID, along fromEnd: Int) throws -> ValueID? {
    let shape = type(zeroPoint).shape
    if shape.count <= 1 { return zeroPoint }
    let size = shape[shape.count - fromEnd]
    guard shape.reduce(1, *) == size else { return nil }
    return try add(Reshape(shape: size == 1 ? [] : [size]), [zeroPoint])
  }

  private func lessZeroPoint(_ x: ValueID, _ zeroPoint: ValueID?, perRow: Bool) throws -> ValueID {
    let wide = try add(Cast(to: .int32), [x])
    guard var zeroPoint else { return wide }
    if perRow, type(zeroPoint).rank == 1 {
      zeroPoint = try add(Reshape(shape: type(zeroPoint).shape + [1]), [zeroPoint])
    }
    return try add(Binary(.subtract), [wide, add(Cast(to: .int32), [zeroPoint])])
  }
}
