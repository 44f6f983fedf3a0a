// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ReduceWindowFunction` enumeration.
public enum ReduceWindowFunction: Int32, Hashable, Sendable, CaseIterable {
  case unsupported = 0
  case add = 1
  case mul = 2
  case minimum = 3
  case maximum = 4
  case all = 5
  case any = 6
}
