import TFLiteFormat

extension TFLiteModel {
  /// The same model after a change of each of its subgraphs.
  func changingSubgraphs(_ change: (inout TFLiteSubgraph) -> Void) -> TFLiteModel {
    var model = self
    for index in model.subgraphs.indices { change(&model.subgraphs[index]) }
    return model
  }
}

extension TFLiteBuffer {
  /// The elements of a float32 constant.
  var float32Elements: [Float] {
    withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }
}

extension TFLiteSubgraph {
  /// `wish`, or with a number where that is taken.
  static func unique(_ wish: String, _ names: inout Set<String>) -> String {
    var name = wish
    var suffix = 1
    while !names.insert(name).inserted {
      name = "\(wish)_\(suffix)"
      suffix += 1
    }
    return name
  }
}
