import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Range: 11; 27 `stash_type`, the precision in which float16 is computed. A constant, of known start, limit and
/// delta; counting to a size that depends on data works, too.
enum NumberRange: ONNXImporting {
  static let importers = [ONNXImporter("Range", since: 11, build: importRange)]

  /// More elements than this are a mistake in the model.
  private static let limit = 1 << 26

  @Sendable private static func importRange(_ context: ImportContext) throws -> [ValueID] {
    if let positions = try importPositions(context) { return [positions] }
    let bounds = try ["start", "limit", "delta"].enumerated().map { index, role in
      try context.constantInput(index, role)
    }
    guard bounds.allSatisfy({ $0.elementCount == 1 && $0.element == bounds[0].element }),
      let type = bounds[0].element.numericType
    else { throw ImportError(.invalidInputs, "expected start, limit and delta to be scalars of one type") }
    let precision = try context.elementAttribute("stash_type") ?? .float32
    guard precision == .float32 || bounds[0].element != .float16 else {
      throw context.invalid("stash_type", "expected 1 (float32), got \(precision.rawValue)")
    }
    return [context.constant(try range(type, bounds))]
  }

  /// The positions along an axis whose size depends on data: from 0 by 1 to that size.
  private static func importPositions(_ context: ImportContext) throws -> ValueID? {
    guard context.optionalInput(1).map(context.type)?.element == .int64,
      let extent = try context.tracedDimensions(1)?.first?.extent,
      try context.tracedDimensions(0) == [.known(0)], try context.tracedDimensions(2) == [.known(1)]
    else { return nil }
    let positions = context.constant(Tensor([extent.capacity], (0..<Int64(extent.capacity)).map { $0 }))
    context.setExtents(positions, [0: extent])
    return positions
  }

  private static func range<Element: NumericElement>(_: Element.Type, _ bounds: [Tensor]) throws -> Tensor {
    let scalars = bounds.map { $0.elements(as: Element.self)[0] }
    let numbers = scalars.map(\.asDouble)
    let count = ((numbers[1] - numbers[0]) / numbers[2]).rounded(.up)
    guard count <= Double(limit) else {
      throw ImportError(
        .invalidInputs, "a range from \(numbers[0]) to \(numbers[1]) by \(numbers[2]) is too long")
    }
    var next = scalars[0]
    let elements = (0..<Int(max(count, 0))).map { index in
      defer { next = Element.wrappingAdd(next, scalars[2]) }
      return Element.elementType.isFloat
        ? Element(converting: numbers[0] + Double(index) * numbers[2]) : next
    }
    return Tensor([elements.count], elements)
  }
}
