/// What the generated program is meant to run on. It compiles and computes the same for every processor; the target
/// decides which kernels are taken, in which order their weights lie, and what counts as fast.
public enum CTarget: String, CaseIterable, Sendable {
  case portable
  case host
  /// Any Cortex-M with the DSP extension.
  case cortexM = "cortex-m"
  case cortexM0plus = "cortex-m0plus"
  case cortexM3 = "cortex-m3"
  case cortexM4 = "cortex-m4"
  case cortexM7 = "cortex-m7"
  case cortexM33 = "cortex-m33"
  case cortexM55 = "cortex-m55"

  /// What kernels may count on being fast.
  public var instructions: InstructionSet {
    switch self {
    case .portable, .cortexM0plus, .cortexM3: .portable
    case .host: .simd
    case .cortexM, .cortexM4, .cortexM7, .cortexM33: .dsp
    case .cortexM55: .mve
    }
  }

  /// What every tensor's place in the arena is a multiple of, for kernels that load several elements at once.
  public var tensorAlignment: Int {
    switch instructions {
    case .portable, .simd: 1
    case .dsp: 4
    case .mve: 16
    }
  }
}

/// Instructions beyond C that there are kernels for.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Whatever the compiler makes of C.
  case portable
  /// Vectors of floats and integers: AVX2, AVX-512 or NEON, as the compiler is told; four floats elsewhere.
  case simd
  /// The DSP extension of Armv7E-M and Armv8-M: pairs of 16-bit products, 32-bit high products, saturation.
  /// Floats are computed for the scalar floating point unit.
  case dsp
  /// Armv8.1-M MVE: integer vectors of 128 bits.
  case mve
}

/// What kernels are chosen for.
public enum KernelGoal: String, CaseIterable, Sendable {
  /// Speed, as long as flash and RAM are well spent: constants may grow by an eighth and 1 KB, beyond that a byte
  /// has to save 100 instructions; scratch memory may add a tenth to the arena.
  case balanced
  /// The fewest instructions; scratch memory may add a tenth to the arena.
  case speed
  /// The least flash.
  case size
  /// The smallest arena; among equals the fastest.
  case ram

  /// What a compiler is told by default.
  public var compilerFlag: String { self == .size ? "-Os" : "-O2" }
}
