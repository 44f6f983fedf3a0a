import EdgeQuantization
import EdgeSupport

extension QuantizationReport {
  /// What the user should know of, all at once.
  var diagnostics: [Diagnostic] {
    var found: [Diagnostic] = []
    if !floatNodes.isEmpty {
      let count = floatNodes.count == 1 ? "1 node computes" : "\(floatNodes.count) nodes compute"
      let listed = floatNodes.prefix(listLimit).map { "\($0.operatorName) '\($0.value)'" }
      let more = floatNodes.count > listLimit ? ["and \(floatNodes.count - listLimit) more"] : []
      found.append(
        Diagnostic(
          .warning, .floatsRemain, "\(count) with floats", notes: [(listed + more).joined(separator: ", ")],
          hint:
            "there are no integer kernels for them, or the model does not say how their results are stored"))
    }
    for input in rescuedInputs {
      found.append(
        Diagnostic(
          .warning, .rawInput,
          "8 bits for all features of the input leave \(input.ratio.brief) dB of the results: "
            + "features are brought to a common size in float before they are quantized",
          at: .init(value: input.name),
          hint: "standardize the features before training, or in the application"))
    }
    for parts in unlikeOutputs {
      found.append(
        Diagnostic(
          .note, .unlikeParts,
          "parts whose ranges differ by a factor of \(Int(parts.ratio)) are concatenated: in 16 bits",
          at: .init(value: parts.value), hint: "give the parts as outputs of their own"))
    }
    found += noise
    return found
  }

  /// A warning for results that most applications could not use, with what was found to cause it.
  private var noise: [Diagnostic] {
    let advised = findings.filter { $0.status == .advised }
    let notes = advised.prefix(listLimit).map { finding in
      let place = finding.values.isEmpty ? "" : " '\(finding.values.joined(separator: "', '"))'"
      return "\(finding.cause.title)\(place): \(finding.remedy)"
    }
    let hint =
      advised.isEmpty
      ? "use --quantize int16x8, or see the noisiest tensors with --quantization-report"
      : "do what the notes say, or use --quantize int16x8; --quantization-report FILE.html has everything"
    if let ratio, ratio < ratioLimit {
      return [
        Diagnostic(
          .warning, .quantizationNoise,
          "the results' signal-to-noise ratio is \((ratio * 10).rounded() / 10) dB on calibration data",
          notes: notes, hint: hint)
      ]
    }
    return results.compactMap { result in
      guard let agreement = result.agreement, agreement < agreementLimit, result.samples >= agreementSamples
      else { return nil }
      return Diagnostic(
        .warning, .quantizationNoise,
        "only \((agreement * 1000).rounded() / 10) % of the decisions on calibration data are those of the floats",
        at: .init(value: result.name), notes: notes, hint: hint)
    }
  }
}

/// Nodes that are named in a message.
private let listLimit = 10

/// Below this many dB results are doubtful.
private let ratioLimit = 20.0

/// Below this part of equal decisions results are doubtful, where there are enough to say so.
private let agreementLimit = 0.95
private let agreementSamples = 20
