/// Finds the order of steps whose peak is least: a best-first search over sets of executed steps, keyed by the
/// greatest peak on the way there. The key of the state taken out last is a lower bound over all orders.
struct ArenaOrderSearch {
  struct Result {
    var order: [Int]
    var lowerBound: Int
    var isExact: Bool
  }

  /// A set of executed steps and how it was reached.
  private struct State {
    var key: Int
    var execution: ArenaExecution
    var parent: Int?
    var path: [Int]
  }

  private let model: ArenaModel
  /// How many states the search may keep before it settles for the best order it has.
  private let stateLimit: Int
  private var states: [State] = []
  private var queue = PriorityQueue()
  private var bestKey: [BitSet: Int] = [:]

  static func run(_ model: ArenaModel, stateLimit: Int) -> Result {
    var search = ArenaOrderSearch(model, stateLimit: stateLimit)
    return search.run()
  }

  private init(_ model: ArenaModel, stateLimit: Int) {
    self.model = model
    self.stateLimit = stateLimit
  }

  private mutating func run() -> Result {
    let given = model.givenOrder
    let givenPeak = model.peak(of: given)
    let floor = model.floor
    if givenPeak == floor { return Result(order: given, lowerBound: floor, isExact: true) }
    push(State(key: floor, execution: ArenaExecution(model), parent: nil, path: []), below: givenPeak)
    var lowerBound = floor
    while let index = queue.pop() {
      let state = states[index]
      lowerBound = state.key
      if state.execution.executedCount == model.stepCount {
        return Result(order: path(to: index), lowerBound: lowerBound, isExact: true)
      }
      if states.count >= stateLimit { return settle(at: index, given, givenPeak, lowerBound) }
      for step in state.execution.ready {
        let key = max(state.key, state.execution.effect(of: step, in: model).peak)
        var execution = state.execution
        execution.execute(step, in: model)
        push(State(key: key, execution: execution, parent: index, path: [step]), below: givenPeak)
      }
      states[index].execution = states[0].execution
    }
    return Result(order: given, lowerBound: givenPeak, isExact: true)
  }

  /// States that cannot beat the given order are not kept.
  private mutating func push(_ state: State, below limit: Int) {
    if state.key >= limit { return }
    var state = state
    runFreeChains(&state)
    if let known = bestKey[state.execution.executed], known <= state.key { return }
    bestKey[state.execution.executed] = state.key
    states.append(state)
    queue.push(.init(key: state.key, depth: state.execution.executedCount, index: states.count - 1))
  }

  /// Runs at once every chain of steps that ends with no more live bytes than it began with and stays below the
  /// state's key. That never hurts a later step: what it frees only grows with what has run.
  private func runFreeChains(_ state: inout State) {
    var blocked: [Int] = []
    while let start = state.execution.ready.first(where: { !blocked.contains($0) }) {
      if let (execution, chain) = freeChain(from: start, state) {
        state.execution = execution
        state.path += chain
        blocked = []
      } else {
        blocked.append(start)
      }
    }
  }

  /// A chain in which each step is a successor of the one before. It must end at its own lowest point, so that
  /// a schedule which runs only part of it early gains nothing over running all of it.
  private func freeChain(from start: Int, _ state: State) -> (ArenaExecution, [Int])? {
    guard state.execution.effect(of: start, in: model).peak <= state.key else { return nil }
    var execution = state.execution
    var chain: [Int] = []
    var next: Int? = start
    while let step = next {
      if execution.effect(of: step, in: model).peak > state.key { return nil }
      execution.execute(step, in: model)
      chain.append(step)
      if execution.live <= state.execution.live { return (execution, chain) }
      next = model.successors[step].filter { execution.isReady($0) }
        .min { execution.effect(of: $0, in: model).live < execution.effect(of: $1, in: model).live }
    }
    return nil
  }

  private func path(to index: Int) -> [Int] {
    var pieces: [[Int]] = []
    var next: Int? = index
    while let state = next {
      pieces.append(states[state].path)
      next = states[state].parent
    }
    return pieces.reversed().flatMap { $0 }
  }

  /// The search ran out of states: finish the one at hand greedily and keep the better of that and the given order.
  private func settle(at index: Int, _ given: [Int], _ givenPeak: Int, _ lowerBound: Int) -> Result {
    var order = path(to: index)
    var execution = states[index].execution
    while let step = execution.ready.min(by: {
      execution.effect(of: $0, in: model) < execution.effect(of: $1, in: model)
    }) {
      execution.execute(step, in: model)
      order.append(step)
    }
    let best = model.peak(of: order) < givenPeak ? order : given
    return Result(order: best, lowerBound: lowerBound, isExact: model.peak(of: best) == lowerBound)
  }
}

/// A binary heap: least key first, then the deepest state, then the oldest.
private struct PriorityQueue {
  struct Entry {
    var key: Int
    var depth: Int
    var index: Int

    func precedes(_ other: Entry) -> Bool {
      (key, -depth, index) < (other.key, -other.depth, other.index)
    }
  }

  private var entries: [Entry] = []

  mutating func push(_ entry: Entry) {
    var place = entries.count
    entries.append(entry)
    while place > 0, entry.precedes(entries[(place - 1) / 2]) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// The index of the first entry, which leaves the queue.
  mutating func pop() -> Int? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    if entries.isEmpty { return first.index }
    var place = 0
    entries[0] = last
    while true {
      var child = 2 * place + 1
      if child >= entries.count { break }
      if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
      if !entries[child].precedes(entries[place]) { break }
      entries.swapAt(place, child)
      place = child
    }
    return first.index
  }
}
