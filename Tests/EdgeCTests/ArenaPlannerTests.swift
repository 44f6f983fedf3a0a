import EdgeC
import EdgeSupport
import Testing

@Suite struct ArenaPlannerTests {
  @Test func chainNeedsItsTwoLargestNeighbours() throws {
    let plan = try planned(chain([100, 300, 200, 50]))
    #expect(plan.sizeInBytes == 304 + 208)
    #expect(plan.isOptimal && plan.isOrderExact)
    #expect(plan.peak.step == 1)
    #expect(plan.peak.buffers == [1, 2])
  }

  @Test func elementwiseStepsShareOneBuffer() throws {
    var problem = chain([100, 100, 100])
    for step in problem.steps.indices {
      problem.steps[step].overlaps = [.init(input: 0, output: 0, .samePlace)]
    }
    #expect(try planned(problem).sizeInBytes == 112)
  }

  /// A 3x3 convolution over rows of 64 bytes: an output may run one row behind its input, in either direction.
  @Test(arguments: [true, false])
  func overlapKeepsItsDistance(upwards: Bool) throws {
    var problem = chain([1024, 1024])
    problem.steps[0].overlaps = [
      .init(input: 0, output: 0, .distance(forward: upwards ? 64 : nil, backward: upwards ? nil : 64))
    ]
    let plan = try planned(problem)
    #expect(plan.sizeInBytes == 1024 + 64)
    #expect(plan.loopDirections == [upwards ? 1 : -1])
  }

  @Test func samePlaceIsTheOnlyPlace() throws {
    var problem = chain([1024, 512])
    problem.steps[0].overlaps = [.init(input: 0, output: 0, .samePlace)]
    let plan = try planned(problem)
    #expect(plan.sizeInBytes == 1024)
    #expect(plan.offsets[0] == plan.offsets[1])
    var shifted = plan
    shifted.offsets[1] += 16
    #expect(throws: Diagnostic.self) { try ArenaChecker.check(shifted, problem) }
  }

  @Test func directionThatNoKernelOffersIsNotUsed() throws {
    var problem = chain([1024, 1024])
    problem.steps[0].overlaps = [.init(input: 0, output: 0, .distance(forward: nil, backward: nil))]
    #expect(try planned(problem).sizeInBytes == 2048)
  }

  /// Both inputs die, each could hold part of the output, but the loop has one direction only.
  @Test func twoDyingInputsShareOneDirection() throws {
    let problem = ArenaProblem(
      buffers: buffers([64, 64, 96]),
      steps: [
        .init(
          name: "add", inputs: [0, 1], outputs: [2],
          overlaps: [
            .init(input: 0, output: 0, .distance(forward: 32, backward: 32)),
            .init(input: 1, output: 0, .distance(forward: 0, backward: 0)),
          ])
      ],
      inputs: [0, 1], outputs: [2])
    _ = try planned(problem)
  }

  @Test func inputReadTwiceNeedsLeaveForBothUses() throws {
    var problem = chain([64, 64])
    problem.steps[0].inputs = [0, 0]
    problem.steps[0].overlaps = [.init(input: 0, output: 0, .distance(forward: 0, backward: 0))]
    #expect(try planned(problem).sizeInBytes == 128)
    problem.steps[0].overlaps.append(.init(input: 1, output: 0, .distance(forward: 16, backward: nil)))
    #expect(try planned(problem).sizeInBytes == 80)
  }

  @Test func outputThatIsReadOnStaysIntact() throws {
    var problem = chain([64, 64, 64])
    problem.steps[1].overlaps = [.init(input: 0, output: 0, .samePlace)]
    problem.outputs = [1, 2]
    #expect(try planned(problem).sizeInBytes == 128)
  }

  @Test func inputThatIsAnOutputIsNotOverwritten() throws {
    var problem = chain([64, 64])
    problem.steps[0].overlaps = [.init(input: 0, output: 0, .samePlace)]
    problem.outputs = [0, 1]
    #expect(try planned(problem).sizeInBytes == 128)
  }

  @Test func reorderingLowersThePeak() throws {
    // Two expansions of the input, each reduced again: running them one after the other is best.
    let problem = ArenaProblem(
      buffers: buffers([16, 1024, 1024, 16, 16, 16]),
      steps: [
        .init(name: "expand_a", inputs: [0], outputs: [1]),
        .init(name: "expand_b", inputs: [0], outputs: [2]),
        .init(name: "reduce_a", inputs: [1], outputs: [3]),
        .init(name: "reduce_b", inputs: [2], outputs: [4]),
        .init(name: "join", inputs: [3, 4], outputs: [5]),
      ],
      inputs: [0], outputs: [5])
    let plan = try planned(problem)
    #expect(plan.order == [0, 2, 1, 3, 4])
    #expect(plan.sizeInBytes == 1024 + 32)
    #expect(plan.isOptimal)
  }

  @Test func concatenationIsWrittenInPlace() throws {
    let problem = ArenaProblem(
      buffers: buffers([32, 48, 16, 64, 8]),
      steps: [
        .init(name: "left", inputs: [0], outputs: [1]), .init(name: "right", inputs: [0], outputs: [2]),
        .init(name: "use", inputs: [3], outputs: [4]),
      ],
      inputs: [0], outputs: [4],
      views: [.init(buffer: 1, of: 3, offset: 0), .init(buffer: 2, of: 3, offset: 48)])
    let plan = try planned(problem)
    #expect(plan.offsets[2] == plan.offsets[1] + 48)
    #expect(plan.sizeInBytes == 32 + 64)
  }

  @Test func partsOfASplitDieOneByOne() throws {
    let problem = ArenaProblem(
      buffers: buffers([256, 128, 128, 128, 16]),
      steps: [
        .init(name: "first", inputs: [1], outputs: [3]), .init(name: "second", inputs: [2, 3], outputs: [4]),
      ],
      inputs: [0], outputs: [4],
      views: [.init(buffer: 1, of: 0, offset: 0), .init(buffer: 2, of: 0, offset: 128)])
    #expect(try planned(problem).sizeInBytes == 384)
    var inPlace = problem
    inPlace.steps[0].overlaps = [.init(input: 0, output: 0, .samePlace)]
    #expect(try planned(inPlace).sizeInBytes == 272)
  }

  @Test func viewWithAnotherReaderIsNotOverwritten() throws {
    var problem = chain([64, 64, 64])
    problem.buffers.append(.init(name: "flat", sizeInBytes: 64))
    problem.views = [.init(buffer: 3, of: 0)]
    problem.steps[0].overlaps = [.init(input: 0, output: 0, .samePlace)]
    problem.steps[1].inputs = [1, 3]
    #expect(try planned(problem).sizeInBytes == 192)
  }

  @Test func scratchIsKeptApart() throws {
    var problem = chain([64, 64])
    problem.steps[0].overlaps = [.init(input: 0, output: 0, .samePlace)]
    problem.steps[0].scratchBytes = 40
    let plan = try planned(problem)
    #expect(plan.sizeInBytes == 64 + 48)
    #expect(plan.scratchOffsets[0] != nil)
  }

  @Test func emptyBuffersAndEmptyProblemsNeedNothing() throws {
    #expect(try planned(ArenaProblem(buffers: [], steps: [], inputs: [], outputs: [])).sizeInBytes == 0)
    #expect(try planned(chain([0, 0, 0])).sizeInBytes == 0)
    #expect(try planned(chain([64, 0, 64])).sizeInBytes == 64)
  }

  @Test func unreadInputsAndOutputsStillHaveAPlace() throws {
    var problem = chain([64, 64])
    problem.buffers += buffers([32, 128])
    problem.inputs.append(2)
    problem.steps[0].outputs.append(3)
    #expect(try planned(problem).sizeInBytes == 256)
  }

  @Test func stepsAreSortedByWhatTheyRead() throws {
    var problem = chain([64, 64, 64])
    problem.steps.reverse()
    #expect(try planned(problem).order == [1, 0])
  }

  @Test func reportNamesStepsAndBuffers() throws {
    let problem = chain([1000, 3000])
    #expect(
      try planned(problem).report(problem) == [
        "step0  4,016 B  b0 b1",
        "peak 4,016 B at step0; no order of these operators can need less than 4,016 B",
      ])
  }
}

/// Networks of the MLPerf Tiny benchmark, one step for each convolution with what is fused to it.
@Suite struct ArenaNetworkTests {
  @Test(arguments: [1, 4])
  func keywordSpottingNeedsTwoFeatureMaps(bytesPerElement: Int) throws {
    let sizes = [490] + Array(repeating: 8000, count: 9) + [64, 12, 12]
    let plan = try planned(chain(sizes.map { $0 * bytesPerElement }))
    #expect(plan.isOptimal)
    #expect(plan.sizeInBytes == 16000 * bytesPerElement)
  }

  @Test(arguments: [1, 4])
  func imageClassificationNeedsThreeFeatureMaps(bytesPerElement: Int) throws {
    var problem = ArenaProblem(
      buffers: buffers([3072 * bytesPerElement, 16384 * bytesPerElement]),
      steps: [.init(name: "stem", inputs: [0], outputs: [1])], inputs: [0], outputs: [])
    func add(_ name: String, _ inputs: [Int], _ size: Int) -> Int {
      let output = problem.buffers.count
      problem.buffers.append(.init(name: name, sizeInBytes: size * bytesPerElement))
      let overlaps =
        name == "add" ? inputs.indices.map { ArenaProblem.Overlap(input: $0, output: 0, .samePlace) } : []
      problem.steps.append(.init(name: name, inputs: inputs, outputs: [output], overlaps: overlaps))
      return output
    }
    var tensor = 1
    for size in [16384, 8192, 4096] {
      let residual = add("conv", [add("conv", [tensor], size)], size)
      tensor = add("add", [residual, size == 16384 ? tensor : add("shortcut", [tensor], size)], size)
    }
    problem.outputs = [add("dense", [add("pool", [tensor], 64)], 10)]
    let plan = try planned(problem)
    #expect(plan.isOptimal)
    #expect(plan.sizeInBytes == 49152 * bytesPerElement)
  }
}

@Suite struct ArenaProblemValidationTests {
  struct Contradiction: Sendable, CustomTestStringConvertible {
    var message: String
    var damage: @Sendable (inout ArenaProblem) -> Void
    var testDescription: String { message }

    init(_ message: String, _ damage: @escaping @Sendable (inout ArenaProblem) -> Void) {
      self.message = message
      self.damage = damage
    }
  }

  static let contradictions: [Contradiction] = [
    .init("read but not written") { $0.inputs = [] },
    .init("written twice") { $0.steps[1].outputs = [1] },
    .init("in a circle") {
      $0.inputs = []
      $0.steps[0].inputs = [2]
    },
    .init("buffer index 7 of 3") { $0.outputs = [7] },
    .init("a size of -1 bytes") { $0.buffers[0].sizeInBytes = -1 },
    .init("leaves b0") { $0.views = [.init(buffer: 1, of: 0, offset: 16)] },
    .init("view of itself") { $0.views = [.init(buffer: 1, of: 0), .init(buffer: 0, of: 1)] },
    .init("two views named b1") { $0.views = [.init(buffer: 1, of: 0), .init(buffer: 1, of: 2)] },
    .init("positions it does not have") { $0.steps[0].overlaps = [.init(input: 3, output: 0, .samePlace)] },
    .init("alignment 0") { $0.alignment = 0 },
  ]

  @Test(arguments: contradictions)
  func contradictionsAreReported(contradiction: Contradiction) throws {
    var problem = chain([64, 64, 64])
    contradiction.damage(&problem)
    let error = #expect(throws: Diagnostic.self) { _ = try ArenaPlanner.plan(problem) }
    #expect(error?.code == .internalInvariant)
    #expect(error?.message.contains(contradiction.message) == true, "\(error?.message ?? "")")
  }

  @Test func hugeSizesAreRefused() throws {
    let error = #expect(throws: Diagnostic.self) { _ = try ArenaPlanner.plan(chain([64, Int.max])) }
    #expect(error?.code == .sizeLimitExceeded)
  }
}

/// Plans and replays.
func planned(_ problem: ArenaProblem) throws -> ArenaPlan {
  let plan = try ArenaPlanner.plan(problem)
  try ArenaChecker.check(plan, problem)
  return plan
}

func buffers(_ sizes: [Int]) -> [ArenaProblem.Buffer] {
  sizes.enumerated().map { .init(name: "b\($0.offset)", sizeInBytes: $0.element) }
}

/// Steps that each turn one buffer into the next.
func chain(_ sizes: [Int]) -> ArenaProblem {
  ArenaProblem(
    buffers: buffers(sizes),
    steps: sizes.indices.dropLast().map { .init(name: "step\($0)", inputs: [$0], outputs: [$0 + 1]) },
    inputs: [0], outputs: [sizes.count - 1])
}
