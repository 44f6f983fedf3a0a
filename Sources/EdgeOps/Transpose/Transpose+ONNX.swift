import EdgeIR
import EdgeONNX

/// ONNX Transpose. Opsets 1, 13, 21, 23 differ in element types only. Without `perm` the axes are reversed.
extension Transpose: ONNXImporting {
  public static let importers = [
    ONNXImporter("Transpose", since: 1) { context in
      let x = try context.input(0)
      let reversed = Array((0..<context.type(x).rank).reversed())
      return [try context.add(Transpose(permutation: context.ints("perm") ?? reversed), [x])]
    }
  ]
}
