// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloComparisonDirection` enumeration.
public enum StablehloComparisonDirection: UInt32, Hashable, Sendable, CaseIterable {
  case stablehloComparisonDirectionEq = 0
  case stablehloComparisonDirectionNe = 1
  case stablehloComparisonDirectionGe = 2
  case stablehloComparisonDirectionGt = 3
  case stablehloComparisonDirectionLe = 4
  case stablehloComparisonDirectionLt = 5
}
