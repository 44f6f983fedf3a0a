import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Pad: 1 attribute `paddings`; 2 it is called `pads`; 11 pads and value as inputs; 13 element types; 18 axes; 19 wrap; 21 element types.
///
/// Negative pads cut off: they become a slice in front.
extension Pad: ONNXImporting {
  public static let importers = [
    ONNXImporter("Pad", since: 1) { try importAttributes($0, "paddings") },
    ONNXImporter("Pad", since: 2) { try importAttributes($0, "pads") },
    ONNXImporter("Pad", since: 11) { context in
      let pads = try context.integersInput(1, "pads")
      let axes = try context.optionalIntegersInput(3, "axes")
      return [try importPad(context, pads, axes: axes, fill: context.optionalInput(2))]
    },
  ]

  private static func importAttributes(_ context: ImportContext, _ name: String) throws -> [ValueID] {
    guard let pads = try context.ints(name) else { throw context.invalid(name, "is required") }
    let value = try context.float("value", default: 0)
    let element = try context.type(context.input(0)).element
    let fill = value == 0 ? nil : try context.scalar(Double(value), element)
    return [try importPad(context, pads, axes: nil, fill: fill)]
  }

  private static func importPad(
    _ context: ImportContext, _ pads: [Int], axes: [Int]?, fill: ValueID?
  ) throws -> ValueID {
    let choices = ["constant", "reflect", "edge", "wrap"]
    let mode = Mode(rawValue: try context.choice("mode", of: choices, default: "constant")) ?? .constant
    let x = try context.input(0)
    let shape = context.type(x).shape
    let axes = try context.normalizeAxes(axes ?? Array(shape.indices), rank: shape.count)
    guard pads.count == 2 * axes.count else {
      throw ImportError(.invalidInputs, "pads: expected \(2 * axes.count) sizes, got \(pads)")
    }
    guard pads.allSatisfy({ abs($0.clamped) < 1 << 32 }) else {
      throw ImportError(.sizeLimitExceeded, "pads: expected sizes below 2^32, got \(pads)")
    }
    var pad = Pad(mode, begins: shape.map { _ in 0 }, ends: shape.map { _ in 0 })
    var cut = Slice(starts: shape.map { _ in 0 }, steps: shape.map { _ in 1 }, sizes: shape)
    for (i, axis) in axes.enumerated() {
      let (begin, end) = (pads[i], pads[i + axes.count])
      (pad.begins[axis], pad.ends[axis]) = (max(begin, 0), max(end, 0))
      let size = shape[axis] + min(begin, 0) + min(end, 0)
      guard size >= 0 else {
        throw ImportError(.invalidInputs, "pads \(pads) cut off more than there is of \(context.type(x))")
      }
      (cut.starts[axis], cut.sizes[axis]) = (size == 0 ? 0 : max(-begin, 0), size)
    }
    let rest = cut.sizes == shape ? x : try context.add(cut, [x])
    if (pad.begins + pad.ends).allSatisfy({ $0 == 0 }) { return rest }
    return try context.add(pad, mode == .constant && fill != nil ? [rest, fill] : [rest])
  }
}

extension Int {
  /// The number, kept where its absolute value exists.
  fileprivate var clamped: Int { Swift.max(self, -Int.max) }
}

extension ImportContext {
  /// A constant of one element.
  func scalar(_ value: Double, _ element: ElementType) throws -> ValueID {
    func tensor<Element: NumericElement>(_: Element.Type) -> Tensor {
      Tensor(scalar: Element(converting: value))
    }
    guard let type = element.numericType else {
      throw ImportError(.invalidInputs, "expected numbers, got \(element.rawValue)")
    }
    return constant(tensor(type))
  }
}
