import EdgeIR

extension Pass {
  /// Stores equal constants once and computes equal nodes once.
  ///
  ///     %a = Sigmoid(%x)                %a = Sigmoid(%x)
  ///     %b = Sigmoid(%x)           ⟶
  ///     %c = Add(%a, %b)                %c = Add(%a, %a)
  static let mergeDuplicates = Pass("merge-duplicates") { editor in
    mergeConstants(&editor)
    var seen: [NodeKey: [ValueID]] = [:]
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard let first = seen[NodeKey(node)] else {
        seen[NodeKey(node)] = node.outputs
        continue
      }
      for (output, original) in zip(node.outputs, first) { editor.replaceAllUses(of: output, with: original) }
    }
    editor.removeDeadNodes()
  }

  private static func mergeConstants(_ editor: inout GraphEditor) {
    var seen: [UInt64: [ValueID]] = [:]
    for (id, value) in editor.graph.values {
      guard let tensor = value.constant else { continue }
      let digest = digest(tensor)
      let same = seen[digest, default: []].first {
        editor.graph[$0].constant?.isIdentical(to: tensor) ?? false
      }
      if let same {
        editor.replaceAllUses(of: id, with: same)
      } else {
        seen[digest, default: []].append(id)
      }
    }
  }

  /// FNV-1a over at most 1024 bytes, enough to tell most tensors apart cheaply.
  private static func digest(_ tensor: Tensor) -> UInt64 {
    let bytes = tensor.storage.bytes
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for i in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 1024)) {
      hash = (hash ^ UInt64(bytes[i])) &* 0x100_0000_01b3
    }
    return hash
  }
}
