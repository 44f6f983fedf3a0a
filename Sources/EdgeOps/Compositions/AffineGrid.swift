import EdgeIR
import EdgeONNX
import EdgeSupport

/// - AffineGrid: 20
///
/// The image's own grid, a constant, times the matrices.
enum AffineGrid: ONNXImporting {
  static let importers = [
    ONNXImporter("AffineGrid", since: 20) { context in
      let theta = try context.input(0)
      let type = context.type(theta)
      let size = try context.integersInput(1, "size")
      let rank = size.count - 2
      guard rank == 2 || rank == 3, type.shape == [size[0], rank, rank + 1], type.element.isFloat else {
        throw ImportError(
          .invalidInputs, "expected theta [N,2,3] and 4 sizes, or [N,3,4] and 5, got \(type), \(size)")
      }
      let spatial = Array(size.dropFirst(2))
      let limit = spatial.reduce(4) { $1 < 0 ? .max : saturatingProduct($0, $1) }
      guard limit <= 1 << 28 else {
        throw ImportError(.sizeLimitExceeded, "size: expected sizes >= 0 of at most 2^26 pixels, got \(size)")
      }
      let points = grid(spatial, alignsCorners: try context.flag("align_corners"))
      let constant = try context.add(Cast(to: type.element), [context.constant(points)])
      let turned = try context.add(Transpose(permutation: [0, 2, 1]), [theta])
      let product = try context.matrixProduct(constant, turned)
      return [try context.add(Reshape(shape: [size[0]] + spatial + [rank]), [product])]
    }
  ]

  /// For each pixel its coordinates between -1 and 1, the last axis first, and a 1.
  private static func grid(_ spatial: [Int], alignsCorners: Bool) -> Tensor {
    var values: [Double] = []
    forEachIndex(spatial) { index in
      for axis in index.indices.reversed() {
        let (position, size) = (Double(index[axis]), Double(spatial[axis]))
        if alignsCorners {
          values.append(size > 1 ? 2 * position / (size - 1) - 1 : -1)
        } else {
          values.append((2 * position + 1) / size - 1)
        }
      }
      values.append(1)
    }
    return Tensor([spatial.reduce(1, *), spatial.count + 1], values)
  }
}
