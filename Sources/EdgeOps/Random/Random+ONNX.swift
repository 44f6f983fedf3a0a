import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// - RandomNormal, RandomUniform, RandomNormalLike, RandomUniformLike: 1; 22 element types only
///
/// A model that gives no seed gets one that depends on the name of the node's output.
extension Random: ONNXImporting {
  public static let importers = [
    ONNXImporter("RandomNormal", since: 1) { [try drawn($0, normal($0))] },
    ONNXImporter("RandomUniform", since: 1) { [try drawn($0, uniform($0))] },
    ONNXImporter("RandomNormalLike", since: 1) { [try drawn(like: $0, normal($0))] },
    ONNXImporter("RandomUniformLike", since: 1) { [try drawn(like: $0, uniform($0))] },
  ]

  private static func normal(_ context: ImportContext) throws -> Distribution {
    .normal(
      mean: try context.float("mean", default: 0), deviation: try context.float("scale", default: 1))
  }

  private static func uniform(_ context: ImportContext) throws -> Distribution {
    .uniform(low: try context.float("low", default: 0), high: try context.float("high", default: 1))
  }

  private static func drawn(_ context: ImportContext, _ distribution: Distribution) throws -> ValueID {
    guard let shape = try context.ints("shape") else { throw context.invalid("shape", "is required") }
    let element = try context.elementType("dtype") ?? .float32
    return try context.random(distribution, element, shape)
  }

  private static func drawn(like context: ImportContext, _ distribution: Distribution) throws -> ValueID {
    let type = try context.type(context.input(0))
    return try context.random(distribution, try context.elementType("dtype") ?? type.element, type.shape)
  }
}

extension ImportContext {
  /// Random numbers with the node's seed.
  func random(
    _ distribution: Random.Distribution, _ element: ElementType, _ shape: [Int]
  ) throws -> ValueID {
    try add(Random(distribution, element: element, shape: shape, seed: seed()), [])
  }

  /// From the attribute `seed`, an integer in Dropout and a float elsewhere, else from the name of the first output (FNV-1a); mixed, as SplitMix64's states should
  /// not be close.
  private func seed() throws -> Int64 {
    var state: UInt64
    if node.operatorType == "Dropout", let seed = try int("seed") {
      state = UInt64(truncatingIfNeeded: seed)
    } else if let seed = try float("seed") {
      state = UInt64(seed.bitPattern)
    } else {
      state = 0xCBF2_9CE4_8422_2325
      for byte in (node.outputs.first { !$0.isEmpty } ?? "").utf8 {
        state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
      }
    }
    var generator = SplitMix64(seed: state)
    return Int64(generator.next() >> 1)
  }
}
