internal import CSource
internal import EdgeIR

extension CProgram {
  /// Every file, in the order in which a reader wants them. Equal programs give equal texts.
  public func files() -> [CFile] {
    var files = [CFile(name: "\(name).h", text: header().text), CFile(name: "\(name).c", text: source())]
    if !options.singleFile {
      if !constants.isEmpty { files.append(CFile(name: "\(name)_weights.h", text: weights())) }
      if !families.isEmpty { files.append(CFile(name: "edgec_kernels.h", text: kernels())) }
    }
    switch options.harness {
    case .none: return files
    case .test: return files + testHarness()
    case .bench: return files + benchHarness()
    }
  }

  /// The first line of every file.
  var stamp: String {
    "edgec \(options.version), model sha256 \(options.modelDigest); generated, do not edit."
  }

  var macroPrefix: String { name.uppercased() }

  /// `NAME.c`.
  private func source() -> String {
    var items: [CTranslationUnit.Item] = [
      .comment(stamp), .blank, .include("\(name).h"), .blank, .systemInclude("stdint.h"),
      .systemInclude("string.h"), .blank,
    ]
    var text = ""
    if options.singleFile {
      if !families.isEmpty {
        text = CTranslationUnit(items).text + KernelLibrary.text(of: families)
        items = []
      }
      if !constants.isEmpty { items += [.blank] + weightItems() + [.blank] }
    } else {
      if !families.isEmpty { items.append(.include("edgec_kernels.h")) }
      if !constants.isEmpty { items.append(.include("\(name)_weights.h")) }
      items.append(.blank)
    }
    items += fence + [.blank]
    if loadsVectors { items += alignmentCheck + [.blank] }
    if options.harness == .bench { items += stepHook }
    for (index, input) in inputs.enumerated() {
      items += [.function(accessor("input", index, input, isConst: false, hasBody: true)), .blank]
    }
    for (index, output) in outputs.enumerated() {
      items += [.function(accessor("output", index, output, isConst: true, hasBody: true)), .blank]
    }
    for function in functions { items += [.function(function), .blank] }
    items.append(.function(run()))
    return text + CTranslationUnit(items).text
  }

  private func weights() -> String {
    CTranslationUnit.header(
      named: "\(name)_weights.h", [.comment(stamp), .systemInclude("stdint.h"), .blank] + weightItems()
    )
    .text
  }

  private func weightItems() -> [CTranslationUnit.Item] {
    let macro: [CTranslationUnit.Item] = [
      .comment(
        "Define \(ConstantPool.attribute) to place the weights, e.g. as __attribute__((section(\".flash\")))."
      ),
      .directive("ifndef \(ConstantPool.attribute)"), .directive("define \(ConstantPool.attribute)"),
      .directive("endif"),
    ]
    return macro + constants.flatMap { [.blank, .array($0)] }
  }

  private func kernels() -> String {
    CTranslationUnit([.comment(stamp), .blank]).text + KernelLibrary.text(of: families)
  }

  /// Kernels are inlined into one function, and bytes of the arena change their type and meaning between them.
  /// Compilers that reason about types and addresses across kernels get it wrong: gcc 12.2 at -O1 and -O2 drops
  /// stores that a loop with strides reads through an address it has recomputed.
  private var fence: [CTranslationUnit.Item] {
    [
      .comment(
        "Between kernels bytes of the arena change their meaning: accesses must not move from one to another."
      ),
      .directive("ifndef EDGEC_FENCE"), .directive("ifdef __GNUC__"),
      .directive("define EDGEC_FENCE() __asm__ __volatile__(\"\" : : : \"memory\")"), .directive("else"),
      .directive("define EDGEC_FENCE() ((void)0)"), .directive("endif"), .directive("endif"),
    ]
  }

  /// Whether kernels load vectors, which fault at addresses that are no multiples of the arena's alignment.
  private var loadsVectors: Bool { options.target.instructions == .mve && !steps.isEmpty }

  private static let alignmentCheck = "EDGEC_REQUIRE_ALIGNED"

  /// A fault at the entry is found sooner than one inside a kernel, and on emulators, which do not mind, at all.
  private var alignmentCheck: [CTranslationUnit.Item] {
    let (name, remainder) = (Self.alignmentCheck, "(uintptr_t)(arena) % \(macroPrefix)_ARENA_ALIGN")
    return [
      .comment("Vectors are loaded from multiples of the arena's alignment: another arena is a fault."),
      .directive("ifndef \(name)"), .directive("ifdef __GNUC__"),
      .directive("define \(name)(arena) (\(remainder) == 0 ? (void)0 : __builtin_trap())"),
      .directive("else"),
      .directive("define \(name)(arena) ((void)0)"), .directive("endif"), .directive("endif"),
    ]
  }

  /// `NAME_input_I` or `NAME_output_I`.
  func accessor(_ role: String, _ index: Int, _ port: Port, isConst: Bool, hasBody: Bool) -> CFunction {
    func qualified(_ type: CType) -> CType { isConst ? .const(type) : type }
    let byte = CType.integer(bits: 8, signed: false)
    let base = CExpression.cast(.pointer(qualified(byte)), .identifier("arena"))
    let address = CExpression.binary(base, "+", .integer(Int64(port.offset)))
    return CFunction(
      name: "\(name)_\(role)_\(index)", result: .pointer(qualified(port.type.element.cType)),
      parameters: [.init(.pointer(qualified(.void)), "arena")],
      body: hasBody ? [.return(.cast(.pointer(qualified(.void)), address))] : nil)
  }

  /// `NAME_run`.
  func run(hasBody: Bool = true) -> CFunction {
    var body: [CStatement] = []
    let needsBase = !steps.isEmpty
    if needsBase {
      body.append(.variable(.const(.pointer(.integer(bits: 8, signed: false))), "base", .identifier("arena")))
    } else {
      body.append(.expression(.cast(.void, .identifier("arena"))))
    }
    if loadsVectors { body.append(.call(Self.alignmentCheck, [.identifier("arena")])) }
    let announces = options.harness == .bench
    for (index, step) in steps.enumerated() {
      body += [.blank, .comment(step.comment)]
      if announces { body.append(.call(Self.stepMacro, [.integer(Int64(index))])) }
      body += step.statements
    }
    if announces { body.append(.call(Self.stepMacro, [.integer(Int64(steps.count))])) }
    if needsBase { body.append(.call("EDGEC_FENCE", [])) }
    return CFunction(
      name: "\(name)_run", parameters: [.init(.pointer(.void), "arena")], body: hasBody ? body : nil)
  }
}
