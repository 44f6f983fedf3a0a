internal import EdgeCompiler
internal import EdgeSupport
internal import TFLiteFormat

/// A TFLite model as it is stored, for `inspect`.
struct TFLiteListing {
  let model: TFLiteModel
  let file: ModelFile

  var lines: [String] {
    let title = ["TFLite", model.description, "\(file.sizeInBytes.grouped) B"].filter { !$0.isEmpty }
    return [file.path, title.joined(separator: ", ")] + model.subgraphs.flatMap { [""] + lines($0) }
  }

  private func lines(_ subgraph: TFLiteSubgraph) -> [String] {
    var interface = TextTable([.left, .left, .left])
    for index in subgraph.inputs { interface.add(["  input"] + described(subgraph.tensors[index])) }
    for index in subgraph.outputs { interface.add(["  output"] + described(subgraph.tensors[index])) }
    var table = TextTable([
      ("#", .right), ("operator", .left), ("version", .right), ("output", .left), ("", .left),
      ("constants", .right),
    ])
    for (index, node) in subgraph.operators.enumerated() {
      let output = node.outputs.first.map { described(subgraph.tensors[$0]) } ?? ["", ""]
      let bytes = node.inputs.filter { $0 >= 0 }.reduce(0) { $0 + (subgraph.tensors[$1].buffer?.count ?? 0) }
      table.add(
        ["\(index)", node.customCode ?? node.code.schemaName, "\(node.version)"] + output
          + [bytes == 0 ? "" : "\(bytes.grouped) B"])
    }
    return interface.lines + [""] + table.lines
  }

  private func described(_ tensor: TFLiteTensor) -> [String] {
    let shape = (tensor.shapeSignature ?? tensor.shape).map { $0 < 0 ? "?" : "\($0)" }
    let type = "\(tensor.type.schemaName.lowercased())[\(shape.joined(separator: ","))]"
    guard let quantization = tensor.quantization, let scale = quantization.scale.first else {
      return [tensor.name.shortened(to: 40), type]
    }
    let zeroPoint = quantization.zeroPoint.first ?? 0
    let more = quantization.scale.count > 1 ? " per channel" : ""
    return [tensor.name.shortened(to: 40), "\(type) × \(scale) at \(zeroPoint)\(more)"]
  }

  var json: JSON {
    let subgraphs = model.subgraphs.map { subgraph -> JSON in
      [
        "name": .string(subgraph.name), "inputs": JSON(subgraph.inputs), "outputs": JSON(subgraph.outputs),
        "tensors": .array(
          subgraph.tensors.map { tensor in
            [
              "name": .string(tensor.name), "type": .string(tensor.type.schemaName),
              "shape": JSON(tensor.shape), "constantBytes": JSON(tensor.buffer?.count),
            ]
          }),
        "operators": .array(
          subgraph.operators.map { node in
            [
              "operator": .string(node.customCode ?? node.code.schemaName),
              "version": .integer(node.version), "inputs": JSON(node.inputs), "outputs": JSON(node.outputs),
            ]
          }),
      ]
    }
    return [
      "model": .string(file.path), "bytes": .integer(file.sizeInBytes),
      "description": .string(model.description), "subgraphs": .array(subgraphs),
      "metadata": JSON(model.metadata.map(\.name)),
    ]
  }
}
