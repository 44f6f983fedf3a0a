import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// DYNAMIC_UPDATE_SLICE, whose start is moved so that the slice lies within.
extension ScatterElements: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.dynamicUpdateSlice) { context in
      let (x, update) = (try context.input(0), try context.input(1))
      let (type, part) = (context.type(x), context.type(update))
      guard part.rank == type.rank, zip(part.shape, type.shape).allSatisfy({ $0 <= $1 }) else {
        throw TFLiteImportError(.invalidInputs, "an update \(part) does not fit \(type)")
      }
      guard part.elementCount > 0 else { return [x] }
      guard type.rank > 0 else { return [update] }
      let starts = try context.add(Cast(to: .int64), [context.input(2)])
      let room = Tensor([type.rank], zip(type.shape, part.shape).map { Int64($0 - $1) })
      let none = context.constant(Tensor([1], [Int64(0)]))
      let first = try context.add(
        Binary(.maximum), [context.add(Binary(.minimum), [starts, context.constant(room)]), none])
      let strides = Tensor([type.rank], rowMajorStrides(type.shape).map { Int64($0) })
      let products = try context.add(Binary(.multiply), [first, context.constant(strides)])
      let origin = try context.add(Reduce(.sum, axes: [0], keepDims: true), [products])
      var offsets: [Int64] = []
      forEachIndex(part.shape) { place in
        offsets.append(Int64(zip(place, rowMajorStrides(type.shape)).map(*).reduce(0, +)))
      }
      let positions = try context.add(
        Binary(.add), [origin, context.constant(Tensor([offsets.count], offsets))])
      let flat = try context.reshaped(x, to: [type.elementCount])
      let replaced = try context.add(
        ScatterElements(axis: 0), [flat, positions, context.reshaped(update, to: [part.elementCount])])
      return [try context.reshaped(replaced, to: type.shape)]
    }
  ]
}
