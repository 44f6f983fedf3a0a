public import EdgeIR

/// The TFLite aspect of an operator: how it is said in TFLite's vocabulary.
///
/// An operator without this conformance is reported as unsupported, with the node's location.
public protocol TFLiteLowering: Operator {
  /// Emits the TFLite operators that compute `node`, whose operator this is.
  ///
  /// The result must equal the reference kernel for every input; what cannot be said exactly is refused.
  /// - Throws: `TFLiteRefusal` when TFLite has no exact form for these attributes, types or shapes.
  func lower(_ node: Node, into builder: inout TFLiteBuilder) throws
}

/// Why an operator has no exact TFLite form here.
public struct TFLiteRefusal: Error, Hashable, Sendable {
  /// What TFLite lacks; lower case, no full stop.
  public let reason: String
  /// What the user can do about it.
  public let hint: String?

  public init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}

/// The runtime that will execute the model.
public enum TFLiteTarget: String, Hashable, Sendable, CaseIterable {
  /// LiteRT on phones, desktops and Linux boards.
  case litert
  /// TensorFlow Lite for Microcontrollers.
  case tflm
}
