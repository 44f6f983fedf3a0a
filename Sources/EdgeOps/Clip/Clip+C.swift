import EdgeC
import EdgeIR

extension Clip: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard let type = y.element.kernelType else { throw CRefusal("no kernel limits \(y.element.rawValue)") }
    let bounds: [CArgument] =
      switch y.element {
      case .float32: [.float(Float(lower)), .float(Float(upper))]
      case .float64: [.double(lower), .double(upper)]
      case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: integerBounds(y.element)
      case .float16, .bool: throw CRefusal("no kernel limits \(y.element.rawValue)")
      }
    return CComputation(
      calls: [
        CCall(
          "edgec_\(type)_clip", header: "unary", [.input(0), .output(0), .int(y.elementCount)] + bounds)
      ],
      inPlaceInputs: [0])
  }

  private func integerBounds(_ element: ElementType) -> [CArgument] {
    func saturate<Element: IntegerElement>(_: Element.Type) -> [CArgument] {
      [lower, upper].map { .int(Int(clamping: Element(converting: $0))) }
    }
    return element.integerType.map { saturate($0) } ?? []
  }
}
