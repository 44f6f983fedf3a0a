import EdgeC
import EdgeIR

extension Binary: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard let type = y.element.kernelType else { throw CRefusal("no kernel computes \(y.element.rawValue)") }
    let isFloat = y.element.isFloat
    let (function, header) =
      switch kind {
      case .add: ("add", "arithmetic")
      case .subtract: ("sub", "arithmetic")
      case .multiply: ("mul", "arithmetic")
      case .divide: ("div", "arithmetic")
      case .minimum: ("min", "arithmetic")
      case .maximum: ("max", "arithmetic")
      case .power: ("pow", "power")
      case .modulo(fmod: true): ("fmod", isFloat ? "power" : "arithmetic")
      case .modulo(fmod: false): ("mod", isFloat ? "power" : "arithmetic")
      }
    let limits: [CArgument] = [
      .float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity),
    ]
    let takesLimits = y.element == .float32 && carriesActivation && kind != .divide
    var result = try CComputation.binary(
      "edgec_\(type)_\(function)", header: header, node, extra: takesLimits ? limits : [])
    if activation != nil, !takesLimits {
      let count = CArgument.int(y.elementCount)
      result.calls.append(CCall("edgec_f32_clip", header: "unary", [.output(0), .output(0), count] + limits))
    }
    return result
  }
}
