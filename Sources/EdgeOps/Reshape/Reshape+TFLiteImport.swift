import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// RESHAPE, SQUEEZE and EXPAND_DIMS.
extension Reshape: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.reshape) { context in
      let x = try context.input(0)
      let wish = try newShape(context)
      return [try context.reshaped(x, to: resolve(wish, context.type(x)))]
    },
    TFLiteImporter(.squeeze) { context in
      let x = try context.input(0)
      let shape = context.type(x).shape
      var axes = shape.indices.filter { shape[$0] == 1 }
      if case .squeeze(let options)? = context.node.options, !options.squeezeDims.isEmpty {
        axes = try context.normalizeAxes(options.squeezeDims, rank: shape.count)
      }
      guard axes.allSatisfy({ shape[$0] == 1 }) else {
        throw context.invalid("squeeze_dims", "axes \(axes) of \(context.type(x)) are not all 1")
      }
      return [try context.reshaped(x, to: shape.indices.filter { !axes.contains($0) }.map { shape[$0] })]
    },
    TFLiteImporter(.expandDims) { context in
      let x = try context.input(0)
      var shape = context.type(x).shape
      let axis = try context.normalizeAxis(context.integerInput(1, "axis"), rank: shape.count + 1)
      shape.insert(1, at: axis)
      return [try context.reshaped(x, to: shape)]
    },
  ]

  /// The second input, or the option where there is none.
  private static func newShape(_ context: TFLiteImportContext) throws -> [Int] {
    if context.optionalInput(1) != nil { return try context.integersInput(1, "shape") }
    guard case .reshape(let options)? = context.node.options else { throw context.missingOptions }
    return options.newShape
  }

  /// The shape with -1 replaced by what is left. Old files write a scalar's shape as [0].
  private static func resolve(_ wish: [Int], _ x: TensorType) throws -> [Int] {
    if wish == [0], x.elementCount == 1 { return [] }
    guard let wildcard = wish.firstIndex(of: -1) else { return wish }
    var shape = wish
    shape[wildcard] = 1
    let known = TensorType(x.element, shape)
    guard known.fits(limitInBytes: tensorLimitInBytes), known.elementCount > 0,
      x.elementCount % known.elementCount == 0
    else { throw TFLiteImportError(.invalidInputs, "\(x) cannot take the shape \(wish)") }
    shape[wildcard] = x.elementCount / known.elementCount
    return shape
  }
}
