import CSource
import EdgeIR

/// What all functions of a program share: names, constants, kernels, and the functions that graphs inside nodes become.
struct ProgramParts: Sendable {
  var identifiers: CIdentifiers
  private(set) var constants = ConstantPool()
  var families: Set<String> = []
  /// Each after those it calls.
  var functions: [CFunction] = []

  init(reserved: [String]) { identifiers = CIdentifiers(reserved: reserved) }

  mutating func name(of tensor: Tensor, wish: String) -> String {
    constants.name(of: tensor, wish: wish, &identifiers)
  }

  mutating func name(of integers: [Int], prefix: String) -> String {
    constants.name(of: integers, prefix: prefix, &identifiers)
  }
}
