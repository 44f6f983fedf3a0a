import EdgeCompiler
import EdgeSupport

extension BenchReport {
  /// The page that `bench` prints.
  var lines: [String] {
    var table = TextTable([
      ("layer", .left), ("kernel", .left), ("MACs", .right), (unitTitle, .right), ("/MAC", .right),
      ("share", .right), ("", .left),
    ])
    let sum = max(1, layers.reduce(0) { $0 + $1.measured })
    for layer in layers {
      let share = layer.measured * 100 / sum
      table.add([
        layer.title.shortened(to: 44), layer.kernel ?? "copy", layer.multiplyAccumulates.grouped,
        layer.measured.grouped, perMAC(layer.measured, layer.multiplyAccumulates), "\(share) %",
        String(repeating: "▪", count: (share + 2) / 5),
      ])
    }
    table.addRule()
    table.add([
      "whole inference", "", multiplyAccumulates.grouped, total.grouped, perMAC(total, multiplyAccumulates),
    ])
    return [machine, ""] + table.lines + ["", memory]
  }

  private var unitTitle: String {
    switch unit {
    case .nanoseconds: "ns"
    case .instructions: "instructions"
    }
  }

  private var memory: String {
    let parts = [
      codeBytes.map { "code \($0.grouped) B" }, "constants \(weightBytes.grouped) B",
      "arena \(arenaBytes.grouped) B", stackBytes.map { "stack \($0.grouped) B" },
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// With three decimals.
  private func perMAC(_ amount: Int, _ work: Int) -> String {
    guard work > 0 else { return "-" }
    let thousandths = Int((Double(amount) / Double(work) * 1000).rounded())
    return "\((thousandths / 1000).grouped).\("\(thousandths % 1000 + 1000)".suffix(3))"
  }

  var json: JSON {
    .object([
      .init("machine", .string(machine)), .init("unit", .string(unit.rawValue)),
      .init("total", .integer(total)), .init("multiplyAccumulates", .integer(multiplyAccumulates)),
      .init("codeBytes", codeBytes.map { .integer($0) } ?? .null),
      .init("constantBytes", .integer(weightBytes)), .init("arenaBytes", .integer(arenaBytes)),
      .init("stackBytes", stackBytes.map { .integer($0) } ?? .null),
      .init(
        "layers",
        .array(
          layers.map { layer in
            .object([
              .init("title", .string(layer.title)),
              .init("kernel", layer.kernel.map { .string($0) } ?? .null),
              .init("multiplyAccumulates", .integer(layer.multiplyAccumulates)),
              .init("measured", .integer(layer.measured)),
              .init("estimatedInstructions", .integer(layer.estimatedInstructions)),
            ])
          })),
    ])
  }

  /// The names of the columns of `commaSeparated`.
  static let heading = "machine,layer,kernel,macs,measured,unit,estimated_instructions"

  /// A line for each layer.
  var commaSeparated: [String] {
    layers.map { layer in
      let words = [machine, layer.title, layer.kernel ?? ""].map { "\"\($0.replacing("\"", with: "\"\""))\"" }
      let numbers = [
        "\(layer.multiplyAccumulates)", "\(layer.measured)", unit.rawValue, "\(layer.estimatedInstructions)",
      ]
      return (words + numbers).joined(separator: ",")
    }
  }
}
