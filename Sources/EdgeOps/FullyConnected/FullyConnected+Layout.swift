import EdgeIR

extension FullyConnected: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule { .matrixProduct }

  public func relaid(_ axes: [Int?], shape: [Int]) -> any Operator { self }
}
