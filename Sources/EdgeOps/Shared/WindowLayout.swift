import EdgeIR

extension AxisTemplates {
  /// An image operator, `[N, spatial…, C]` to `[N, spatial'…, C]`, that treats every image and channel alike.
  static func pooling(_ x: TensorType) -> AxisTemplates {
    let labels = Array(0..<x.rank)
    let spatial = labels.dropFirst().dropLast()
    return AxisTemplates(
      inputs: [labels], outputs: [labels], groups: labels.map { .axis($0) },
      templates: [Template([labels], [labels])], touched: Set(spatial), blocks: Set(spatial))
  }

  /// A convolution of x `[N, spatial…, C]` with weights `[O, kernel…, C/groups]` and perhaps a bias `[O]`. Weights can be
  /// reordered ahead of time, so the order of channels is free: in one group, or where each channel is one.
  static func convolution(_ inputs: [TensorType?], groups count: Int) -> AxisTemplates? {
    guard let x = inputs.optional(0), let weights = inputs.optional(1), weights.rank == x.rank else {
      return nil
    }
    let rank = x.rank
    let isDepthwise = count == x.shape[rank - 1] && count == weights.shape[0]
    let (spatial, kernel) = (Array(1..<rank - 1), Array(rank..<2 * rank - 2))
    let channels = rank - 1
    let outputs = isDepthwise ? channels : 2 * rank - 2
    let depth = count == 1 ? channels : 2 * rank - 1
    let isFree = count == 1 || isDepthwise
    let hasBias = inputs.optional(2) != nil
    let labels = Array(0..<2 * rank)
    return AxisTemplates(
      inputs: [[0] + spatial + [channels], [outputs] + kernel + [depth]]
        + (inputs.count > 2 ? [hasBias ? [outputs] : nil] : []),
      outputs: [[0] + spatial + [outputs]], groups: labels.map { .axis($0) },
      templates: [
        Template(
          [[0] + spatial + [channels], [outputs] + kernel + [depth]]
            + (inputs.count > 2 ? [hasBias ? [outputs] : []] : []), [[0] + spatial + [outputs]])
      ],
      touched: Set(spatial + kernel),
      blocks: Set(spatial + kernel + (isFree ? [] : [channels, outputs, depth])))
  }
}
