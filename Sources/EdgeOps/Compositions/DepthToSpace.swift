import EdgeIR
import EdgeONNX
import EdgeSupport

/// - DepthToSpace: 1; 11 mode; 13 element types
/// - SpaceToDepth: 1; 13 element types; 28 mode
///
/// Spelled as reshape, transpose, reshape.
enum DepthToSpace: ONNXImporting {
  static let importers = [
    ONNXImporter("DepthToSpace", since: 1, build: importDepthToSpace),
    ONNXImporter("SpaceToDepth", since: 1, build: importSpaceToDepth),
  ]

  @Sendable private static func importDepthToSpace(_ context: ImportContext) throws -> [ValueID] {
    let (x, shape, block) = try image(context)
    let depth = shape[1] / (block * block)
    guard depth * block * block == shape[1] else {
      throw context.invalid("blocksize", "\(block) squared does not divide \(shape[1]) channels")
    }
    let isColumnFirst = try context.choice("mode", of: ["DCR", "CRD"], default: "DCR") == "CRD"
    let split =
      isColumnFirst
      ? [shape[0], depth, block, block, shape[2], shape[3]]
      : [shape[0], block, block, depth, shape[2], shape[3]]
    let order = isColumnFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2]
    let joined = [shape[0], depth, shape[2] * block, shape[3] * block]
    return [try rearrange(context, x, split, order, joined)]
  }

  @Sendable private static func importSpaceToDepth(_ context: ImportContext) throws -> [ValueID] {
    let (x, shape, block) = try image(context)
    let (height, width) = (shape[2] / block, shape[3] / block)
    guard height * block == shape[2], width * block == shape[3] else {
      throw context.invalid("blocksize", "\(block) does not divide the image \(shape)")
    }
    let isColumnFirst = try context.choice("mode", of: ["DCR", "CRD"], default: "DCR") == "CRD"
    let split = [shape[0], shape[1], height, block, width, block]
    let order = isColumnFirst ? [0, 1, 3, 5, 2, 4] : [0, 3, 5, 1, 2, 4]
    let joined = [shape[0], shape[1] * block * block, height, width]
    return [try rearrange(context, x, split, order, joined)]
  }

  private static func image(_ context: ImportContext) throws -> (ValueID, [Int], block: Int) {
    let x = try context.input(0)
    guard context.type(x).rank == 4 else {
      throw ImportError(.invalidInputs, "expected x [N,C,H,W], got \(context.type(x))")
    }
    guard let block = try context.int("blocksize"), block > 0, block <= 1 << 16 else {
      throw context.invalid("blocksize", "expected a positive number")
    }
    return (x, context.type(x).shape, block)
  }

  private static func rearrange(
    _ context: ImportContext, _ x: ValueID, _ split: [Int], _ order: [Int], _ joined: [Int]
  ) throws -> ValueID {
    let parts = try context.add(Reshape(shape: split), [x])
    let ordered = try context.add(Transpose(permutation: order), [parts])
    return try context.add(Reshape(shape: joined), [ordered])
  }
}
