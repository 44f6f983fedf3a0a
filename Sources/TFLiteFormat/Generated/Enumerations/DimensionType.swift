// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DimensionType` enumeration.
public enum DimensionType: Int8, Hashable, Sendable, CaseIterable {
  case dense = 0
  case sparseCsr = 1
}
