import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX TensorScatter, since 24: the rows of an update written into a cache from a position on, which is given for
/// each sample of the batch. With `circular` positions beyond the end continue at the start.
enum TensorScatter: ONNXImporting {
  static let importers = [ONNXImporter("TensorScatter", since: 24, build: importScatter)]

  @Sendable private static func importScatter(_ context: ImportContext) throws -> [ValueID] {
    let (cache, update) = (try context.input(0), try context.input(1))
    let (type, new) = (context.type(cache), context.type(update))
    let axis = try context.axis(default: -2, rank: type.rank)
    guard axis > 0 else { throw context.invalid("axis", "is the batch") }
    let isCircular = try context.choice("mode", of: ["linear", "circular"], default: "linear") == "circular"
    guard new.rank == type.rank, new.shape[axis] <= type.shape[axis] else {
      throw ImportError(.invalidInputs, "update \(new) does not fit cache \(type) along axis \(axis)")
    }

    var positions = try context.counting(to: new.shape[axis], along: axis, rank: type.rank)
    if let starts = context.optionalInput(2) {
      guard context.type(starts) == TensorType(.int64, [type.shape[0]]) else {
        throw ImportError(.invalidInputs, "expected one int64 index a sample, got \(context.type(starts))")
      }
      let perSample = [type.shape[0]] + [Int](repeating: 1, count: type.rank - 1)
      positions = try context.add(
        Binary(.add), [positions, context.add(Reshape(shape: perSample), [starts])])
    }
    if isCircular {
      let size = context.constant(Tensor(scalar: Int64(type.shape[axis])))
      positions = try context.add(Binary(.modulo(fmod: false)), [positions, size])
    }
    positions = try context.add(BroadcastTo(shape: new.shape), [positions])
    return [try context.add(ScatterElements(axis: axis), [cache, positions, update])]
  }
}
