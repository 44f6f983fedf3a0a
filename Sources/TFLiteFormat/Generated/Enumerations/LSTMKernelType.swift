// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LSTMKernelType` enumeration.
public enum LSTMKernelType: Int8, Hashable, Sendable, CaseIterable {
  case full = 0
  case basic = 1
}
