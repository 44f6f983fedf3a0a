import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Tile: 1 a number of copies along one axis, both in x's type; 6 repeats for every axis; 13 element types.
extension Tile: ONNXImporting {
  public static let importers = [
    ONNXImporter("Tile", since: 1) { context in
      let x = try context.input(0)
      let rank = context.type(x).rank
      let (count, axis) = (try context.integerScalar(1, "tiles"), try context.integerScalar(2, "axis"))
      var repeats = Array(repeating: 1, count: rank)
      repeats[try context.normalizeAxis(axis, rank: rank)] = count
      return [try context.add(Tile(repeats: repeats), [x])]
    },
    ONNXImporter("Tile", since: 6) { context in
      [try context.add(Tile(repeats: context.integersInput(1, "repeats")), [context.input(0)])]
    },
  ]
}

extension ImportContext {
  /// A constant input of one whole number; opset 1 stored some of them as floats.
  func integerScalar(_ index: Int, _ role: String) throws -> Int {
    let tensor = try constantInput(index, role)
    guard tensor.elementCount == 1, let number = tensor.doubles().first.flatMap({ Int(exactly: $0) }) else {
      throw ImportError(
        .invalidInputs, "input \(index) (\(role)): expected one whole number, got \(tensor.type)")
    }
    return number
  }
}
