import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension WindowGeometry {
  /// Whether this is SAME padding of an image `[N, spatial…, C]`.
  func isSame(_ image: [Int]) -> Bool {
    kernel.indices.allSatisfy { axis in
      let size = image[axis + 1]
      let (begin, end) = WindowGeometry.samePadding(
        size, kernel: kernel[axis], stride: strides[axis], dilation: dilations[axis])
      return begin == padsBegin[axis] && end <= padsEnd[axis]
        && outputSize(size, axis: axis) == (size + strides[axis] - 1) / strides[axis]
    }
  }
}

extension TFLiteBuilder {
  /// The input and padding with which TFLite slides exactly this window over a `[N, H, W, C]` image: SAME or VALID
  /// where one of them says it, otherwise VALID over a padded copy.
  mutating func padded(
    _ input: TensorIndex, _ window: WindowGeometry, fill: Tensor
  ) -> (TensorIndex, Padding) {
    guard window.hasPadding else { return (input, .valid) }
    return window.isSame(type(of: input).shape) ? (input, .same) : (pad(input, window, fill), .valid)
  }

  /// A copy of a float32 image with the window's padding as zeros.
  mutating func zeroPadded(_ input: TensorIndex, _ window: WindowGeometry) -> TensorIndex {
    pad(input, window, Tensor(scalar: Float(0)))
  }

  private mutating func pad(_ input: TensorIndex, _ window: WindowGeometry, _ fill: Tensor) -> TensorIndex {
    var shape = type(of: input).shape
    var pads: [Int32] = [0, 0]
    for axis in window.kernel.indices {
      shape[axis + 1] += window.padsBegin[axis] + window.padsEnd[axis]
      pads += [Int32(window.padsBegin[axis]), Int32(window.padsEnd[axis])]
    }
    pads += [0, 0]
    let name = name(of: input)
    let output = temporary(type(of: input).with(shape: shape), name: "\(name)_padded")
    let amounts = constant(Tensor([shape.count, 2], pads), name: "\(name)_pads")
    if fill.doubles() == [0], fill.type.quantization == nil {
      emit(.pad, options: .pad(PadOptions()), [input, amounts], to: [output])
    } else {
      let value = constant(fill.reshaped([1]), name: "\(name)_fill")
      emit(.padV2, options: .padV2(PadV2Options()), [input, amounts, value], to: [output])
    }
    return output
  }
}
