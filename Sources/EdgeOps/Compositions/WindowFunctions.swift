import EdgeIR
import EdgeONNX
import EdgeSupport

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// ONNX BlackmanWindow, HammingWindow, HannWindow, since 17, of known size: constants. Sample i is the sum of
/// coefficient k times cos(2πk i / N), where N is the size, or one less for windows that are not `periodic`.
enum WindowFunctions: ONNXImporting {
  private static let coefficients: [(String, [Double])] = [
    ("BlackmanWindow", [0.42, -0.5, 0.08]),
    ("HammingWindow", [25.0 / 46, -21.0 / 46]),
    ("HannWindow", [0.5, -0.5]),
  ]

  /// More samples than this are a mistake in the model.
  private static let limit = 1 << 26

  static let importers = coefficients.map { name, coefficients in
    ONNXImporter(name, since: 17) { context in [try window(context, coefficients)] }
  }

  private static func window(_ context: ImportContext, _ coefficients: [Double]) throws -> ValueID {
    let element = try context.elementType("output_datatype") ?? .float32
    let isPeriodic = try context.flag("periodic", default: true)
    let sizes = try context.integersInput(0, "size")
    guard sizes.count == 1, (0...limit).contains(sizes[0]) else {
      throw ImportError(.invalidInputs, "expected one size of 0 to \(limit) samples, got \(sizes)")
    }
    let period = Double(isPeriodic ? sizes[0] : sizes[0] - 1)
    let samples = (0..<sizes[0]).map { i in
      coefficients.enumerated().reduce(0) { sum, next in
        sum + next.element * cos(2 * Double.pi * Double(next.offset) * Double(i) / period)
      }
    }
    return context.constant(Cast(to: element).convert(Tensor([sizes[0]], samples)))
  }
}
