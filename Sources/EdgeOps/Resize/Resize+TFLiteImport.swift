import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// RESIZE_BILINEAR and RESIZE_NEAREST_NEIGHBOR. Where single precision takes another neighbour than the coordinates
/// say, the neighbours that LiteRT takes are gathered.
extension Resize: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.resizeBilinear) { context in
      guard case .resizeBilinear(let options)? = context.node.options else { throw context.missingOptions }
      let (x, sizes) = try operands(context)
      guard context.type(x).element == .float32 || context.isQuantized else {
        throw TFLiteImportError(
          .unsupportedElementType, "expected float32 to interpolate, got \(context.type(x))")
      }
      let resizing = TFLiteResizing(
        alignCorners: options.alignCorners, halfPixelCenters: options.halfPixelCenters)
      let coordinates = try resizing.coordinates(context, centered: .halfPixel)
      return [try context.result(Resize(.linear, axes: sampled(sizes, coordinates, .halfDown)), [x])]
    },
    TFLiteImporter(.resizeNearestNeighbor) { context in
      guard case .resizeNearestNeighbor(let options)? = context.node.options else {
        throw context.missingOptions
      }
      let (x, sizes) = try operands(context)
      let resizing = TFLiteResizing(
        alignCorners: options.alignCorners, halfPixelCenters: options.halfPixelCenters)
      let coordinates = try resizing.coordinates(context, centered: .tfHalfPixelForNN)
      let op = Resize(
        .nearest, axes: sampled(sizes, coordinates, options.alignCorners ? .halfUp : .down))
      let shape = context.type(x).shape
      let neighbours = op.axes.map { resizing.nearest(input: shape[$0.axis], output: $0.size) }
      let isExact = zip(op.axes, neighbours).allSatisfy { axis, neighbours in
        op.samples(axis, input: shape[axis.axis]).taps.map { $0[0].position } == neighbours
      }
      if isExact { return [try context.add(op, [x])] }
      return [
        try zip(op.axes, neighbours).reduce(x) { value, axis in
          let indices = context.constant(Tensor([axis.1.count], axis.1.map { Int32(clamping: $0) }))
          return try context.add(Gather(axis: axis.0.axis), [value, indices])
        }
      ]
    },
  ]

  /// The image and the height and width that it is given.
  private static func operands(_ context: TFLiteImportContext) throws -> (ValueID, [Int]) {
    let x = try context.input(0)
    let sizes = try context.integersInput(1, "size")
    guard context.type(x).rank == 4, !context.type(x).shape.contains(0) else {
      throw TFLiteImportError(.invalidInputs, "expected an image [N,H,W,C], got \(context.type(x))")
    }
    guard sizes.count == 2, sizes.allSatisfy({ $0 > 0 && $0 <= 1 << 24 }) else {
      throw TFLiteImportError(.invalidInputs, "expected a size of 1 to 2^24 for each axis, got \(sizes)")
    }
    return (x, sizes)
  }

  private static func sampled(
    _ sizes: [Int], _ coordinates: Coordinates, _ rounding: Rounding
  ) -> [Axis] {
    zip([1, 2], sizes).map { axis, size in
      Axis(axis: axis, size: size, length: Double(size), coordinates: coordinates, rounding: rounding)
    }
  }
}

extension TFLiteResizing {
  fileprivate func coordinates(
    _ context: TFLiteImportContext, centered: Resize.Coordinates
  ) throws -> Resize.Coordinates {
    if alignCorners, halfPixelCenters {
      throw context.invalid("half_pixel_centers", "does not go with align_corners")
    }
    return alignCorners ? .alignCorners : halfPixelCenters ? centered : .asymmetric
  }
}
