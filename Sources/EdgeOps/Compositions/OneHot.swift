import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX OneHot: along a new axis the second of two values where the position is the index, else the first.
///
/// - 9; 11 negative indices count from the end
///
/// An index that names no position gives the first value everywhere. The depth must be known.
enum OneHot: ONNXImporting {
  static let importers = [
    ONNXImporter("OneHot", since: 9) { [try oneHot($0, countsFromEnd: false)] },
    ONNXImporter("OneHot", since: 11) { [try oneHot($0, countsFromEnd: true)] },
  ]

  private static func oneHot(_ context: ImportContext, countsFromEnd: Bool) throws -> ValueID {
    var indices = try context.input(0)
    let type = context.type(indices)
    let depth = try depth(context)
    let values = try context.input(2)
    guard context.type(values).shape == [2] else {
      throw ImportError(.invalidInputs, "expected two values, got \(context.type(values))")
    }
    let axis = try context.axis(default: -1, rank: type.rank + 1)
    if type.element != .int64 { indices = try context.add(Cast(to: .int64), [indices]) }
    var shape = type.shape
    shape.insert(1, at: axis)
    indices = try context.add(Reshape(shape: shape), [indices])

    let places = try context.counting(to: depth, along: axis, rank: shape.count)
    var isHot = try context.add(Compare(.equal), [places, indices])
    if countsFromEnd, type.element.integerType?.isSigned ?? true {
      let size = context.constant(Tensor(scalar: Int64(depth)))
      let fromEnd = try context.add(Binary(.subtract), [places, size])
      let isHotFromEnd = try context.add(Compare(.equal), [fromEnd, indices])
      isHot = try context.add(Logical(.or), [isHot, isHotFromEnd])
    }
    let (off, on) = (try value(context, values, 0), try value(context, values, 1))
    return try context.add(Where(), [isHot, on, off])
  }

  private static func depth(_ context: ImportContext) throws -> Int {
    let tensor = try context.constantInput(1, "depth")
    guard tensor.elementCount == 1, let depth = Int(exactly: tensor.doubles()[0].rounded(.towardZero)),
      depth >= 0
    else { throw ImportError(.invalidInputs, "expected depth to be one number >= 0, got \(tensor.type)") }
    return depth
  }

  private static func value(_ context: ImportContext, _ values: ValueID, _ position: Int) throws -> ValueID {
    try context.add(Slice(starts: [position], steps: [1], sizes: [1]), [values])
  }
}
