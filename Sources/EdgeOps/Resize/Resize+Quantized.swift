import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Resize: DataMoving {
  /// Elements that are extrapolated are none of the input's, nor are means.
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? {
    let extrapolates = axes.contains { axis in
      if case .cropAndResize = axis.coordinates { return true }
      return false
    }
    return method == .nearest && !extrapolates ? [0] : nil
  }
}

/// RESIZE_BILINEAR, whose coordinates are fractions of 10 bits.
extension Resize: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    _ = try x.activation(.int8, .int16)
    try x.requireSame(outputs[0])
    guard x.elementCount > 0, outputs[0].elementCount > 0, method == .linear, image(x) != nil,
      bilinear(x) != nil, !extrapolates(x.shape)
    else {
      throw OperatorError(
        "expected linear resizing along one or two neighbouring axes, with coordinates that TFLite has")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let x = try inputs.required(0)
    guard let image = image(x.type), let resizing = bilinear(x.type) else {
      throw OperatorError("RESIZE_BILINEAR has no samples like those of \(self)")
    }
    let rows = resizing.fractions(input: image[1], output: axes[0].size)
    let columns =
      axes.count == 2
      ? resizing.fractions(input: image[2], output: axes[1].size) : [.init(low: 0, high: 0, share: 0)]
    let integers = x.integers(less: 0)
    var results: [Int] = []
    results.reserveCapacity(outputs[0].elementCount)
    for start in stride(from: 0, to: integers.count, by: image[1...].reduce(1, *)) {
      for row in rows {
        for column in columns {
          for channel in 0..<image[3] {
            func element(_ y: Int, _ x: Int) -> Int {
              integers[start + (y * image[2] + x) * image[3] + channel]
            }
            let upper = column.mean(element(row.low, column.low), element(row.low, column.high))
            let lower = column.mean(element(row.high, column.low), element(row.high, column.high))
            let sum = row.mean(upper, lower)
            results.append((sum + (sum > 0 ? 1 << 19 : -1 << 19)) / (1 << 20))
          }
        }
      }
    }
    return [Tensor.integers(outputs[0], results)]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let type = builder.type(of: input)
    guard let image = image(type), let resizing = bilinear(type) else {
      throw TFLiteRefusal("RESIZE_BILINEAR has no samples like those of \(method)")
    }
    emit(resizing, builder.reshaped(input, to: image), to: builder.tensor(node.outputs[0]), &builder)
  }
}

extension TFLiteResizing {
  /// Two neighbours, and what the second one counts, in 1024ths.
  struct Fraction {
    let low: Int
    let high: Int
    let share: Int

    /// In 1024ths.
    func mean(_ a: Int, _ b: Int) -> Int { a * (1024 - share) + b * share }
  }

  /// As `linear`, in the fixed-point arithmetic of integers.
  func fractions(input: Int, output: Int) -> [Fraction] {
    let isAligned = alignCorners && output > 1
    let (span, steps) = isAligned ? (input - 1, output - 1) : (input, output)
    let scale = (1024 * span + steps / 2) / steps
    return (0..<output).map { position in
      let place = position * scale + (halfPixelCenters ? scale / 2 - 512 : 0)
      let low = max(place / 1024, 0)
      return Fraction(low: low, high: min((place + 1023) / 1024, input - 1), share: place - 1024 * low)
    }
  }
}
