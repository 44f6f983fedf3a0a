/// The SHA-256 digest of FIPS 180-4: names a model's bytes in what is made from it.
///
/// Written here because a cryptography package would double the build time for this one function. It serves
/// identification only and makes no effort against timing attacks.
public struct SHA256 {
  private var state = SHA256.initialState
  /// Bytes that do not fill a block yet.
  private var pending: [UInt8] = []
  private var count: UInt64 = 0

  public init() {}

  /// The digest of a whole message in lower-case hexadecimal, 64 digits.
  public static func hexDigest(_ message: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(message)
    return hash.hexDigest()
  }

  /// The digest of everything in `source`, which is read piece by piece.
  ///
  /// - Throws: `Diagnostic` E801.
  public static func hexDigest(_ source: ByteSource) throws -> String {
    var hash = SHA256()
    let piece = 1 << 20
    for start in stride(from: 0, to: source.size, by: piece) {
      hash.update(try source.bytes(at: start, count: min(piece, source.size - start)))
    }
    return hash.hexDigest()
  }

  /// Appends to the message.
  public mutating func update(_ bytes: [UInt8]) {
    count += UInt64(bytes.count)
    if pending.isEmpty {
      pending = Array(absorb(bytes))
    } else {
      pending = Array(absorb(pending + bytes))
    }
  }

  /// The digest of the message so far.
  public func hexDigest() -> String {
    var copy = self
    // The rest, a one bit, zeros, and the length in bits: one block or two.
    var tail = pending + [0x80]
    let blockSize = SHA256.blockSize
    tail += [UInt8](repeating: 0, count: (blockSize + 56 - tail.count % blockSize) % blockSize)
    let bits = count << 3
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    _ = copy.absorb(tail)
    return copy.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Takes in all whole blocks and returns the rest.
  private mutating func absorb(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let whole = bytes.count / SHA256.blockSize * SHA256.blockSize
    bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: whole, by: SHA256.blockSize) {
        let end = start + SHA256.blockSize
        SHA256.compress(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), into: &state)
      }
    }
    return bytes[whole...]
  }

  private static let blockSize = 64

  private static func compress(_ block: UnsafeRawBufferPointer, into state: inout [UInt32]) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for t in 0..<16 {
        schedule[t] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * t, as: UInt32.self))
      }
      for t in 16..<64 {
        let (x, y) = (schedule[t - 15], schedule[t - 2])
        let s0 = rotated(x, 7) ^ rotated(x, 18) ^ (x >> 3)
        let s1 = rotated(y, 17) ^ rotated(y, 19) ^ (y >> 10)
        schedule[t] = schedule[t - 16] &+ s0 &+ schedule[t - 7] &+ s1
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      constants.withUnsafeBufferPointer { constants in
        for t in 0..<64 {
          let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
          let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
          let first = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[t] &+ schedule[t]
          let second = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
          (h, g, f, e) = (g, f, e, d &+ first)
          (d, c, b, a) = (c, b, a, first &+ second)
        }
      }
      for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fractional parts of the square roots of the first eight primes.
  private static let initialState: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  /// The first 32 bits of the fractional parts of the cube roots of the first sixty-four primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
