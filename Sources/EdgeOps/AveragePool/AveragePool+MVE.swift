import EdgeC
import EdgeIR

/// Kernels for Armv8.1-M MVE.
extension AveragePool {
  /// The mean of all pixels.
  func mveMean(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], x.element == .int8, geometry.rank == 2, x.shape[0] == 1,
      node.outputs[0].shape[1...2].allSatisfy({ $0 == 1 }),
      geometry.kernel[0] == x.shape[1], geometry.kernel[1] == x.shape[2],
      (geometry.padsBegin + geometry.padsEnd).allSatisfy({ $0 == 0 })
    else { throw CRefusal("needs int8 and a window as large as the image") }
    let (pixels, channels) = (x.shape[1] * x.shape[2], x.shape[3])
    guard (1...256).contains(pixels), channels % 8 == 0 else {
      throw CRefusal("needs at most 256 pixels and channels in eights, got \(pixels) and \(channels)")
    }
    let numbers = [pixels, channels] + node.outputs[0].integerRange(activation).kernelLimits(.int8)
    return CComputation(calls: [
      CCall(
        "edgec_mve_mean", header: "mve_pool", [.input(0), .output(0)] + numbers.map { .int($0) })
    ])
  }
}
