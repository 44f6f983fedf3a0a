public import EdgeC
import EdgeIR
import EdgeSupport

/// What a model's reference outputs are held against.
public enum VerificationTarget: Hashable, Sendable {
  /// The outputs that the data bring along.
  case expected
  /// The graph after all passes.
  case canonical
  /// Freshly generated C, compiled and run on this machine.
  case c
  /// A freshly written TFLite model.
  case tflite
  /// A TFLite or ONNX file, or a folder of generated C.
  case artifact(String)
  /// LiteRT itself, with the kernels that its name stands for.
  case litert(LiteRTResolver)
  /// Freshly generated C on an emulated board.
  case board(CortexMBoard)

  public var name: String {
    switch self {
    case .expected: "expected outputs"
    case .canonical: "optimised graph"
    case .c: "generated C"
    case .tflite: "TFLite model"
    case .artifact(let path): path
    case .litert(.reference): "LiteRT, reference kernels"
    case .litert(.standard): "LiteRT, default kernels"
    case .board(let board): "C on \(board.rawValue)"
    }
  }

  /// What the graph that the target is made from, or compared with, is made ready for.
  var backEnd: BackEnd {
    switch self {
    case .expected, .canonical, .c, .board: .c
    case .tflite, .litert: .tflite
    case .artifact(let path): FileSystem.isDirectory(path) ? .c : .tflite
    }
  }
}

/// How far numbers may be apart.
public enum Tolerance: Hashable, Sendable {
  /// |actual - expected| <= absolute + relative × the output's largest magnitude.
  case scaled(relative: Double, absolute: Double)
  /// At most so many representable numbers apart.
  case unitsInLastPlace(Int)
  /// At least this signal-to-noise ratio, in dB.
  case signalToNoise(Double)

  public static let standard = Tolerance.scaled(relative: 1e-5, absolute: 1e-6)

  /// Nil when within; otherwise what is wrong.
  func failure(_ comparison: Comparison) -> String? {
    switch self {
    case .scaled(let relative, let absolute):
      return comparison.firstFailure(relative: relative, absolute: absolute)
    case .unitsInLastPlace(let limit):
      guard comparison.actual == comparison.expected else {
        return "expected \(comparison.expected), got \(comparison.actual)"
      }
      let units = comparison.maxUnitsInLastPlace
      return units <= limit ? nil : "\(units.grouped) units in the last place apart (limit \(limit))"
    case .signalToNoise(let limit):
      guard comparison.actual.shape == comparison.expected.shape else {
        return "expected \(comparison.expected), got \(comparison.actual)"
      }
      return Self.tooNoisy(comparison.totals.signalToNoise, limit)
    }
  }

  static func tooNoisy(_ ratio: Double, _ limit: Double) -> String? {
    ratio >= limit ? nil : "\((ratio * 10).rounded() / 10) dB above the noise (limit \(limit) dB)"
  }
}
