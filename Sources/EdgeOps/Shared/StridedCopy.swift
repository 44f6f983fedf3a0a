import EdgeC
import EdgeIR

/// A dense tensor whose element at index i is `x[offset + sum of i[axis] * strides[axis]]`, said as briefly as
/// possible: axes of size 1 are gone and neighbours that are walked as one are one.
struct StridedCopy {
  private(set) var dims: [Int] = []
  private(set) var strides: [Int] = []
  let offset: Int

  init(shape: [Int], strides: [Int], offset: Int = 0) {
    self.offset = offset
    for (size, stride) in zip(shape, strides) where size != 1 {
      if let last = self.strides.last, last == stride * size {
        dims[dims.count - 1] *= size
        self.strides[dims.count - 1] = stride
      } else {
        dims.append(size)
        self.strides.append(stride)
      }
    }
    if dims.isEmpty {
      dims = [1]
      self.strides = [1]
    }
  }

  /// True when the elements lie one after the other in x already.
  var isContiguous: Bool { dims.contains(0) || (dims.count == 1 && strides == [1]) }

  /// The call that copies input 0 to output 0.
  func call(_ element: ElementType) throws -> CCall {
    if isContiguous {
      let bytes = dims.reduce(1, *) * element.sizeInBytes
      return CCall("memcpy", header: "", [.output(0), .input(0, offset: offset), .int(bytes)])
    }
    let kernel = "edgec_\(element.movedType)"
    if let (batch, rows, columns) = matrixTransposition, offset == 0 {
      return CCall(
        "\(kernel)_transpose2d", header: "strided_copy",
        [.input(0), .output(0), .int(batch), .int(rows), .int(columns)])
    }
    guard dims.count <= cRankLimit else {
      throw CRefusal("kernels move tensors of at most \(cRankLimit) axes, this takes \(dims.count)")
    }
    return CCall(
      "\(kernel)_strided_copy", header: "strided_copy",
      [.input(0), .output(0), .int(offset), .int(dims.count), .integers(dims), .integers(strides)])
  }

  /// As `call`, and no copy at all where the input's memory can stand for the output's.
  func computation(_ element: ElementType) throws -> CComputation {
    let call = try call(element)
    guard isContiguous else { return CComputation(calls: [call]) }
    let sharing = CSharing(
      .outputInsideInput, input: 0, output: 0, offsetInBytes: offset * element.sizeInBytes, copy: call)
    return CComputation(calls: [], sharings: [sharing])
  }

  /// The sizes when this is `[batch, rows, columns]` to `[batch, columns, rows]`.
  private var matrixTransposition: (batch: Int, rows: Int, columns: Int)? {
    guard (2...3).contains(dims.count) else { return nil }
    let (columns, rows) = (dims[dims.count - 2], dims[dims.count - 1])
    guard strides.suffix(2) == [1, columns] else { return nil }
    if dims.count == 2 { return (1, rows, columns) }
    return strides[0] == rows * columns ? (dims[0], rows, columns) : nil
  }
}
