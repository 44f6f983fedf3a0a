import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// DEPTH_TO_SPACE and SPACE_TO_DEPTH, whose blocks' pixels are the slowest part of the channels.
extension DepthToSpace: TFLiteImporting {
  static let tfliteImporters = [
    TFLiteImporter(.depthToSpace) { context in
      guard case .depthToSpace(let options)? = context.node.options else { throw context.missingOptions }
      let (x, shape) = try image(context)
      let block = options.blockSize
      guard block > 0, block < 1 << 16, shape[3].isMultiple(of: block * block) else {
        throw context.invalid("block_size", "\(block) squared does not divide \(shape[3]) channels")
      }
      let depth = shape[3] / (block * block)
      return [
        try rearrange(
          context, x, [shape[0], shape[1], shape[2], block, block, depth],
          [shape[0], shape[1] * block, shape[2] * block, depth])
      ]
    },
    TFLiteImporter(.spaceToDepth) { context in
      guard case .spaceToDepth(let options)? = context.node.options else { throw context.missingOptions }
      let (x, shape) = try image(context)
      let block = options.blockSize
      guard block > 0, block < 1 << 16, shape[1].isMultiple(of: block), shape[2].isMultiple(of: block) else {
        throw context.invalid("block_size", "\(block) does not divide the image \(shape)")
      }
      let (height, width) = (shape[1] / block, shape[2] / block)
      return [
        try rearrange(
          context, x, [shape[0], height, block, width, block, shape[3]],
          [shape[0], height, width, block * block * shape[3]])
      ]
    },
  ]

  private static func image(_ context: TFLiteImportContext) throws -> (ValueID, [Int]) {
    let x = try context.input(0)
    guard context.type(x).rank == 4 else {
      throw TFLiteImportError(.invalidInputs, "expected an image [N,H,W,C], got \(context.type(x))")
    }
    return (x, context.type(x).shape)
  }

  private static func rearrange(
    _ context: TFLiteImportContext, _ x: ValueID, _ split: [Int], _ joined: [Int]
  ) throws -> ValueID {
    let parts = try context.reshaped(x, to: split)
    let ordered = try context.add(Transpose(permutation: [0, 1, 3, 2, 4, 5]), [parts])
    return try context.reshaped(ordered, to: joined)
  }
}
