import EdgeC
import EdgeIR

extension ScatterReduction {
  /// The kernel of `scatter.h` for a variant (`elements`, `nd`).
  func kernel(_ variant: String, _ element: ElementType, indices: ElementType) throws -> String {
    guard let index = indices.kernelType else {
      throw CRefusal("no kernel takes indices \(indices.rawValue)")
    }
    let prefix = { (type: String, name: String) in "edgec_\(type)_scatter_\(variant)_\(name)_\(index)" }
    if self == .replace { return prefix(element.movedType, "replace") }
    if element == .bool { return prefix("u8", bits.rawValue) }
    guard let type = element.kernelType else { throw CRefusal("no kernel computes \(element.rawValue)") }
    return prefix(type, rawValue)
  }
}
