/// What Arm functions push, read from a disassembly: of functions that are written in assembly the compiler knows nothing.
struct AssemblyStack {
  /// For each symbol the most bytes that are on the stack at once.
  private(set) var depths: [String: Int] = [:]

  /// - Parameter listing: as `objdump -d` writes it.
  init(parsing listing: String) {
    var symbol = ""
    var depth = 0
    for line in listing.split(separator: "\n") {
      if line.hasSuffix(">:"), let start = line.firstIndex(of: "<") {
        symbol = String(line[line.index(after: start)...].dropLast(2))
        depth = 0
        continue
      }
      // Address, bytes, mnemonic, operands.
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count > 3, !symbol.isEmpty else { continue }
      let (change, isReturn) = Self.effect(of: columns[2], columns[3])
      // What follows a return is reached from elsewhere, before registers were popped.
      if isReturn { continue }
      depth = max(0, depth + change)
      depths[symbol] = max(depths[symbol] ?? 0, depth)
    }
  }

  private static func effect(of mnemonic: Substring, _ operands: Substring) -> (Int, isReturn: Bool) {
    let name = mnemonic.split(separator: ".").first ?? mnemonic
    let width = operands.contains("{d") ? 8 : 4
    let onStack = operands.hasPrefix("sp!")
    switch name {
    case "push": return (4 * registers(operands), false)
    case "vpush": return (width * registers(operands), false)
    case "stmdb" where onStack: return (4 * registers(operands), false)
    case "vstmdb" where onStack: return (width * registers(operands), false)
    case "sub" where operands.hasPrefix("sp,"), "subw" where operands.hasPrefix("sp,"):
      return (immediate(operands), false)
    case "pop": return (-4 * registers(operands), operands.contains("pc"))
    case "vpop": return (-width * registers(operands), false)
    case "ldmia" where onStack, "ldm" where onStack:
      return (-4 * registers(operands), operands.contains("pc"))
    case "add" where operands.hasPrefix("sp,"), "addw" where operands.hasPrefix("sp,"):
      return (-immediate(operands), false)
    case "str" where operands.hasSuffix("]!") && operands.contains("[sp, #-"):
      return (immediate(operands), false)
    case "ldr" where operands.contains("[sp], #"): return (-immediate(operands), operands.hasPrefix("pc"))
    default: return (0, false)
    }
  }

  /// How many a list such as `{r4, r5, d8-d15, lr}` names.
  private static func registers(_ operands: Substring) -> Int {
    guard let start = operands.firstIndex(of: "{"), let end = operands.firstIndex(of: "}"), start < end else {
      return 0
    }
    return operands[operands.index(after: start)..<end].split(separator: ",").reduce(0) { sum, item in
      let ends = item.split(separator: "-").map { Int($0.filter(\.isNumber)) }
      guard ends.count == 2, let low = ends[0], let high = ends[1] else { return sum + 1 }
      return sum + max(0, min(high - low + 1, 32))
    }
  }

  /// The number behind the last `#`.
  private static func immediate(_ operands: Substring) -> Int {
    guard let mark = operands.lastIndex(of: "#") else { return 0 }
    let digits = operands[operands.index(after: mark)...].drop { $0 == "-" }.prefix(while: \.isNumber)
    return Int(digits) ?? 0
  }
}
