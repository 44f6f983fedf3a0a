import EdgeIR

extension Tensor {
  /// The integers of 8 or 16 bits, each less `zeroPoint`, which is 0 for 16 bits.
  func shortIntegers(less zeroPoint: Int) -> [Int16] {
    func convert<Element: IntegerElement>(_: Element.Type) -> [Int16] {
      withElements(of: Element.self) { x in
        let zero = Int16(truncatingIfNeeded: zeroPoint)
        return [Int16](unsafeUninitializedCapacity: x.count) { y, count in
          for i in x.indices { y[i] = Int16(truncatingIfNeeded: x[i]) &- zero }
          count = x.count
        }
      }
    }
    return switch element {
    case .int8: convert(Int8.self)
    case .uint8: convert(UInt8.self)
    case .int16: convert(Int16.self)
    case .float16, .float32, .float64, .int32, .int64, .uint16, .uint32, .uint64, .bool: []
    }
  }

  /// A tensor of `type` with `function` applied to every integer of 8 or 16 bits; results fit the type. Integers of 8
  /// bits go through a table of the function's 256 values.
  func mapIntegers(to type: TensorType, _ function: (Int) -> Int) -> Tensor {
    func map<Input: IntegerElement, Output: IntegerElement>(_: Input.Type, _: Output.Type) -> Tensor {
      withElements(of: Input.self) { x in
        Tensor.build(type.shape, of: Output.self) { y in
          if Input.bitWidth == 8 {
            let lowest = Int(Input.min)
            let table = (lowest...lowest + 255).map { Output(truncatingIfNeeded: function($0)) }
            for i in y.indices { y[i] = table[Int(truncatingIfNeeded: x[i]) &- lowest] }
          } else {
            for i in y.indices { y[i] = Output(truncatingIfNeeded: function(Int(truncatingIfNeeded: x[i]))) }
          }
        }
      }
    }
    func map<Input: IntegerElement>(_: Input.Type) -> Tensor {
      switch type.element {
      case .int8: map(Input.self, Int8.self)
      case .uint8: map(Input.self, UInt8.self)
      case .int16: map(Input.self, Int16.self)
      case .float16, .float32, .float64, .int32, .int64, .uint16, .uint32, .uint64, .bool:
        Tensor.integers(type, integers(less: 0).map(function))
      }
    }
    let result =
      switch element {
      case .int8: map(Int8.self)
      case .uint8: map(UInt8.self)
      case .int16: map(Int16.self)
      case .float16, .float32, .float64, .int32, .int64, .uint16, .uint32, .uint64, .bool:
        Tensor.integers(type, integers(less: 0).map(function))
      }
    return result.as(type)
  }
}

/// A tensor of `type` with `function` applied to the integers of two operands of its element type that broadcast to it;
/// results fit the type.
func combineIntegers(_ a: Tensor, _ b: Tensor, to type: TensorType, _ function: (Int, Int) -> Int) -> Tensor {
  func combine<Element: IntegerElement>(_: Element.Type) -> Tensor {
    combineElements(a, b, shape: type.shape, of: Element.self) { p, q in
      Element(truncatingIfNeeded: function(Int(truncatingIfNeeded: p), Int(truncatingIfNeeded: q)))
    }
  }
  let result =
    switch type.element {
    case .int8: combine(Int8.self)
    case .uint8: combine(UInt8.self)
    case .int16: combine(Int16.self)
    case .float16, .float32, .float64, .int32, .int64, .uint16, .uint32, .uint64, .bool:
      Tensor.integers(
        type,
        zip(
          a.broadcast(to: type.shape).integers(less: 0), b.broadcast(to: type.shape).integers(less: 0)
        ).map(function))
    }
  return result.as(type)
}
