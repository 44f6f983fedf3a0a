/// The aspect of an operator whose outputs consist of elements of its inputs, moved or chosen by order: it runs on
/// quantized integers as on any others, and its outputs stand for what its inputs stand for.
///
/// An operator without this aspect computes with numbers, so it refuses quantized integers; `QuantizationAware` ones
/// read them for what they stand for.
public protocol DataMoving: Operator {
  /// The positions of the inputs whose elements the outputs consist of; nil when elements of the operator's own are
  /// among them, zeros for one. Inputs satisfy `infer`.
  func movedInputs(_ inputs: [TensorType?]) -> [Int]?
}

/// A data-moving operator that keeps some axes whole, so scales may differ along these.
public protocol AxisMoving: DataMoving {
  /// Where the output has an axis of the first input, every position of it in the old order; nil when nowhere.
  func movedAxis(_ axis: Int, from input: TensorType, to output: TensorType) -> Int?
}

/// The aspect of an operator that reads from the types of its inputs what integers stand for, and gives its outputs types
/// that say the same.
public protocol QuantizationAware: Operator {}
