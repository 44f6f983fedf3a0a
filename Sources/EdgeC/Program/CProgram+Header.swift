internal import CSource
internal import EdgeIR

extension CProgram {
  /// `NAME.h`: the whole interface.
  func header() -> CTranslationUnit {
    var items: [CTranslationUnit.Item] = [
      .comment(stamp), .comment(contract), .systemInclude("stdint.h"), .blank,
      .directive("ifdef __cplusplus"), .verbatim("extern \"C\" {"), .directive("endif"), .blank,
      .define("\(macroPrefix)_ARENA_BYTES", .unsigned(UInt64(report.arenaBytes))),
      .define("\(macroPrefix)_ARENA_ALIGN", .unsigned(UInt64(Self.alignment))),
      .define("\(macroPrefix)_INPUT_COUNT", .integer(Int64(inputs.count))),
      .define("\(macroPrefix)_OUTPUT_COUNT", .integer(Int64(outputs.count))),
    ]
    for (index, input) in inputs.enumerated() { items += declaration("input", index, input, isConst: false) }
    for (index, output) in outputs.enumerated() {
      items += declaration("output", index, output, isConst: true)
    }
    items += [
      .blank, .comment("Computes the outputs from the inputs."), .function(run(hasBody: false)), .blank,
      .directive("ifdef __cplusplus"), .verbatim("}"), .directive("endif"),
    ]
    return .header(named: "\(name).h", items)
  }

  private func declaration(
    _ role: String, _ index: Int, _ port: Port, isConst: Bool
  ) -> [CTranslationUnit.Item] {
    let macro = "\(macroPrefix)_\(role.uppercased())_\(index)"
    // A scalar has no dimensions, but C has no empty initializers.
    let shape = port.type.shape.isEmpty ? "1" : port.type.shape.map(String.init).joined(separator: ", ")
    return [
      .blank, .comment((["'\(port.name)': \(port.type)"] + port.extents.map(limit)).joined(separator: "\n")),
      .define("\(macro)_NAME", .string(port.name)),
      .define("\(macro)_RANK", .integer(Int64(port.type.rank))),
      .directive("define \(macro)_SHAPE {\(shape)}"),
      .define("\(macro)_ELEMENTS", .unsigned(UInt64(port.type.elementCount))),
      .define("\(macro)_BYTES", .unsigned(UInt64(port.type.sizeInBytes))),
    ] + scale(macro, port.type) + [
      .function(accessor(role, index, port, isConst: isConst, hasBody: false))
    ]
  }

  /// Integers stand for numbers as `(integer - ZERO_POINT) * SCALE`.
  private func scale(_ macro: String, _ type: TensorType) -> [CTranslationUnit.Item] {
    guard let single = type.quantization?.single else { return [] }
    return [
      .define("\(macro)_SCALE", .float(single.scale)),
      .define("\(macro)_ZERO_POINT", .integer(Int64(single.zeroPoint))),
    ]
  }

  /// What the shape does not tell of an output whose size depends on data.
  private func limit(_ extent: OutputExtent) -> String {
    "Of axis \(extent.axis) only the first *\(name)_output_\(extent.count)(arena) positions hold data."
  }

  private var contract: String {
    let causes = report.causes.prefix(4).map { "'\($0.name)' \($0.bytes) B" }
    return """
      The only state is an arena that the caller owns: \(macroPrefix)_ARENA_BYTES bytes at a multiple of
      \(macroPrefix)_ARENA_ALIGN. It needs no clearing. Write the inputs where \(name)_input_0… point, call
      \(name)_run, read the outputs where \(name)_output_0… point. Pointers may be taken at any time and stay valid
      as long as the arena; each is a multiple of \(macroPrefix)_ARENA_ALIGN. Running overwrites the inputs: write
      them again before the next run. Several arenas may run at once.

      Memory: \(report.summary).
      At the peak: \(causes.joined(separator: ", ")).
      Weights: \(report.weightBytes) B of constant data.
      """
  }
}
