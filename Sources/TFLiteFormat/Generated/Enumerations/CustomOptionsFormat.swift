// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `CustomOptionsFormat` enumeration.
public enum CustomOptionsFormat: Int8, Hashable, Sendable, CaseIterable {
  case flexbuffers = 0
}
