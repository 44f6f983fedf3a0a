import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// Smaller tensors.
extension Reducer {
  /// Sizes that are equal usually have to be: each size is made smaller wherever it occurs, alone or with its multiples
  /// (the gates of an LSTM, the heads of attention), from the largest down; then single axes of inputs. What does not go
  /// together, the import or the test refuses.
  func shrinkShapes() throws {
    guard best.hasFixedShapes else { return }
    for size in best.sizes.reversed() {
      try shrink(from: size) { self.best.resizing(Resizing(from: $0, to: $1)) }
      guard best.sizes.contains(size) else { continue }
      try shrink(from: size) { self.best.resizing(Resizing(from: $0, to: $1, factors: 8)) }
    }
    for input in best.model.graph.formalInputs {
      for axis in (input.fixedType?.shape ?? []).indices {
        guard
          let size = best.model.graph.inputs.first(where: { $0.name == input.name })?.fixedType?.shape[axis]
        else { continue }
        try shrink(from: size) {
          self.best.resizing(Resizing(from: $0, to: $1), only: (input.name, axis))
        }
      }
    }
  }

  /// Tries 1, then 2, then halves, and goes on from what was accepted.
  private func shrink(from size: Int, _ candidate: (Int, Int) -> ReductionCandidate?) throws {
    var size = size
    search: while size > 1 {
      for smaller in [1, 2, 4, size / 2, size - 1].uniquedAscending where smaller < size {
        if try attempt(candidate(size, smaller)) {
          size = smaller
          continue search
        }
      }
      return
    }
  }
}

/// What becomes of a size.
private struct Resizing {
  let from: Int
  let to: Int
  /// Multiples of the size up to this one follow.
  var factors = 1

  func callAsFunction(_ size: Int) -> Int {
    size > 0 && size % from == 0 && size / from <= factors ? size / from * to : size
  }

  func callAsFunction(_ size: Int64) -> Int64 { Int(exactly: size).map { Int64(self($0)) } ?? size }
}

extension ReductionCandidate {
  /// The sizes above 1 of axes of inputs and initializers, ascending.
  fileprivate var sizes: [Int] {
    let shapes = model.graph.inputs.compactMap(\.fixedType?.shape) + model.graph.initializers.map(\.shape)
    return Set(shapes.flatMap { $0 }.filter { $0 > 1 }).sorted()
  }

  /// Every axis of a size, or one of them, becomes shorter: what is beyond is cut off. Attributes and stored shapes
  /// that name the size follow.
  ///
  /// - Returns: Nil where a tensor cannot be cut.
  fileprivate func resizing(
    _ resizing: Resizing, only place: (input: String, axis: Int)? = nil
  ) -> ReductionCandidate? {
    var candidate = self
    for index in model.graph.inputs.indices {
      let input = model.graph.inputs[index]
      guard case .tensor(let element, let shape?)? = input.type else { continue }
      let resized = shape.enumerated().map { axis, dimension -> ONNXDimension in
        let isMeant = place.map { $0.input == input.name && $0.axis == axis } ?? true
        guard isMeant, case .value(let size) = dimension else { return dimension }
        return .value(resizing(size))
      }
      candidate.model.graph.inputs[index].type = .tensor(elementType: element, shape: resized)
      guard let tensor = inputs[input.name] else { continue }
      guard let target = candidate.model.graph.inputs[index].fixedType?.shape,
        let cut = tensor.leadingPart(target)
      else { return nil }
      candidate.inputs[input.name] = cut
    }
    for index in model.graph.outputs.indices {
      if case .tensor(let element, _)? = model.graph.outputs[index].type {
        candidate.model.graph.outputs[index].type = .tensor(elementType: element, shape: nil)
      }
    }
    candidate.model.graph.valueInfo = []
    guard place == nil else { return candidate }
    for (index, tensor) in model.graph.initializers.enumerated() {
      guard let resized = tensor.resized(resizing) else { return nil }
      candidate.model.graph.initializers[index] = resized
    }
    for index in model.graph.nodes.indices {
      candidate.model.graph.nodes[index].resize(resizing)
    }
    return candidate
  }
}

extension ONNXNode {
  /// Attributes that repeat a size of the node's tensors.
  private static let sizeAttributes: Set<String> = ["group", "hidden_size", "num_outputs", "split", "shape"]

  fileprivate mutating func resize(_ resizing: Resizing) {
    for index in attributes.indices where Self.sizeAttributes.contains(attributes[index].name) {
      switch attributes[index].value {
      case .int(let value): attributes[index].value = .int(resizing(value))
      case .ints(let values): attributes[index].value = .ints(values.map { resizing($0) })
      case .float, .string, .tensor, .graph, .sparseTensor, .type, .floats, .strings, .tensors, .graphs,
        .sparseTensors, .types, .undefined:
        break
      }
    }
  }
}

extension ONNXTensor {
  /// Lists of 64-bit integers with few elements are shapes: they keep their length, and what they say follows.
  fileprivate func resized(_ resizing: Resizing) -> ONNXTensor? {
    if elementType == .int64, shape.count < 2, shape.allSatisfy({ $0 <= 8 }) {
      guard let tensor = try? Tensor(onnx: self) else { return self }
      let numbers = tensor.elements(as: Int64.self).map { resizing($0) }
      return Tensor(shape, numbers).onnx(name: name)
    }
    let resized = shape.map { resizing($0) }
    guard resized != shape else { return self }
    return (try? Tensor(onnx: self))?.leadingPart(resized)?.onnx(name: name)
  }
}

extension Tensor {
  /// The elements whose positions are below `shape` along every axis; nil where the tensor has fewer.
  fileprivate func leadingPart(_ shape: [Int]) -> Tensor? {
    guard shape.count == self.shape.count, zip(shape, self.shape).allSatisfy({ $0 <= $1 }) else { return nil }
    guard shape != self.shape else { return self }
    let target = TensorType(element, shape)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(target.sizeInBytes)
    let width = element.sizeInBytes
    let run = (shape.last ?? 1) * width
    let source = storage.bytes
    let rows = shape.dropLast().reduce(1, *)
    for row in 0..<(run == 0 ? 0 : rows) {
      var (rest, offset, stride) = (row, 0, self.shape.last ?? 1)
      for axis in shape.indices.dropLast().reversed() {
        offset += rest % shape[axis] * stride
        (rest, stride) = (rest / shape[axis], stride * self.shape[axis])
      }
      bytes += source[(offset * width)..<(offset * width + run)]
    }
    return Tensor(target, storage: bytes.withUnsafeBytes { TensorStorage(copying: $0) })
  }
}

extension [Int] {
  fileprivate var uniquedAscending: [Int] { Set(self).sorted() }
}
