import EdgeC
import EdgeSupport

extension CReport {
  /// One line for each step, with the kernel that computes it, and a line below it for each other kernel that might have.
  var kernelTable: [String] {
    var table = TextTable([
      ("layer", .left), ("kernel", .left), ("instructions", .right), ("constants B", .right),
      ("scratch B", .right), ("arena B", .right),
    ])
    for step in steps {
      let kernel = step.kernel
      table.add([
        step.title.shortened(to: 44), kernel?.name ?? "copy",
        kernel.map { $0.instructions > 0 ? "~\($0.instructions.grouped)" : "-" } ?? "-",
        (kernel?.constantBytes ?? 0).grouped, step.scratchBytes.grouped, step.liveBytes.grouped,
      ])
    }
    // Rows follow the heading and a rule.
    var lines = table.lines
    for (position, step) in steps.enumerated().reversed() {
      lines.insert(contentsOf: (step.kernel?.others ?? []).map { "    not \($0)" }, at: position + 3)
    }
    return lines
  }
}
