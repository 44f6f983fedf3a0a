import CSource
import EdgeTestSupport
import Testing

struct CArrayTests {
  static let floats: [Float] = [
    0, -0.0, 1, 0.1, -1.0 / 3, .pi, .leastNonzeroMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude,
    Float.leastNormalMagnitude.nextDown, 16_777_216, 1e16, 8_388_609.5, .infinity, -.infinity, .nan,
  ]
  static let doubles: [Double] = [
    0, -0.0, 0.1, .leastNonzeroMagnitude, .leastNormalMagnitude, -.greatestFiniteMagnitude, .pi, 1e22,
    .infinity, -.infinity, .nan,
  ]

  /// Compiles arrays of extreme numbers under the strict flags and compares the bytes the program holds.
  @Test(arguments: CCompiler.host)
  func literalsRoundTripThroughTheCompiler(compiler: CCompiler) throws {
    let arrays: [(String, CArrayElements, [UInt8])] = [
      ("f", .float(Self.floats), bytes(Self.floats)), ("d", .double(Self.doubles), bytes(Self.doubles)),
      ("i8", .int8([.min, -1, .max]), bytes([Int8.min, -1, .max])),
      ("i16", .int16([.min, .max]), bytes([Int16.min, .max])),
      ("i32", .int32([.min, -1, .max]), bytes([Int32.min, -1, .max])),
      ("i64", .int64([.min, -1, .max]), bytes([Int64.min, -1, .max])),
      ("u8", .uint8([0, .max]), bytes([UInt8(0), .max])), ("u16", .uint16([.max]), bytes([UInt16.max])),
      ("u32", .uint32([0, .max]), bytes([UInt32(0), .max])), ("u64", .uint64([.max]), bytes([UInt64.max])),
      ("b", .bool([true, false]), [1, 0]),
    ]
    let writes = arrays.map { name, _, _ in
      CStatement.call(
        "fwrite", [.identifier(name), 1, .call("sizeof", [.identifier(name)]), .identifier("stdout")])
    }
    let unit = CTranslationUnit(
      [.systemInclude("stdint.h"), .systemInclude("stdio.h")]
        + arrays.map { .array(CArray(name: $0.0, elements: $0.1)) }
        + [.function(CFunction(name: "main", result: .int, body: writes + [.return(0)]))])
    let folder = try TemporaryDirectory()
    let program = try compiler.compile([folder.write(unit.text, to: "main.c")])
    let held = try program.run().output
    let expected = arrays.flatMap(\.2)
    #expect(withoutNaNSigns(held) == withoutNaNSigns(expected))
  }

  @Test func aMillionElementsAreQuick() {
    let values = (0..<1_000_000).map { Float($0) / 7 }
    let clock = ContinuousClock()
    var text = ""
    let time = clock.measure {
      text = CTranslationUnit([.array(CArray(name: "w", elements: .float(values)))]).text
    }
    #expect(text.utf8.count > 8_000_000)
    #expect(time < .seconds(20), "unoptimised; a quadratic renderer would take hours")
  }

  private func bytes<T>(_ values: [T]) -> [UInt8] { values.withUnsafeBytes { [UInt8]($0) } }

  /// The sign of a NaN is not something a literal can give: both arrays of floats end with one.
  private func withoutNaNSigns(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for end in [4 * Self.floats.count, 4 * Self.floats.count + 8 * Self.doubles.count]
    where end <= bytes.count {
      bytes[end - 1] &= 0x7F
    }
    return bytes
  }
}
