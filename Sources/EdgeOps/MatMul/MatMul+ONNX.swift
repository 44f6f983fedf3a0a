import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX MatMul. Opsets 1, 9 and 13 differ in element types only.
///
/// A vector on the left is a row, on the right a column, and that axis is gone from the result. A constant matrix
/// on the right of floats makes a fully connected layer.
extension MatMul: ONNXImporting {
  public static let importers = [ONNXImporter("MatMul", since: 1, build: importMatMul)]

  @Sendable private static func importMatMul(_ context: ImportContext) throws -> [ValueID] {
    let (a, b) = (try context.input(0), try context.input(1))
    return [try context.matrixProduct(a, b)]
  }
}

extension ImportContext {
  /// ONNX MatMul of two values.
  func matrixProduct(_ a: ValueID, _ b: ValueID) throws -> ValueID {
    let (left, right) = (type(a), type(b))
    if right.rank == 2, left.element.isFloat, isConstant(b) {
      return try add(FullyConnected(), [a, add(Transpose(permutation: [1, 0]), [b])])
    }
    return try matrixProduct(a, b) { try add(MatMul(), [$0, $1]) }
  }

  /// A product of matrices for two values of which either may be a vector: a row on the left, a column on the right.
  func matrixProduct(
    _ a: ValueID, _ b: ValueID, _ multiply: (ValueID, ValueID) throws -> ValueID
  ) throws -> ValueID {
    let (left, right) = (type(a), type(b))
    guard left.rank > 0, right.rank > 0 else {
      throw ImportError(.invalidInputs, "expected matrices or vectors, got \(left), \(right)")
    }
    let row = left.rank == 1 ? try add(Reshape(shape: [1] + left.shape), [a]) : a
    let column = right.rank == 1 ? try add(Reshape(shape: right.shape + [1]), [b]) : b
    let product = try multiply(row, column)
    var shape = type(product).shape
    if right.rank == 1 { shape.removeLast() }
    if left.rank == 1 { shape.remove(at: shape.count - (right.rank == 1 ? 1 : 2)) }
    return shape == type(product).shape ? product : try add(Reshape(shape: shape), [product])
  }
}
