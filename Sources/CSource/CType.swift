/// A C type that a declaration can name.
public indirect enum CType: Hashable, Sendable {
  /// A type by its name, e.g. `int8_t`, `float`, `struct tensor`.
  case named(String)
  /// `const T`.
  case const(CType)
  /// `T *`.
  case pointer(CType)

  public static let void = CType.named("void")
  public static let int = CType.named("int")
  public static let size = CType.named("size_t")
  public static let float = CType.named("float")
  public static let double = CType.named("double")
  public static let char = CType.named("char")

  /// `int8_t` to `uint64_t`.
  public static func integer(bits: Int, signed: Bool = true) -> CType {
    .named("\(signed ? "" : "u")int\(bits)_t")
  }

  /// The declaration of `name` with this type, e.g. `const float *x`; the type alone when there is no name.
  public func declaring(_ name: String) -> String {
    switch self {
    case .named(let type): name.isEmpty ? type : "\(type) \(name)"
    case .const(.pointer(let target)): target.declaring(name.isEmpty ? "*const" : "*const \(name)")
    case .const(let type): "const \(type.declaring(name))"
    case .pointer(let target): target.declaring("*\(name)")
    }
  }
}
