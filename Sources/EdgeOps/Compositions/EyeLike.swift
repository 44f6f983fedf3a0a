import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// ONNX EyeLike: a matrix of the input's shape with ones on diagonal `k`; 9, 22 element types only.
enum EyeLike: ONNXImporting {
  static let importers = [
    ONNXImporter("EyeLike", since: 9) { context in
      let type = try context.type(context.input(0))
      guard type.rank == 2 else { throw ImportError(.invalidInputs, "expected a matrix, got \(type)") }
      let element = try context.elementType("dtype") ?? type.element
      let diagonal = try context.int("k", default: 0)
      let one = context.constant(Cast(to: element).convert(Tensor(scalar: UInt8(1))))
      let ones = try context.add(BroadcastTo(shape: type.shape), [one])
      let upper = try context.add(Trilu(isUpper: true, diagonal: diagonal), [ones])
      return [try context.add(Trilu(isUpper: false, diagonal: diagonal), [upper])]
    }
  ]
}
