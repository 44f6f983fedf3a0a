import EdgeIR
import EdgeONNX

/// How an update meets the element in its place. Integers wrap around; of bools, `add` and `maximum` are "or",
/// `multiply` and `minimum` "and". Minimum and maximum are NaN when either element is.
public enum ScatterReduction: String, Hashable, Sendable, CaseIterable {
  case replace = "none"
  case add
  case multiply = "mul"
  case minimum = "min"
  case maximum = "max"

  /// The ONNX attribute `reduction`; since opset 16, minimum and maximum since 18.
  init(_ context: ImportContext) throws {
    let known = Self.allCases.filter { context.opset >= 18 || ($0 != .minimum && $0 != .maximum) }
    let name = try context.choice("reduction", of: known.map(\.rawValue), default: Self.replace.rawValue)
    self = Self(rawValue: name) ?? .replace
  }

  var quantization: QuantizationRule {
    switch self {
    case .replace, .minimum, .maximum: .sameAsInputs
    case .add, .multiply: .floatOnly
    }
  }

  /// `data` with the slices of `updates` combined, in their order, into those that begin at `starts`.
  func scatter(_ updates: Tensor, to starts: [Int], of data: Tensor) -> Tensor {
    if let type = data.element.numericType { return scatter(type, updates, starts, data) }
    let bytes = [updates, data].map { Tensor(TensorType(.uint8, $0.shape), storage: $0.storage) }
    let result = bits.scatter(UInt8.self, bytes[0], starts, bytes[1])
    return Tensor(data.type, storage: result.storage)
  }

  /// The same on bools that are stored as 0 and 1.
  var bits: Self {
    switch self {
    case .add: .maximum
    case .multiply: .minimum
    case .replace, .minimum, .maximum: self
    }
  }

  private func scatter<Element: NumericElement>(
    _: Element.Type, _ updates: Tensor, _ starts: [Int], _ data: Tensor
  ) -> Tensor {
    Tensor.build(data.shape, of: Element.self) { y in
      data.withElements(of: Element.self) { for i in $0.indices { y[i] = $0[i] } }
      let count = starts.isEmpty ? 0 : updates.elementCount / starts.count
      updates.withElements(of: Element.self) { updates in
        for (slice, start) in starts.enumerated() {
          for i in 0..<count { y[start + i] = combine(y[start + i], updates[slice * count + i]) }
        }
      }
    }
  }

  private func combine<Element: NumericElement>(_ old: Element, _ update: Element) -> Element {
    switch self {
    case .replace: update
    case .add: .wrappingAdd(old, update)
    case .multiply: .wrappingMultiply(old, update)
    case .minimum: old < update || old != old ? old : update
    case .maximum: old > update || old != old ? old : update
    }
  }
}
