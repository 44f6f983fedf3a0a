import EdgeIR

extension DFT: Decomposing {
  /// One product with a constant matrix: a transform is linear in the numbers that it reads, which are brought to the
  /// end and back.
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let (type, result) = (builder.type(x), try infer([builder.type(x)])[0])
    let last = type.rank - 1
    let components = type.shape[last]
    let outputs = result.shape[axis] * result.shape[last]
    let inputs = saturatingProduct(type.shape[axis], components)
    guard saturatingProduct(inputs, outputs) <= matrixLimit, type.elementCount > 0 else {
      throw OperatorError("a transform of \(type) to length \(length) takes too large a matrix")
    }
    let toEnd = type.shape.indices.filter { $0 != axis && $0 != last } + [axis, last]
    var y = try builder.add(Transpose(permutation: toEnd), x)
    let outer = Array(builder.type(y).shape.dropLast(2))
    y = try builder.reshaped(y, to: outer + [inputs])
    let weights = matrix(count: type.shape[axis], components: components, result: result)
    y = try builder.add(
      FullyConnected(), y, builder.constant(Cast(to: type.element).convert(weights)))
    y = try builder.reshaped(y, to: outer + [result.shape[axis], result.shape[last]])
    let back = type.shape.indices.map { axis in toEnd.firstIndex(of: axis) ?? axis }
    return [try builder.add(Transpose(permutation: back), y)]
  }

  /// The factor of every number that is read (columns) in every number that results (rows). Numbers beyond `length` are
  /// not read, missing ones are 0.
  private func matrix(count: Int, components: Int, result: TensorType) -> Tensor {
    let roots = roots
    let outputs = result.shape[axis]
    let parts = result.shape[result.rank - 1]
    let columns = count * components
    var factors = [Double](repeating: 0, count: outputs * parts * columns)
    let read = min(count, kind == .inverseReal ? bins : length)
    for k in 0..<outputs {
      for t in 0..<read {
        let place = 2 * (k * t % length)
        let weight = weight(t)
        let (cosine, sine) = (weight * roots[place], (isInverse ? -weight : weight) * roots[place + 1])
        let row = k * parts * columns + t * components
        // (re + i im) (cosine - i sine)
        factors[row] = cosine
        if components == 2 { factors[row + 1] = isReal(t) ? 0 : sine }
        guard parts == 2 else { continue }
        factors[row + columns] = -sine
        if components == 2 { factors[row + columns + 1] = cosine }
      }
    }
    return Tensor([outputs * parts, columns], factors)
  }

  /// How much a number counts: of a spectrum of which half is given, most stand for two.
  private func weight(_ t: Int) -> Double {
    guard isInverse else { return 1 }
    let isTwice = kind == .inverseReal && !isReal(t)
    return (isTwice ? 2 : 1) / Double(length)
  }

  /// Whether a number is its own mirror image in the spectrum of a real signal.
  private func isReal(_ t: Int) -> Bool { kind == .inverseReal && (t == 0 || 2 * t == length) }
}

private let matrixLimit = 1 << 24
