/// An Arm microcontroller board as QEMU models it, with the compiler's flags for its core.
///
/// Programs are linked with newlib's semihosting: `printf`, `fopen` of files in the working folder, arguments and the
/// exit code work as on a host. A fault ends the program with status 99 instead of hanging.
public enum CortexMBoard: String, CaseIterable, Sendable {
  case cortexM0plus = "cortex-m0plus"
  case cortexM3 = "cortex-m3"
  case cortexM4 = "cortex-m4"
  case cortexM7 = "cortex-m7"
  case cortexM33 = "cortex-m33"
  case cortexM55 = "cortex-m55"

  /// QEMU's name for the board. It has no Cortex-M0+ with enough memory; Armv6-M code runs unchanged on a Cortex-M3.
  public var machine: String {
    switch self {
    case .cortexM0plus, .cortexM3: "mps2-an385"
    case .cortexM4: "mps2-an386"
    case .cortexM7: "mps2-an500"
    case .cortexM33: "mps2-an505"
    case .cortexM55: "mps3-an547"
    }
  }

  /// What the generated program is to be optimised for.
  public var target: CTarget {
    switch self {
    case .cortexM0plus: .cortexM0plus
    case .cortexM3: .cortexM3
    case .cortexM4: .cortexM4
    case .cortexM7: .cortexM7
    case .cortexM33: .cortexM33
    case .cortexM55: .cortexM55
    }
  }

  /// Flags that select the core and its floating point.
  public var compilerFlags: [String] {
    switch self {
    case .cortexM0plus: ["-mthumb", "-mcpu=cortex-m0plus", "-mfloat-abi=soft"]
    case .cortexM3: ["-mthumb", "-mcpu=cortex-m3", "-mfloat-abi=soft"]
    case .cortexM4: ["-mthumb", "-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"]
    case .cortexM7: ["-mthumb", "-mcpu=cortex-m7", "-mfpu=fpv5-d16", "-mfloat-abi=hard"]
    case .cortexM33: ["-mthumb", "-mcpu=cortex-m33", "-mfpu=fpv5-sp-d16", "-mfloat-abi=hard"]
    case .cortexM55: ["-mthumb", "-mcpu=cortex-m55", "-mfloat-abi=hard"]
    }
  }

  /// What links a program with `arm-none-eabi-gcc`, besides the core's flags and the program's own sources.
  public static let linkerFlags = ["--specs=rdimon.specs", "-nostartfiles", "-Wl,--gc-sections", "-lm"]

  /// How QEMU runs a program on this board.
  ///
  /// - Parameters:
  ///   - arguments: words without spaces or commas, which reach `main` after the program's name.
  ///   - countsInstructions: each instruction takes 64 ns of the board's time, so that `counter` counts them.
  public func emulation(
    of program: String, arguments: [String] = [], countsInstructions: Bool = false
  ) -> [String] {
    let words = ["program"] + arguments
    let semihosting = "enable=on,target=native" + words.map { ",arg=\($0)" }.joined()
    return ["-M", machine] + (countsInstructions ? ["-icount", "shift=6"] : [])
      + ["-semihosting-config", semihosting, "-nographic", "-monitor", "none", "-serial", "none"]
      + ["-kernel", program]
  }

  /// Files that a program for the board is linked with: start-up code, and linker scripts of which the first is given
  /// to `-T`.
  public var startup: CFile { CFile(name: "startup.c", text: Self.text(PackageResources.startup_c)) }

  public var linkerScripts: [CFile] {
    let regions = memories.map { name, origin, size in
      "  \(name) : ORIGIN = 0x\(String(origin, radix: 16)), LENGTH = \(size >> 10)K\n"
    }
    return [
      CFile(name: "board.ld", text: "MEMORY {\n\(regions.joined())}\nINCLUDE sections.ld\n"),
      CFile(name: "sections.ld", text: Self.text(PackageResources.sections_ld)),
    ]
  }

  /// Where code, constants and data go: constants and data are in the board's largest memory, so that any model fits
  /// that a microcontroller can run. QEMU's memories are all equally fast.
  private var memories: [(name: String, origin: Int, size: Int)] {
    let (code, codeSize, large, half): (Int, Int, Int, Int) =
      switch self {
      case .cortexM0plus, .cortexM3, .cortexM4: (0, 4 << 20, 0x2100_0000, 8 << 20)
      case .cortexM7: (0, 4 << 20, 0x6000_0000, 8 << 20)
      case .cortexM33: (0x1000_0000, 4 << 20, 0x8000_0000, 8 << 20)
      case .cortexM55: (0, 512 << 10, 0x7000_0000, 64 << 20)
      }
    return [("code", code, codeSize), ("constants", large, half), ("data", large + half, half)]
  }

  /// The free-running 32-bit counter of the board's FPGA.
  public struct Counter: Hashable, Sendable {
    public let address: Int
    /// Nanoseconds of the board's time between two ticks.
    public let period: Int

    /// Instructions in a number of ticks while instructions are counted; exact but for the fraction of one.
    public func instructions(ticks: Int) -> Int { (ticks * period + 32) / 64 }
  }

  public var counter: Counter {
    switch self {
    case .cortexM0plus, .cortexM3, .cortexM4, .cortexM7: Counter(address: 0x4002_8018, period: 40)
    case .cortexM33: Counter(address: 0x4030_2018, period: 50)
    case .cortexM55: Counter(address: 0x4930_2018, period: 50)
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
