/// Sums of products of 16-bit operands, exact in 64 bits.
enum IntegerDotProduct {
  /// As many products of 8-bit by 16-bit numbers as a sum of 32 bits holds, whatever they are.
  static let block = 256

  /// For operands whose products have less than 23 bits, such as 8-bit weights times anything.
  @inline(__always) static func narrow(
    _ a: UnsafePointer<Int16>, _ b: UnsafePointer<Int16>, _ count: Int
  ) -> Int64 {
    var total: Int64 = 0
    var start = 0
    while start < count {
      let end = min(start &+ block, count)
      var sum: Int32 = 0
      for k in start..<end { sum &+= Int32(a[k]) &* Int32(b[k]) }
      total &+= Int64(sum)
      start = end
    }
    return total
  }

  /// For any operands.
  @inline(__always) static func wide(
    _ a: UnsafePointer<Int16>, _ b: UnsafePointer<Int16>, _ count: Int
  ) -> Int64 {
    var total: Int64 = 0
    for k in 0..<count { total &+= Int64(Int32(a[k]) &* Int32(b[k])) }
    return total
  }
  /// Every row of `a` times every row of `b`, all of one length.
  ///
  /// - Parameter isNarrow: products have less than 23 bits.
  static func products(
    _ a: ArraySlice<Int16>, rows: Int, _ b: ArraySlice<Int16>, columns: Int, length: Int, isNarrow: Bool
  ) -> [Int64] {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard length > 0, let a = a.baseAddress, let b = b.baseAddress else {
          return [Int64](repeating: 0, count: rows * columns)
        }
        return [Int64](unsafeUninitializedCapacity: rows * columns) { results, count in
          for row in 0..<rows {
            for column in 0..<columns {
              let (x, y) = (a + row * length, b + column * length)
              results[row * columns + column] = isNarrow ? narrow(x, y, length) : wide(x, y, length)
            }
          }
          count = rows * columns
        }
      }
    }
  }
}
