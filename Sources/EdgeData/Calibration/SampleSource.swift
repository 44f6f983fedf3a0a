public import EdgeIR

/// Inputs for a model, read one sample at a time: memory does not grow with their number.
public protocol SampleSource {
  /// How many samples there are; at least one.
  var count: Int { get }

  /// What the numbers can be at most, where the kind of data says so, as for pixels.
  var limits: ClosedRange<Float>? { get }

  /// One tensor for each input of the model, of its type.
  ///
  /// - Parameter index: In `0..<count`.
  /// - Throws: `Diagnostic` E701, E702, E801 naming the file.
  func sample(at index: Int) throws -> [Tensor]
}

extension DataSet: SampleSource {
  public var limits: ClosedRange<Float>? { nil }

  public func sample(at index: Int) throws -> [Tensor] { try self[index].inputs }
}
