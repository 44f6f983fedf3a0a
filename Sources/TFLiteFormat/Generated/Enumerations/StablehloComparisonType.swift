// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloComparisonType` enumeration.
public enum StablehloComparisonType: UInt32, Hashable, Sendable, CaseIterable {
  case stablehloComparisonTypeNotype = 0
  case stablehloComparisonTypeFloat = 1
  case stablehloComparisonTypeFloatTotalOrder = 2
  case stablehloComparisonTypeSigned = 3
  case stablehloComparisonTypeUnsigned = 4
}
