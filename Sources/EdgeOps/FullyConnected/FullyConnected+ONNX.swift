import EdgeIR
import EdgeONNX
import EdgeSupport

/// - Gemm: 1, 6 C broadcasts only with the attribute `broadcast`; 7 always; 9 integers; 11 C is optional; 13 element
///   types
///
/// Factors other than 1 scale the matrix B and the addend C, which usually are constants and fold.
extension FullyConnected: ONNXImporting {
  public static let importers = [
    ONNXImporter("Gemm", since: 1) { try importGemm($0, broadcasts: $0.flag("broadcast")) },
    ONNXImporter("Gemm", since: 7) { try importGemm($0, broadcasts: true) },
  ]

  static func importGemm(_ context: ImportContext, broadcasts: Bool) throws -> [ValueID] {
    var a = try context.input(0)
    var b = try context.input(1)
    guard context.type(a).rank == 2, context.type(b).rank == 2 else {
      throw ImportError(
        .invalidInputs, "expected two matrices, got \(context.type(a)) and \(context.type(b))")
    }
    if try context.flag("transA") { a = try context.add(Transpose(permutation: [1, 0]), [a]) }
    let isDense = canBeDense(context.type(a).element)
    if try context.flag("transB") != isDense { b = try context.add(Transpose(permutation: [1, 0]), [b]) }
    b = try context.scaled(b, by: context.float("alpha", default: 1))
    guard var c = context.optionalInput(2) else {
      return [try context.add(isDense ? FullyConnected() : MatMul(), [a, b])]
    }
    c = try context.scaled(c, by: context.float("beta", default: 1))
    let columns = context.type(b).shape[isDense ? 0 : 1]
    guard broadcasts || context.type(c).shape == [context.type(a).shape[0], columns] else {
      throw ImportError(
        .invalidInputs, "expected C [\(context.type(a).shape[0]), \(columns)], got \(context.type(c))",
        hint: "before opset 7 C broadcasts only with the attribute broadcast=1")
    }
    if isDense, let bias = try bias(c, columns, context) {
      return [try context.add(FullyConnected(), [a, b, bias])]
    }
    let product = try context.add(isDense ? FullyConnected() : MatMul(), [a, b])
    guard broadcastShape(context.type(c).shape, context.type(product).shape) == context.type(product).shape
    else {
      throw ImportError(
        .invalidInputs, "C \(context.type(c)) does not broadcast to \(context.type(product))")
    }
    return [try context.add(Binary(.add), [product, c])]
  }

  /// Targets multiply single and half precision by weights in one operation; other types are a product and a sum.
  private static func canBeDense(_ element: ElementType) -> Bool {
    switch element {
    case .float32, .float16: true
    case .float64, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool: false
    }
  }

  /// C as one number for each column; nil when it differs from row to row.
  private static func bias(_ c: ValueID, _ columns: Int, _ context: ImportContext) throws -> ValueID? {
    let type = context.type(c)
    let leading = type.shape.dropLast()
    guard type.rank <= 2, leading.allSatisfy({ $0 == 1 }) else { return nil }
    let size = type.shape.last ?? 1
    guard size == columns || size == 1 else { return nil }
    let vector = type.shape == [size] ? c : try context.add(Reshape(shape: [size]), [c])
    return size == columns ? vector : try context.add(BroadcastTo(shape: [columns]), [vector])
  }
}

extension ImportContext {
  /// The value times a factor, in its own type; the value itself for 1.
  func scaled(_ value: ValueID, by factor: Float) throws -> ValueID {
    guard factor != 1 else { return value }
    guard let element = type(value).element.numericType else {
      throw ImportError(.invalidInputs, "expected numbers, got \(type(value))")
    }
    func scalar<Element: NumericElement>(_: Element.Type) -> Tensor {
      Tensor(scalar: Element(converting: Double(factor)))
    }
    return try add(Binary(.multiply), [value, constant(scalar(element))])
  }
}
