import EdgeIR

/// Adds up the columns of overlapping blocks to an image.
///
/// - input: x `[N, C * taps, blocks]`, numbers; the blocks in the order of their first pixels
/// - output: `[N, C, image…]`, each pixel the sum of the taps that lie on it
///
/// Constraints: C1 x is numeric, of rank 3; C2 `geometry` has an axis for each of `image`, whose sizes are not negative;
/// C3 its windows fit the padded image and are as many as x has blocks; C4 x's channels are a multiple of the taps.
///
/// Semantics: ONNX Col2Im.
public struct Col2Im: Operator {
  public static let name = "Col2Im"

  public var image: [Int]
  public var geometry: WindowGeometry

  public init(image: [Int], geometry: WindowGeometry) {
    self.image = image
    self.geometry = geometry
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.numericType != nil, x.rank == 3 else {
      throw OperatorError("C1: expected numbers [N,C*taps,blocks], got \(x)")
    }
    guard geometry.rank == image.count, image.allSatisfy({ $0 >= 0 && $0 < 1 << 31 }),
      (try? geometry.validate()) != nil
    else { throw OperatorError("C2: expected sizes >= 0 for \(geometry), got \(image)") }
    guard let blocks = geometry.outputShape(image), blocks.reduce(1, saturatingProduct) == x.shape[2] else {
      throw OperatorError("C3: expected the blocks of \(geometry) over \(image), got \(x)")
    }
    let taps = geometry.kernel.reduce(1, saturatingProduct)
    guard x.shape[1] % taps == 0 else {
      throw OperatorError("C4: expected a multiple of \(taps) channels, got \(x)")
    }
    return [x.with(shape: [x.shape[0], x.shape[1] / taps] + image)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    guard let numeric = x.element.numericType else {
      throw OperatorError("C1: expected numbers, got \(x.type)")
    }
    return [fold(numeric, x, shape)]
  }

  /// Integers wrap; floats are added up in double precision.
  private func fold<Element: NumericElement>(_: Element.Type, _ x: Tensor, _ shape: [Int]) -> Tensor {
    let taps = geometry.kernel.reduce(1, *)
    let blocks = x.shape[2]
    let grid = geometry.outputShape(image) ?? []
    let window = WindowPositions(
      geometry, input: [1] + grid + [1], output: [1] + image + [1], isTransposed: true)
    let isFloat = x.element.isFloat
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        let pixels = image.reduce(1, *)
        var pixel = 0
        window.forEachOutput { positions in
          for plane in 0..<shape[0] * shape[1] {
            let elements = positions.map { x[(plane * taps + $0.tap) * blocks + $0.pixel] }
            y[plane * pixels + pixel] =
              isFloat
              ? Element(converting: elements.reduce(0) { $0 + $1.asDouble })
              : elements.reduce(0) { Element.wrappingAdd($0, $1) }
          }
          pixel += 1
        }
      }
    }
  }
}
