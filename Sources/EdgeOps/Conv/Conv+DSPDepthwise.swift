import EdgeC
import EdgeIR

extension Conv {
  /// Kernels of depthwise convolutions for the DSP extension of Cortex-M.
  func dspDepthwiseOffers(_ node: CNode, _ rounding: RequantizationRounding) -> [KernelOffer] {
    guard let x = node.inputs[0], let weights = node.inputs[1], strides.count == 2, x.rank == 4,
      let depth = weights.shape.first.map({ $0 / groups }), depth > 0, x.elementCount > 0
    else { return [] }
    let window = geometry(weights)
    let image = DepthwiseImage(x.shape, node.outputs[0].shape, window, depth: depth)
    var offers = image.stripHeights.map { general(node, rounding, image, strip: $0) }
    if window.kernel == [3, 3], window.dilations == [1, 1], strides == [1, 1] || strides == [2, 2] {
      let exchanged = image.exchanged
      let best =
        exchanged.instructionsOfThree(strip: exchanged.rows.output)
          < image.instructionsOfThree(strip: image.rows.output)
        ? exchanged : image
      offers = best.stripHeights.map { ofThree(node, rounding, best, strip: $0) } + offers
    }
    return offers
  }

  private func ofThree(
    _ node: CNode, _ rounding: RequantizationRounding, _ image: DepthwiseImage, strip: Int
  ) -> KernelOffer {
    KernelOffer(
      "dsp 3x3, \(strip) \(image.isExchanged ? "columns" : "rows")",
      instructions: image.instructionsOfThree(strip: strip), codeBytes: 1000
    ) {
      guard let pitch = image.pitchOfThree else {
        throw CRefusal("needs fewer columns, got \(image.columns.output)")
      }
      guard image.columns.padding <= 1 else {
        throw CRefusal("needs padding of at most 1, got \(image.columns.padding)")
      }
      let layer = try IntegerProductLayer(node, activation, rounding)
      let packed = try DSPDepthwiseWeights.rowsOfThree(layer, isExchanged: image.isExchanged)
      let sizes =
        [image.batch, image.rows.input, image.columns.input, image.channels, image.depth]
        + [image.rows.output, image.columns.output, image.rows.padding, image.columns.padding]
        + [layer.inputZeroPoint] + image.distances + [strip]
      let stride = image.rows.stride
      return CComputation(
        calls: [
          CCall(
            "edgec_dsp_depthwise3_\(pitch)_s\(stride)_\(packed.form)", header: "dsp_depthwise3",
            [.input(0), .constant(packed.constant), .output(0), .scratch(), .integers(sizes)])
        ],
        scratchBytes: 16 * pitch * (strip * stride + 3 - stride) + 6 * strip,
        inPlaceInputs: image.permitsInPlace ? [0] : [])
    }
  }

  private func general(
    _ node: CNode, _ rounding: RequantizationRounding, _ image: DepthwiseImage, strip: Int
  ) -> KernelOffer {
    KernelOffer(
      "dsp depthwise, \(strip) rows", instructions: image.instructions(strip: strip), codeBytes: 900
    ) {
      let layer = try IntegerProductLayer(node, activation, rounding)
      let packed = try DSPDepthwiseWeights.fours(layer, depth: image.depth)
      let sizes =
        [image.batch, image.rows.input, image.columns.input, image.channels, image.depth]
        + [image.rows.output, image.columns.output, image.rows.stride, image.columns.stride]
        + [image.rows.padding, image.columns.padding, layer.inputZeroPoint]
        + [image.rows.window, image.columns.window, strip, image.tapOffsets.count / 2] + image.tapOffsets
      return CComputation(
        calls: [
          CCall(
            "edgec_dsp_depthwise", header: "dsp_depthwise",
            [
              .input(0), .constant(packed.constant), .output(0), .scratch(), .int(packed.form.rawValue),
              .integers(sizes),
            ])
        ],
        scratchBytes: 4 * image.columns.read * ((strip - 1) * image.rows.stride + image.rows.window),
        inPlaceInputs: image.permitsInPlace ? [0] : [])
    }
  }
}

/// The sizes of a depthwise convolution.
private struct DepthwiseImage {
  struct Axis {
    var input: Int
    var output: Int
    var stride: Int
    var padding: Int
    var dilation: Int
    var kernel: Int

    /// What all taps of one output span.
    var window: Int { (kernel - 1) * dilation + 1 }
    /// What all outputs read.
    var read: Int { (output - 1) * stride + window }
  }

  var batch: Int
  var channels: Int
  var depth: Int
  var rows: Axis
  var columns: Axis
  /// Rows are the image's columns.
  var isExchanged = false

  init(_ x: [Int], _ y: [Int], _ window: WindowGeometry, depth: Int) {
    func axis(_ index: Int) -> Axis {
      Axis(
        input: x[index + 1], output: y[index + 1], stride: window.strides[index],
        padding: window.padsBegin[index], dilation: window.dilations[index], kernel: window.kernel[index])
    }
    (batch, channels, self.depth) = (x[0], x[3], depth)
    (rows, columns) = (axis(0), axis(1))
  }

  var exchanged: DepthwiseImage {
    var result = self
    (result.rows, result.columns, result.isExchanged) = (columns, rows, !isExchanged)
    return result
  }

  var permitsInPlace: Bool {
    depth == 1
      && [rows, columns].allSatisfy { $0.input == $0.output && $0.stride == 1 && $0.padding < $0.window }
  }

  /// All rows at once, and parts that need less memory.
  var stripHeights: [Int] {
    [1, 2, 4, 8].reduce(into: []) { heights, parts in
      let height = (rows.output + parts - 1) / parts
      if heights.last != height { heights.append(height) }
    }
  }

  /// Bytes from image to image, row to row and column to column, first of the input.
  var distances: [Int] {
    func distances(_ size: KeyPath<Axis, Int>, _ pixel: Int) -> [Int] {
      let image = rows[keyPath: size] * columns[keyPath: size] * pixel
      return isExchanged
        ? [image, pixel, rows[keyPath: size] * pixel] : [image, columns[keyPath: size] * pixel, pixel]
    }
    return distances(\.input, channels) + distances(\.output, channels * depth)
  }

  /// Where taps are in rows of `columns.read` pixels, in pairs.
  var tapOffsets: [Int] {
    let offsets = (0..<rows.kernel).flatMap { row in
      (0..<columns.kernel).map { row * rows.dilation * columns.read + $0 * columns.dilation }
    }
    return offsets + (offsets.count % 2 == 0 ? [] : [0])
  }

  /// Words between rows of planes; nil when there is no kernel for such wide rows.
  var pitchOfThree: Int? {
    let groups = columns.output / 6 + (columns.output % 6 > 1 ? 1 : 0)
    let words = max((columns.output + 1) / 2 * columns.stride + 1, groups * 3 * columns.stride + 2)
    return [16, 32, 60].first { words <= $0 }
  }

  /// Counted in the code of `dsp_depthwise3.h`.
  func instructionsOfThree(strip: Int) -> Int {
    let (groups, left) = (columns.output / 6, columns.output % 6)
    let group = columns.stride == 1 ? 71 : 78
    let rest = left == 0 ? 0 : left == 1 ? 30 : group + 5 * left + 20
    let strips = (rows.output + strip - 1) / strip
    let planes = (rows.read + columns.stride) * (columns.read * 6 + 60) + strips * 200
    let output = rows.output * (groups * group + 9 + rest) + strips * 60
    return batch * ((channels + 3) / 4 * planes + channels * depth * output)
  }

  /// Counted in the code of `dsp_depthwise.h`.
  func instructions(strip: Int) -> Int {
    let strips = (rows.output + strip - 1) / strip
    let copied = rows.read * columns.read * 6 + strips * 200
    let output = rows.output * columns.output * depth * (tapOffsets.count / 2 * 21 + 80)
    return batch * (channels + 3) / 4 * (copied + output)
  }
}
