import EdgeIR

/// A function of 16-bit integers: 512 of its values, evenly spaced, and straight lines between them.
struct InterpolatedTable {
  /// One more than there are intervals.
  let values: [Int16]

  /// Zero points need not be 0: they move the part of the function that is tabulated.
  ///
  /// TFLite fills softmax's tables in double precision, all others in single.
  init<Number: FloatElement>(
    scale: Number, zeroPoint: Int = 0, resultScale: Number, function: (Number) -> Number
  ) {
    let intervals = 512
    let lowest = scale * Number(Int(Int16.min) - zeroPoint)
    let highest = scale * Number(Int(Int16.max) - zeroPoint)
    let step = (highest - lowest) / Number(intervals)
    let inverse = 65536 / (resultScale * 32767 - resultScale * -32768)
    func rounded(_ value: Number) -> Number { value.rounded(.toNearestOrAwayFromZero) }
    func integer(_ value: Number) -> Int16 { Int16(converting: value.asDouble) }
    let samples = (0..<intervals).map { i in
      let start = lowest + Number(i) * step
      let value = rounded(function(start) * inverse)
      // The line is moved by half of what it is off in the middle.
      let chord = rounded((function(lowest + Number(i + 1) * step) * inverse + value) / 2)
      let middle = rounded(function(start + step / 2) * inverse)
      return integer(value - rounded((chord - middle) / 2))
    }
    values = samples + [integer(rounded(function(highest) * inverse))]
  }

  func callAsFunction(_ x: Int) -> Int {
    let index = 256 + x >> 7
    let base = values[index]
    let slope = values[index + 1] &- base
    let rise = (Int32(slope) * Int32(x & 0x7F) + 64) >> 7
    return Int(Int16(truncatingIfNeeded: Int32(base) + rise))
  }
}
