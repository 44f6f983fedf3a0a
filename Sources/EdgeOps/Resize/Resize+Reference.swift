import EdgeIR

extension Resize {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    if shape.contains(0) { return [Tensor(x.type.with(shape: shape), storage: TensorStorage(zeroed: 0))] }
    let samples = allSamples(x.shape)
    if let numeric = x.element.numericType { return [interpolate(numeric, x, samples, shape)] }
    return [pick(x, samples, shape)]
  }

  /// The samples of every axis; axes that stay are sampled position by position.
  private func allSamples(_ shape: [Int]) -> [AxisSamples] {
    var result = shape.map { size in AxisSamples(taps: (0..<size).map { [($0, 1)] }, inside: 0..<size) }
    for axis in axes { result[axis.axis] = samples(axis, input: shape[axis.axis]) }
    return result
  }

  /// Sums in double precision, the last axis' taps fastest.
  private func interpolate<Element: NumericElement>(
    _: Element.Type, _ x: Tensor, _ samples: [AxisSamples], _ shape: [Int]
  ) -> Tensor {
    let strides = rowMajorStrides(x.shape)
    let isInteger = x.element.isInteger
    let outside = Element(converting: Double(extrapolation))
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        func sum(_ index: [Int], _ axis: Int, _ offset: Int, _ weight: Double) -> Double {
          if axis == index.count { return weight * x[offset].asDouble }
          return samples[axis].taps[index[axis]].reduce(0) { total, tap in
            total + sum(index, axis + 1, offset + tap.position * strides[axis], weight * tap.weight)
          }
        }
        func position(_ index: [Int]) -> Int {
          index.indices.reduce(0) { $0 + samples[$1].taps[index[$1]][0].position * strides[$1] }
        }
        var next = 0
        forEachIndex(shape) { index in
          if !index.indices.allSatisfy({ samples[$0].inside.contains(index[$0]) }) {
            y[next] = outside
          } else if method == .nearest {
            y[next] = x[position(index)]
          } else {
            let total = sum(index, 0, 0, 1)
            y[next] = Element(converting: isInteger ? total.rounded(.toNearestOrEven) : total)
          }
          next += 1
        }
      }
    }
  }

  private func pick(_ x: Tensor, _ samples: [AxisSamples], _ shape: [Int]) -> Tensor {
    let bytes = Tensor(TensorType(.uint8, x.shape), storage: x.storage)
    let picked = interpolate(UInt8.self, bytes, samples, shape)
    return Tensor(x.type.with(shape: shape), storage: picked.storage)
  }
}
