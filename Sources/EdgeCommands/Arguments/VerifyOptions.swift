internal import ArgumentParser
internal import EdgeC
internal import EdgeCompiler
internal import EdgeSupport

/// How far numbers may be apart.
struct ToleranceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Absolute tolerance (1e-6).", valueName: "x"))
  var atol: Double?

  @Option(
    help: ArgumentHelp("Tolerance as a fraction of the output's largest magnitude (1e-5).", valueName: "y"))
  var rtol: Double?

  @Option(help: ArgumentHelp("Tolerance in units in the last place, instead.", valueName: "n"))
  var maxUlp: Int?

  @Option(
    help: ArgumentHelp(
      "The least signal-to-noise ratio in dB over all samples, instead: of integers beside the float model.",
      valueName: "dB"))
  var minSqnr: Double?

  /// - Throws: `Diagnostic` E803.
  func tolerance() throws -> Tolerance {
    for (name, value) in [("--atol", atol), ("--rtol", rtol)] {
      guard let value, !(value >= 0 && value.isFinite) else { continue }
      throw Diagnostic.error(
        .invalidOption, "\(name) expects a number from 0 up, got \(value)", hint: "e.g. 1e-5")
    }
    guard [atol != nil || rtol != nil, maxUlp != nil, minSqnr != nil].count(where: { $0 }) < 2 else {
      throw Diagnostic.error(
        .invalidOption, "expected one kind of tolerance",
        hint: "choose --rtol and --atol, --max-ulp, or --min-sqnr")
    }
    if let minSqnr {
      guard minSqnr.isFinite else {
        throw Diagnostic.error(
          .invalidOption, "--min-sqnr expects a number of dB, got \(minSqnr)", hint: "e.g. 30")
      }
      return .signalToNoise(minSqnr)
    }
    guard let maxUlp else { return .scaled(relative: rtol ?? 1e-5, absolute: atol ?? 1e-6) }
    guard maxUlp >= 0 else {
      throw Diagnostic.error(
        .invalidOption, "--max-ulp expects a number from 0 up, got \(maxUlp)", hint: "0 is bit by bit")
    }
    return .unitsInLastPlace(maxUlp)
  }
}

/// What the program may take of a device, and what it took before.
struct BudgetOptions: ParsableArguments {
  @Option(help: "The processor whose program is measured and held against the budgets.")
  var target = CTarget.portable

  @Option(name: .customLong("optimize"), help: "What kernels are chosen for.")
  var goal = KernelGoal.balanced

  @Option(help: "What is measured: generated C, or TensorFlow Lite for Microcontrollers.")
  var runtime = RuntimeArgument.c

  @Option(
    name: .customLong("max-ram"), help: ArgumentHelp("The most RAM, e.g. 64K.", valueName: "bytes"))
  var maxRAM: ByteCountArgument?

  @Option(
    help: ArgumentHelp(
      "The most flash, e.g. 512K: constants, and code where there is a compiler for the processor.",
      valueName: "bytes"))
  var maxFlash: ByteCountArgument?

  @Option(help: ArgumentHelp("The most stack, as gcc finds out.", valueName: "bytes"))
  var maxStack: ByteCountArgument?

  @Option(
    help: ArgumentHelp("The most multiply-accumulates of one run, e.g. 3000000.", valueName: "count"))
  var maxMacs: Int?

  @Option(
    help: ArgumentHelp(
      "An earlier report (--report NAME.json): more RAM, flash, stack or work, larger errors and new operators fail.",
      valueName: "file"))
  var baseline: String?

  @Option(
    help: ArgumentHelp("How much more than in the baseline is no regression.", valueName: "percent"))
  var baselineSlack = 0.0

  /// - Throws: `Diagnostic` E803.
  func check() throws {
    if let maxMacs, maxMacs < 0 {
      throw Diagnostic.error(
        .invalidOption, "--max-macs expects a number from 0 up, got \(maxMacs)", hint: "e.g. 3000000")
    }
    guard baselineSlack >= 0, baselineSlack.isFinite, baselineSlack == 0 || baseline != nil else {
      throw Diagnostic.error(
        .invalidOption, "--baseline-slack expects percents from 0 up, and --baseline",
        hint: "e.g. --baseline report.json --baseline-slack 2")
    }
  }

  var request: NeedsRequest {
    var request = NeedsRequest()
    request.runtime = runtime == .tflm ? .tflm : .c(target, goal)
    let budgets: [(Resource, Int?)] = [
      (.ram, maxRAM?.bytes), (.flash, maxFlash?.bytes), (.stack, maxStack?.bytes),
      (.multiplyAccumulates, maxMacs),
    ]
    for case (let resource, let limit?) in budgets { request.budgets[resource] = limit }
    return request
  }
}

/// What executes a model on a device.
enum RuntimeArgument: String, CaseIterable, ExpressibleByArgument {
  case c, tflm
}

/// Where what was found is written.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Writes what was found: NAME.json, or NAME.html as a page.", valueName: "file"))
  var report: [String] = []

  @Option(help: ArgumentHelp("Writes what was found as JUnit XML.", valueName: "file"))
  var junit: String?

  @Option(help: ArgumentHelp("Writes all diagnostics as SARIF 2.1.0.", valueName: "file"))
  var sarif: String?

  /// - Throws: `Diagnostic` E803.
  func check() throws {
    for name in report where !name.hasSuffix(".json") && !name.hasSuffix(".html") {
      throw Diagnostic.error(
        .invalidOption, "--report expects a name that ends in .json or .html, got '\(name)'",
        hint: "for build servers there are --junit FILE.xml and --sarif FILE.sarif")
    }
  }
}
