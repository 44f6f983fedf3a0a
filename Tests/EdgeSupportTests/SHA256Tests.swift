import EdgeSupport
import Testing

struct SHA256Tests {
  /// Examples of FIPS 180-4 and NIST's test vectors.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func publishedExample(message: String, digest: String) {
    #expect(SHA256.hexDigest(Array(message.utf8)) == digest)
  }

  @Test func millionLetters() {
    let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256.hexDigest([UInt8](repeating: 0x61, count: 1_000_000)) == digest)
  }

  /// Lengths around the block size, in one piece and in pieces.
  @Test(arguments: [1, 55, 56, 63, 64, 65, 127, 128, 129])
  func piecesMakeNoDifference(count: Int) throws {
    let message = (0..<count).map { UInt8($0) }
    var hash = SHA256()
    for start in stride(from: 0, to: count, by: 7) {
      hash.update(Array(message[start..<min(start + 7, count)]))
    }
    #expect(hash.hexDigest() == SHA256.hexDigest(message))
    #expect(try SHA256.hexDigest(ByteSource(message, path: "")) == SHA256.hexDigest(message))
  }
}
