import EdgeIR
import EdgeONNX

extension ImportContext {
  /// The numbers 0, 1, … below `count`, int64, along `axis` of a tensor that is 1 long on its other axes.
  func counting(to count: Int, along axis: Int, rank: Int) throws -> ValueID {
    let ones = try add(BroadcastTo(shape: [count]), [constant(Tensor(scalar: Int64(1)))])
    let numbers = try add(Cumulative(.sum, axis: 0, isExclusive: true), [ones])
    var shape = [Int](repeating: 1, count: rank)
    shape[axis] = count
    return try add(Reshape(shape: shape), [numbers])
  }
}
