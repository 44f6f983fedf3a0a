@testable import EdgeC
import Testing

/// Random problems: every plan is replayed, executed on real bytes, and on small ones compared with the best of
/// all orders.
@Suite struct ArenaFuzzTests {
  @Test(arguments: 0..<8)
  func randomProblemsKeepEveryByteIntact(seed: Int) throws {
    var random = Generator(seed: UInt64(seed))
    for _ in 0..<60 {
      let problem = randomProblem(&random, steps: 2 + random.below(11))
      let plan = try planned(problem)
      #expect(plan.lowerBound <= plan.sizeInBytes)
      #expect(execute(problem, plan) == execute(problem, nil), "\(problem)\n\(plan)")
    }
  }

  @Test(arguments: 0..<4)
  func noOrderBeatsTheLowerBound(seed: Int) throws {
    var random = Generator(seed: UInt64(1000 + seed))
    for _ in 0..<30 {
      let problem = randomProblem(&random, steps: 2 + random.below(5))
      let plan = try planned(problem)
      #expect(plan.isOrderExact)
      let model = try ArenaModel(problem)
      let best = allOrders(of: problem).map { model.peak(of: $0) }.min()
      #expect(plan.lowerBound == best, "\(problem)\n\(plan)")
    }
  }

  @Test func plansAreReproducible() throws {
    var random = Generator(seed: 7)
    for _ in 0..<10 {
      let problem = randomProblem(&random, steps: 14)
      #expect(try planned(problem) == ArenaPlanner.plan(problem))
    }
  }

  @Test func checkerFindsDamage() throws {
    var random = Generator(seed: 99)
    var found = 0
    for _ in 0..<200 {
      let problem = randomProblem(&random, steps: 8)
      var plan = try planned(problem)
      let victim = random.below(problem.buffers.count)
      if problem.views.contains(where: { $0.buffer == victim || $0.root == victim }) { continue }
      plan.offsets[victim] = random.below(plan.sizeInBytes / 16 + 1) * 16
      let isRight = execute(problem, plan) == execute(problem, nil)
      let isAccepted = (try? ArenaChecker.check(plan, problem)) != nil
      #expect(isRight || !isAccepted, "\(problem)\n\(plan)")
      if !isAccepted { found += 1 }
    }
    #expect(found > 20)
  }
}

/// Runs a problem on bytes. Each output byte is a hash of a window of each input around the same place, as wide
/// as the overlap distances promise; an input without overlap is read whole for every byte.
///
/// - Parameter plan: nil gives every buffer memory of its own.
/// - Returns: the bytes of the outputs.
private func execute(_ problem: ArenaProblem, _ plan: ArenaPlan?) -> [[UInt8]] {
  let roomy = problem.buffers.reduce(0) { $0 + $1.sizeInBytes }
  var offsets = plan?.offsets ?? Array(repeating: 0, count: problem.buffers.count)
  if plan == nil {
    var end = 0
    let viewed = Set(problem.views.map(\.buffer))
    for (index, buffer) in problem.buffers.enumerated() where !viewed.contains(index) {
      offsets[index] = end
      end += buffer.sizeInBytes
    }
    for view in problem.views { offsets[view.buffer] = offsets[view.root] + view.offset }
  }
  var arena = [UInt8](repeating: 0xEE, count: 2 * roomy + 16 * problem.buffers.count)
  for input in problem.inputs {
    for place in 0..<problem.buffers[input].sizeInBytes {
      arena[offsets[input] + place] = UInt8(input * 7 + place & 63)
    }
  }
  for index in plan?.order ?? fallbackOrder(problem) {
    let step = problem.steps[index]
    if let plan, let scratch = plan.scratchOffsets[index] {
      for place in 0..<step.scratchBytes { arena[scratch + place] = 0xAA }
    }
    // What is not overlapped is read before anything is written, overlapped inputs while looping.
    let whole = step.inputs.map { input in
      (0..<problem.buffers[input].sizeInBytes).reduce(UInt8(1)) { $0 &* 31 &+ arena[offsets[input] + $1] }
    }
    for (position, output) in step.outputs.enumerated() {
      let size = problem.buffers[output].sizeInBytes
      for place in visits(of: size, step, plan?.loopDirections[index] ?? 1) {
        var value = UInt8(truncatingIfNeeded: index &* 17 &+ position)
        for (reader, input) in step.inputs.enumerated() {
          let rule = step.overlaps.first { $0.input == reader && $0.output == position }
          guard let rule else {
            value = value &* 3 &+ whole[reader]
            continue
          }
          var (back, ahead) = (0, 0)
          if case .distance(let forward, let backward) = rule.rule {
            (back, ahead) = (forward ?? backward ?? 0, backward ?? forward ?? 0)
          }
          for source in [place - back, place, place + ahead]
          where (0..<problem.buffers[input].sizeInBytes).contains(source) {
            value = value &* 5 &+ arena[offsets[input] + source]
          }
        }
        arena[offsets[output] + place] = value
      }
    }
  }
  return problem.outputs.map { output in
    Array(arena[offsets[output]..<offsets[output] + problem.buffers[output].sizeInBytes])
  }
}

/// The order in which a kernel writes its output: along the loop direction if any distance depends on it.
private func visits(of size: Int, _ step: ArenaProblem.Step, _ direction: Int) -> [Int] {
  if step.overlaps.allSatisfy({ $0.rule == .samePlace }) {
    return Array(stride(from: 0, to: size, by: 2)) + Array(stride(from: 1, to: size, by: 2))
  }
  return direction < 0 ? Array((0..<size).reversed()) : Array(0..<size)
}

/// The steps of a random problem are generated in an order in which they can run.
private func fallbackOrder(_ problem: ArenaProblem) -> [Int] { Array(problem.steps.indices) }

/// A random graph: fan-out, several inputs and outputs, scratch, overlaps, concatenations, splits, reshapes,
/// empty buffers, sizes that are not multiples of the alignment.
private func randomProblem(_ random: inout Generator, steps count: Int) -> ArenaProblem {
  var problem = ArenaProblem(buffers: [], steps: [], inputs: [], outputs: [])
  func size(_ random: inout Generator) -> Int {
    random.below(12) == 0 ? 0 : [16, 32, 48, 64, 20, 7, 128][random.below(7)]
  }
  func addBuffer(_ size: Int) -> Int {
    problem.buffers.append(.init(name: "b\(problem.buffers.count)", sizeInBytes: size))
    return problem.buffers.count - 1
  }
  var readable: [Int] = []
  for _ in 0...random.below(2) { problem.inputs.append(addBuffer(size(&random))) }
  readable = problem.inputs
  /// Parts of concatenations that steps have yet to write.
  var unwritten: [(parts: [Int], root: Int)] = []
  for index in 0..<count {
    let inputs = (0...random.below(3)).map { _ in readable[random.below(readable.count)] }
    var outputs: [Int] = []
    for _ in 0..<(random.below(5) == 0 ? 2 : 1) {
      if let open = unwritten.first(where: { !$0.parts.isEmpty }), let part = open.parts.first,
        random.below(3) > 0
      {
        for place in unwritten.indices where unwritten[place].root == open.root {
          unwritten[place].parts.removeFirst()
        }
        outputs.append(part)
      } else if random.below(6) == 0 {
        let sizes = (0...random.below(3)).map { _ in size(&random) }
        let root = addBuffer(sizes.reduce(0, +))
        var parts: [Int] = []
        for (place, size) in sizes.enumerated() {
          parts.append(addBuffer(size))
          problem.views.append(.init(buffer: parts[place], of: root, offset: sizes[..<place].reduce(0, +)))
        }
        outputs.append(parts.removeFirst())
        unwritten.append((parts, root))
      } else {
        let same = random.below(3) > 0
        outputs.append(addBuffer(same ? problem.buffers[inputs[0]].sizeInBytes : size(&random)))
      }
    }
    var step = ArenaProblem.Step(
      name: "s\(index)", inputs: inputs, outputs: outputs,
      scratchBytes: random.below(5) == 0 ? random.below(40) : 0)
    for input in inputs.indices {
      for output in outputs.indices where outputs.count == 1 && random.below(4) > 0 {
        let (reach, kind) = (random.below(2) * random.below(24), random.below(6))
        let rule = ArenaProblem.Overlap.Rule.distance(
          forward: kind == 0 ? nil : reach, backward: kind == 1 ? nil : reach)
        step.overlaps.append(.init(input: input, output: output, kind > 3 ? .samePlace : rule))
      }
    }
    problem.steps.append(step)
    readable += outputs
    readable += unwritten.filter(\.parts.isEmpty).map(\.root)
    unwritten.removeAll(where: \.parts.isEmpty)
    if random.below(6) == 0, let last = outputs.last, problem.buffers[last].sizeInBytes > 0 {
      let size = problem.buffers[last].sizeInBytes
      let offset = random.below(3) * (size / 3)
      readable.append(addBuffer(random.below(2) == 0 ? size - offset : (size - offset) / 2))
      problem.views.append(.init(buffer: readable[readable.count - 1], of: last, offset: offset))
    }
  }
  problem.outputs = Array(
    Set((0...random.below(3)).map { _ in readable[random.below(readable.count)] }).sorted())
  return problem
}

private func allOrders(of problem: ArenaProblem) -> [[Int]] {
  var orders: [[Int]] = []
  let needs = problem.steps.indices.map { before($0, problem) }
  func extend(_ order: [Int]) {
    if order.count == problem.steps.count { orders.append(order) }
    for step in problem.steps.indices where !order.contains(step) && needs[step].allSatisfy(order.contains) {
      extend(order + [step])
    }
  }
  extend([])
  return orders
}

/// The steps whose output a step reads, found byte by byte.
private func before(_ step: Int, _ problem: ArenaProblem) -> [Int] {
  func bytes(_ buffer: Int) -> [String] {
    var (root, offset) = (buffer, 0)
    while let view = problem.views.first(where: { $0.buffer == root }) {
      offset += view.offset
      root = view.root
    }
    let size = problem.buffers[buffer].sizeInBytes
    return size == 0 ? ["\(buffer)"] : (offset..<offset + size).map { "\(root).\($0)" }
  }
  let needed = Set(problem.steps[step].inputs.flatMap(bytes))
  return problem.steps.indices.filter { !needed.isDisjoint(with: problem.steps[$0].outputs.flatMap(bytes)) }
}

struct Generator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: (state >> 11) % UInt64(bound))
  }
}
