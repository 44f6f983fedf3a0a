public import EdgeIR

/// Graphs that a node runs besides calling kernels, and when. Each becomes a function of its own.
public enum CControl: Sendable {
  case choice(CChoice)
  case repetition(CRepetition)
}

/// One of two graphs, chosen by a bool at run time. Both have the same inputs and outputs.
public struct CChoice: Sendable {
  /// Points to the bool.
  public var condition: CArgument
  public var whenTrue: Graph
  public var whenFalse: Graph
  /// What the graphs' inputs point to.
  public var inputs: [CArgument]
  /// Where their outputs go.
  public var outputs: [CArgument]

  public init(
    condition: CArgument, whenTrue: Graph, whenFalse: Graph, inputs: [CArgument], outputs: [CArgument]
  ) {
    self.condition = condition
    self.whenTrue = whenTrue
    self.whenFalse = whenFalse
    self.inputs = inputs
    self.outputs = outputs
  }
}

/// A graph that runs again and again.
///
/// Its inputs are the iteration's number (int64), the condition (bool), the states and the captured values; its
/// outputs the condition, the states and the values that are stacked.
public struct CRepetition: Sendable {
  /// A value of each iteration that goes where the iteration's number says.
  public struct Stack: Sendable {
    public var output: CArgument
    /// Elements of one iteration.
    public var stride: Int

    public init(_ output: CArgument, stride: Int) {
      self.output = output
      self.stride = stride
    }
  }

  public var body: Graph
  /// The most iterations there are; nil for no such number.
  public var tripCount: Int?
  /// Points to the most iterations there are, an int64 known at run time.
  public var limit: CArgument?
  /// Points to the bool that says whether there is a first iteration; nil when the body's condition does not count.
  public var condition: CArgument?
  /// Where the states are kept. The node's calls put the initial ones there.
  public var states: [CArgument]
  public var captures: [CArgument]
  public var stacks: [Stack]
  /// Where the number of iterations goes, an int64; nil when nobody wants it.
  public var count: CArgument?

  public init(
    body: Graph, tripCount: Int?, limit: CArgument?, condition: CArgument?, states: [CArgument],
    captures: [CArgument], stacks: [Stack], count: CArgument? = nil
  ) {
    self.body = body
    self.tripCount = tripCount
    self.limit = limit
    self.condition = condition
    self.states = states
    self.captures = captures
    self.stacks = stacks
    self.count = count
  }
}

extension CControl {
  var graphs: [Graph] {
    switch self {
    case .choice(let choice): [choice.whenTrue, choice.whenFalse]
    case .repetition(let repetition): [repetition.body]
    }
  }

  /// Everything of the node that is read or written.
  var arguments: [CArgument] {
    switch self {
    case .choice(let choice): [choice.condition] + choice.inputs + choice.outputs
    case .repetition(let repetition):
      [repetition.limit, repetition.condition, repetition.count].compactMap { $0 } + repetition.states
        + repetition.captures
        + repetition.stacks.map(\.output)
    }
  }
}
