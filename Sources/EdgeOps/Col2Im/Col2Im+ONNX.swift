import EdgeIR
import EdgeONNX
import EdgeSupport

/// - Col2Im: 18
extension Col2Im: ONNXImporting {
  public static let importers = [
    ONNXImporter("Col2Im", since: 18) { context in
      let x = try context.input(0)
      let image = try context.integersInput(1, "image_shape")
      let block = try context.integersInput(2, "block_shape")
      guard image.count == block.count, !image.isEmpty else {
        throw ImportError(.invalidInputs, "expected image and block of one rank, got \(image), \(block)")
      }
      let window = try context.windowGeometry(kernel: block, spatial: image)
      return [try context.add(Col2Im(image: image, geometry: window), [x])]
    }
  ]
}
