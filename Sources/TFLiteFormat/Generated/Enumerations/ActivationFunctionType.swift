// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ActivationFunctionType` enumeration.
public enum ActivationFunctionType: Int8, Hashable, Sendable, CaseIterable {
  case none = 0
  case relu = 1
  case reluN1To1 = 2
  case relu6 = 3
  case tanh = 4
  case signBit = 5
}
