import EdgeIR

extension Resize: DataMoving {
  /// Elements that are extrapolated are none of the input's, nor are means.
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? {
    let extrapolates = axes.contains { axis in
      if case .cropAndResize = axis.coordinates { return true }
      return false
    }
    return method == .nearest && !extrapolates ? [0] : nil
  }
}
