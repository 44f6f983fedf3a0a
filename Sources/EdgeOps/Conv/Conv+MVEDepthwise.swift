import EdgeC
import EdgeIR

/// Depthwise kernels for Armv8.1-M MVE.
extension Conv {
  func depthwiseOffers(
    _ shape: MVEGeometry, _ weights: TensorType, _ outputs: Int,
    _ layer: @escaping () throws -> IntegerProductLayer
  ) -> [KernelOffer] {
    let channels = shape.x[3]
    func requireWindow() throws {
      guard shape.kernel == [3, 3], [[1, 1], [2, 2]].contains(strides), weights.shape[0] == channels else {
        throw CRefusal("needs 3x3 windows, stride 1 or 2, one output for each channel")
      }
    }
    let perChannel = shape.y[1] * channels * 18 / strides[0]
    return [
      KernelOffer("mve depthwise narrow", instructions: outputs * 9 / 2 + channels * 60) {
        try requireWindow()
        return try narrow(shape, layer())
      },
      KernelOffer("mve depthwise 3x3", instructions: outputs * 5 * strides[0] + perChannel) {
        try requireWindow()
        return try wide(shape, layer())
      },
    ]
  }

  /// Computes in place, because all of a channel is transposed before any of it is written.
  private func narrow(_ shape: MVEGeometry, _ layer: IntegerProductLayer) throws -> CComputation {
    let (height, width, channels) = (shape.x[1], shape.x[2], shape.x[3])
    guard strides == [1, 1], padsBegin == [1, 1], padsEnd == [1, 1] else {
      throw CRefusal("needs stride 1 and a border of one pixel")
    }
    guard (3...6).contains(width), height >= (width == 5 ? 7 : 3), height < 1 << 12, channels % 16 == 0,
      channels <= 1024
    else { throw CRefusal("needs 3 to 6 columns and channels in sixteens, got \(width) and \(channels)") }
    let sizes = [height, width, channels, layer.inputZeroPoint, layer.zeroPoint]
    var computation = mveCall(
      "depthwise3x3_narrow", header: "depthwise_narrow",
      [.input(0)] + (try MVEWeights.depthwise3x3(layer).arguments) + [.output(0), .scratch()]
        + sizes.map { .int($0) },
      scratch: 448 * ((height + 1) / 2) + 64)
    computation.inPlaceInputs = [0]
    return computation
  }

  private func wide(_ shape: MVEGeometry, _ layer: IntegerProductLayer) throws -> CComputation {
    let channels = shape.x[3]
    guard (padsBegin + padsEnd).allSatisfy({ (0...1).contains($0) }) else {
      throw CRefusal("needs a border of at most one pixel")
    }
    guard channels == 8 ? shape.x[2] % 2 == 0 : channels >= 16 && channels % 4 == 0 else {
      throw CRefusal("needs 8 channels and an even width, or 16 channels and more in fours, got \(channels)")
    }
    guard strides[0] == 2 || (shape.y[2] >= 4 && shape.y[1] >= 2), (shape.y[2] + 8) * channels < 1 << 16
    else {
      throw CRefusal("needs an output of 2x4 or more, and rows below 64 KiB")
    }
    let columns = strides[0] == 1 ? (shape.y[2] + 3) / 4 * 4 + 2 : (shape.y[2] + 7) / 8 * 16 + 2
    let sizes =
      shape.x[1...] + shape.y[1...2] + [strides[0]] + shape.pads + [layer.inputZeroPoint, layer.zeroPoint]
    return mveCall(
      "depthwise3x3", header: "depthwise",
      [.input(0)] + (try MVEWeights.depthwise3x3(layer).arguments) + [.output(0), .scratch()]
        + sizes.map { .int($0) },
      scratch: max(columns, shape.x[2] + 2) * 4 * min(channels, 16))
  }
}
