// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `MirrorPadMode` enumeration.
public enum MirrorPadMode: Int8, Hashable, Sendable, CaseIterable {
  case reflect = 0
  case symmetric = 1
}
