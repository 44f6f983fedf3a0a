/// What an operator makes of inputs that hold data only along a leading part of some axes.
///
/// Operators that say how their axes relate (`LayoutFlexible`) need not conform: what they say is enough.
public protocol ExtentPropagating: Operator {
  /// The outputs' extents when the operator runs on whole inputs, with rubbish in them beyond their extents.
  ///
  /// - Parameters:
  ///   - extents: those of each input; empty for full and for absent inputs.
  ///   - outputs: what `infer` says of `inputs`.
  /// - Returns: nil when an element within the outputs' extents could depend on one beyond the inputs', or when the
  ///   result's size would not be what the operator gives for inputs of the exact size.
  func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow?
}

/// The extents that leave an operator, and what it needs for them.
public struct ExtentFlow: Hashable, Sendable {
  /// For each output; outputs beyond the last are full.
  public var outputs: [AxisExtents]
  /// Inputs that must be zero beyond their extents: indices, conditions.
  public var zeroedInputs: Set<Int>
  /// Whether outputs are zero beyond their extents when the first input is.
  public var keepsZeros: Bool

  public init(_ outputs: [AxisExtents], zeroedInputs: Set<Int> = [], keepsZeros: Bool = false) {
    self.outputs = outputs
    self.zeroedInputs = zeroedInputs
    self.keepsZeros = keepsZeros
  }
}

extension Operator {
  /// As `ExtentPropagating.propagate`, for every operator; nil where nothing is known.
  public func extentFlow(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    if let op = self as? any ExtentPropagating { return op.propagate(extents, inputs, outputs) }
    guard let op = self as? any LayoutFlexible else { return nil }
    switch op.layoutRule(inputs, outputs) {
    case .elementwise: return .elementwise(extents, inputs, outputs)
    case .touching(let axes, _): return .touching(axes, extents, inputs, outputs)
    case .templates(let axes): return .following(axes, extents)
    case .logical: return nil
    }
  }
}

extension ExtentFlow {
  /// Element by element, operands stretched to the outputs' common shape: operands that share an axis must have one
  /// extent there.
  public static func elementwise(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    guard let shape = outputs.first?.shape else { return nil }
    var result: AxisExtents = [:]
    for axis in shape.indices {
      let found = zip(extents, inputs).compactMap { extents, input -> (size: Int, extent: Extent?)? in
        guard let input else { return nil }
        let own = axis - (shape.count - input.rank)
        return own < 0 ? nil : (input.shape[own], extents[own])
      }
      guard let extent = found.compactMap(\.extent).first else { continue }
      let isCommon = found.allSatisfy { size, other in
        other.map { $0 == extent && size == shape[axis] } ?? (size == 1)
      }
      guard isCommon else { return nil }
      result[axis] = extent
    }
    return ExtentFlow(outputs.map { _ in result })
  }

  /// Axes that the operator does not touch correspond one to one; outputs have all axes, or all but the touched.
  public static func touching(
    _ axes: [Int], _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    guard let first = inputs.optional(0) else { return nil }
    let parts = zip(extents, inputs).filter { extents, input in
      input.map { !extents.isEmpty || ($0.rank == first.rank && $0.elementCount != 1) } ?? false
    }
    guard let common = parts.first?.0,
      parts.allSatisfy({ $0 == common && $1?.rank == first.rank }),
      axes.allSatisfy({ common[$0] == nil })
    else { return nil }
    let kept = first.shape.indices.filter { !axes.contains($0) }
    return ExtentFlow(
      outputs.map { output in
        if output.rank == first.rank { return common }
        return Dictionary(
          uniqueKeysWithValues: kept.enumerated().compactMap { new, old in common[old].map { (new, $0) } })
      })
  }
}
