internal import CSource
internal import EdgeIR

/// Test vectors embedded in the test harness.
extension CProgram {
  func goldenArrays() -> [CTranslationUnit.Item] {
    options.goldens.enumerated().flatMap { index, golden in
      let inputs = golden.inputs.enumerated().map { ("golden_\(index)_input_\($0)", $1) }
      let outputs = golden.outputs.enumerated().map { ("golden_\(index)_output_\($0)", $1) }
      return (inputs + outputs).flatMap { name, tensor -> [CTranslationUnit.Item] in
        [.array(CArray(name: name, elements: tensor.cElements)), .blank]
      }
    }
  }

  /// `check_goldens` and the comparisons it needs.
  func goldenChecks() -> String {
    let floats = Set(options.goldens.flatMap(\.outputs).map(\.element).filter(\.isFloat).map(\.rawValue))
    let comparisons = [("f32", "float"), ("f64", "double")].filter { floats.contains($0.0) }
      .map { comparison($0.0, $0.1) }
    var lines: [String] = []
    for (index, golden) in options.goldens.enumerated() {
      lines += check(golden, index)
    }
    return comparisons.joined() + """
      static int check_goldens(void) {
        int failures = 0;
      \(lines.joined(separator: "\n"))
        printf("\(name): %d of \(options.goldens.count) test vectors failed\\n", failures);
        return failures == 0;
      }


      """
  }

  /// Sums of products differ in rounding in proportion to the output's largest element.
  private func comparison(_ suffix: String, _ type: String) -> String {
    """
    /* Whether each element is within 1e-5 of the largest expected one. */
    static int is_close_\(suffix)(const uint8_t *bytes, const \(type) *expected, size_t count) {
      double scale = 0;
      for (size_t i = 0; i < count; ++i) {
        const double magnitude = expected[i] < 0 ? -(double)expected[i] : (double)expected[i];
        if (magnitude > scale && magnitude - magnitude == 0) scale = magnitude;
      }
      for (size_t i = 0; i < count; ++i) {
        \(type) actual;
        memcpy(&actual, bytes + i * sizeof actual, sizeof actual);
        const double error = (double)actual - (double)expected[i];
        const int is_same = actual == expected[i] || (actual != actual && expected[i] != expected[i]);
        if (!is_same && !(error <= 1e-5 * scale + 1e-6 && -error <= 1e-5 * scale + 1e-6)) return 0;
      }
      return 1;
    }


    """
  }

  private func check(_ golden: CGolden, _ index: Int) -> [String] {
    var (place, lines) = (0, [String]())
    for (port, tensor) in golden.inputs.enumerated() {
      lines.append("  memcpy(inputs + \(place), golden_\(index)_input_\(port), \(tensor.type.sizeInBytes));")
      place += tensor.type.sizeInBytes
    }
    place = 0
    var conditions = ["run_sample()"]
    for (port, tensor) in golden.outputs.enumerated() {
      let expected = "golden_\(index)_output_\(port)"
      conditions.append(
        tensor.element.isFloat
          ? "is_close_\(tensor.element.rawValue)(outputs + \(place), \(expected), \(tensor.elementCount))"
          : "memcmp(outputs + \(place), \(expected), \(tensor.type.sizeInBytes)) == 0")
      place += tensor.type.sizeInBytes
    }
    return lines + ["  failures += !(\(conditions.joined(separator: " &&\n                ")));"]
  }
}
