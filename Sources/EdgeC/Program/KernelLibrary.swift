import CEdgeKernels

/// The kernels' header texts, and which of them a program needs.
enum KernelLibrary {
  /// The headers named, with everything they include, as one text in which no header includes another.
  static func text(of families: Set<String>) -> String {
    let count = edgec_kernel_source_count()
    var isNeeded = (0..<count).map { families.contains(name(of: $0)) }
    // Headers come after those they include: one walk backwards reaches everything.
    for user in (0..<count).reversed() where isNeeded[Int(user)] {
      for included in 0..<user where edgec_kernel_source_includes(user, included) != 0 {
        isNeeded[Int(included)] = true
      }
    }
    return (0..<count).filter { isNeeded[Int($0)] }.map(standalone).joined(separator: "\n")
  }

  static func contains(_ family: String) -> Bool {
    (0..<edgec_kernel_source_count()).contains { name(of: $0) == family }
  }

  /// `conv2d` for `conv2d.h`.
  private static func name(of header: Int32) -> String {
    guard let name = edgec_kernel_source_name(header) else { return "" }
    return String(String(cString: name).dropLast(2))
  }

  private static func standalone(_ header: Int32) -> String {
    guard let text = edgec_kernel_source_text(header) else { return "" }
    let lines = String(cString: text).split(separator: "\n", omittingEmptySubsequences: false)
    var kept: [Substring] = []
    for line in lines where !line.hasPrefix("#include \"") {
      if line.isEmpty, kept.last?.isEmpty ?? false { continue }
      kept.append(line)
    }
    return kept.joined(separator: "\n")
  }
}
