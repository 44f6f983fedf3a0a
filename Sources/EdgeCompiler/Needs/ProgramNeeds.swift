public import EdgeC
public import EdgeIR

/// Something of which a device has only so much.
public enum Resource: String, Hashable, Sendable, CaseIterable {
  /// The arena, in bytes.
  case ram
  /// Constants and code, in bytes.
  case flash
  /// What calls take of the stack, in bytes.
  case stack
  /// Multiply-accumulate operations of one run.
  case multiplyAccumulates = "macs"

  /// As in a sentence.
  public var title: String {
    switch self {
    case .ram: "RAM"
    case .flash: "flash"
    case .stack: "stack"
    case .multiplyAccumulates: "multiply-accumulates"
    }
  }

  /// The command-line option that limits it.
  public var option: String { "--max-\(rawValue)" }

  /// Behind a number; empty where there is none.
  public var unit: String { self == .multiplyAccumulates ? "" : " B" }
}

/// What executes a model on a device.
public enum DeviceRuntime: Hashable, Sendable {
  /// Generated C for a processor.
  case c(CTarget, KernelGoal)
  /// TensorFlow Lite for Microcontrollers.
  case tflm
}

/// What is to be found out about a program's needs.
public struct NeedsRequest: Sendable {
  public var runtime = DeviceRuntime.c(.portable, .balanced)
  /// The most that the program may take.
  public var budgets: [Resource: Int] = [:]

  public init() {}

  /// What the graph that is measured is made ready for.
  var backEnd: BackEnd {
    switch runtime {
    case .c: .c
    case .tflm: .tflite
    }
  }
}

/// What one run of a model takes of a device, and which layers are responsible.
public struct ProgramNeeds: Sendable {
  /// A part of a need.
  public struct Share: Hashable, Sendable {
    public let name: String
    public let amount: Int
    /// The user's node; nil for what no node alone is responsible for.
    public let origin: Origin?

    init(name: String, amount: Int, origin: Origin? = nil) {
      self.name = name
      self.amount = amount
      self.origin = origin
    }
  }

  public struct Need: Sendable {
    public let resource: Resource
    /// Nil where it cannot be measured; `remark` says why.
    public let amount: Int?
    /// The layer that decides about it; nil where no layer does.
    public let layer: Origin?
    /// Who is responsible, most first.
    public let shares: [Share]
    /// How it was found out, and what is not in it.
    public let remark: String
    /// The most that it may be; nil for no limit.
    public var budget: Int?

    init(resource: Resource, amount: Int?, layer: Origin? = nil, shares: [Share], remark: String) {
      self.resource = resource
      self.amount = amount
      self.layer = layer ?? shares.first?.origin
      self.shares = shares
      self.remark = remark
    }

    public var isWithinBudget: Bool {
      guard let budget else { return true }
      return amount.map { $0 <= budget } ?? false
    }
  }

  /// Of each resource one.
  public internal(set) var needs: [Need]
  /// What lies where in the arena; nil where it is not known.
  public let map: ArenaMap?
  /// How many operators of each kind run, most frequent first.
  public let operators: [(name: String, count: Int)]

  public subscript(_ resource: Resource) -> Need? { needs.first { $0.resource == resource } }
}
