internal import EdgeIR
internal import EdgeQuantization
internal import EdgeSupport

extension QuantizationReport {
  /// The whole report; docs/QUANTIZATION_REPORT.md says what each key means.
  func json(model: String) -> JSON {
    [
      "format": "edgec quantization 1", "model": .string(model), "samples": .integer(samples),
      "method": JSON(method?.label), "ratio": .decibels(ratio),
      "results": .array(
        results.map {
          [
            "name": .string($0.name), "judgedBy": .string($0.value), "ratio": .decibels($0.ratio),
            "samples": .integer($0.samples), "agreement": $0.agreement.map { .number($0) } ?? .null,
          ]
        }),
      "accuracy": accuracy.map {
        [
          "floats": .number($0.floats), "integers": .number($0.integers), "samples": .integer($0.samples),
        ]
      } ?? .null,
      "candidates": .array(
        candidates.map { ["method": .string($0.method.label), "ratio": .decibels($0.ratio)] }),
      "findings": .array(findings.map(\.json)),
      "widerTensors": widerTensors.map { ["names": JSON($0.names), "gain": .number($0.gain)] } ?? .null,
      "floatNodes": .array(
        floatNodes.map {
          [
            "operator": .string($0.operatorName), "value": .string($0.value),
            "nodes": .array($0.origins.map(\.json)),
          ]
        }),
      "tensors": .array(ranked.map(\.json)),
    ]
  }
}

extension Finding {
  fileprivate var json: JSON {
    [
      "cause": .string(cause.rawValue), "title": .string(cause.title), "status": .string(status.rawValue),
      "values": JSON(values), "operator": JSON(operatorName), "nodes": .array(origins.map(\.json)),
      "evidence": .string(evidence),
      "measures": .object(measures.map { .init($0.name, .number($0.number)) }), "remedy": .string(remedy),
    ]
  }
}

extension TensorReport {
  fileprivate var json: JSON {
    let single = type.quantization?.single
    return [
      "name": .string(name), "operator": JSON(operatorName), "nodes": .array(origins.map(\.json)),
      "type": .string(type.element.rawValue), "shape": JSON(type.shape),
      "scale": single.map { .number(Double($0.scale)) } ?? .null, "zeroPoint": JSON(single?.zeroPoint),
      "observed": observed.map { [.number(Double($0.lowerBound)), .number(Double($0.upperBound))] } ?? .null,
      "covered": type.coveredRange.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? .null,
      "ratio": .decibels(noise.ratio), "outputRatio": .decibels(outputRatio),
      "saturation": .number(noise.saturation),
      "constantChannels": constantChannels.map { JSON($0) } ?? .null,
      "weights": weights.map {
        [
          "magnitudes": .array($0.magnitudes.map { .number(Double($0)) }), "raised": JSON($0.raisedChannels),
        ]
      } ?? .null,
      "histogram": histogram.map {
        ["lower": .number($0.lower), "upper": .number($0.upper), "counts": JSON($0.counts)]
      } ?? .null,
    ]
  }
}

extension Origin {
  fileprivate var json: JSON {
    ["name": .string(name), "operator": .string(operatorType), "index": .integer(index)]
  }
}

extension JSON {
  /// Null where there is nothing to measure, and where there is no noise at all.
  fileprivate static func decibels(_ ratio: Double?) -> JSON {
    ratio.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
  }
}
