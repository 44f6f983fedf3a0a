import CSource
import EdgeIR

/// The constant arrays of a program, each content once.
struct ConstantPool: Sendable {
  private(set) var arrays: [CArray] = []
  /// The elements of each array.
  private(set) var tensors: [Tensor] = []
  private(set) var sizeInBytes = 0
  private var names: [Content: String] = [:]

  /// Placed before the type of every array: lets the user choose a memory section.
  static let attribute = "EDGEC_WEIGHTS"

  /// The array that holds a tensor's elements; it is made, under a name like `wish`, when there is none yet.
  mutating func name(of tensor: Tensor, wish: String, _ identifiers: inout CIdentifiers) -> String {
    let content = Content(tensor: tensor)
    if let known = names[content] { return known }
    let name = identifiers.cIdentifier(from: wish)
    names[content] = name
    sizeInBytes += tensor.type.sizeInBytes
    tensors.append(tensor)
    arrays.append(
      CArray(
        name: name, elements: tensor.cElements, attributes: [Self.attribute], comment: "\(tensor.type)"))
    return name
  }

  /// The array that holds these 32-bit integers, named for them where they are few.
  mutating func name(of integers: [Int], prefix: String, _ identifiers: inout CIdentifiers) -> String {
    let spelled = integers.map { $0 < 0 ? "m\($0.magnitude)" : "\($0)" }.joined(separator: "_")
    let wish = spelled.utf8.count <= 30 ? "\(prefix)_ints_\(spelled)" : "\(prefix)_ints"
    return name(
      of: Tensor([integers.count], integers.map { Int32(clamping: $0) }), wish: wish, &identifiers)
  }

  /// Elements under whatever shape.
  private struct Content: Hashable {
    let tensor: Tensor

    static func == (a: Content, b: Content) -> Bool {
      a.tensor.element == b.tensor.element
        && a.tensor.storage.bytes.elementsEqual(b.tensor.storage.bytes)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(tensor.element)
      hasher.combine(bytes: tensor.storage.bytes)
    }
  }
}
