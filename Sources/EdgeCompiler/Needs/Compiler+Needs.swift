import EdgeC
import EdgeIR
import EdgeSupport
import EdgeTFLite

extension Compiler {
  /// What a canonical graph takes when it runs on a device.
  ///
  /// - Throws: `DiagnosticsError` when the graph has no form for the runtime.
  func needs(of graph: Graph, _ request: NeedsRequest) throws -> ProgramNeeds {
    let work = ProgramNeeds.Need(
      resource: .multiplyAccumulates, amount: graph.multiplyAccumulates, shares: graph.workShares,
      remark: "of one run, in the optimised graph")
    var result: ProgramNeeds
    switch request.runtime {
    case .c(let target, let goal): result = try needsInC(graph, target, goal, work)
    case .tflm: result = try needsInTFLM(graph, work)
    }
    for index in result.needs.indices {
      result.needs[index].budget = request.budgets[result.needs[index].resource]
    }
    return result
  }

  private func needsInC(
    _ graph: Graph, _ target: CTarget, _ goal: KernelGoal, _ work: ProgramNeeds.Need
  ) throws -> ProgramNeeds {
    var request = CProgramRequest(name: "model")
    request.target = target
    request.goal = goal
    let program = try lowerToC(graph, request, modelDigest: "")
    let report = program.report
    let origins = graph.originsByValue
    let ram = ProgramNeeds.Need(
      resource: .ram, amount: report.arenaBytes,
      layer: report.map.peak.flatMap { graph.layer(ofStep: report.map.steps[$0].title) },
      shares: report.causes.map { .init(name: $0.name, amount: $0.bytes, origin: origins[$0.name]) },
      remark: report.summary)
    let constants = report.steps.compactMap { step in
      step.kernel.map { ProgramNeeds.Share(name: step.title, amount: $0.constantBytes) }
    }
    let measured = try CodeMeasurement.measure(program, for: target, goal)
    let flash = ProgramNeeds.Need(
      resource: .flash, amount: report.weightBytes + (measured.codeBytes(without: report.weightBytes) ?? 0),
      shares: graph.withOrigins(constants).largestFirst,
      remark:
        "\(report.weightBytes.grouped) B of constants, \(measured.codeRemark(without: report.weightBytes))")
    let stack = ProgramNeeds.Need(
      resource: .stack, amount: measured.stack?.bytes,
      shares: (measured.stack?.chain ?? []).map { .init(name: $0.function, amount: $0.bytes) },
      remark: measured.stackRemark)
    return ProgramNeeds(
      needs: [ram, flash, stack, work], map: report.map, operators: graph.operatorCounts)
  }

  /// The runtime's own code is not in it: it depends on how it is built.
  private func needsInTFLM(_ graph: Graph, _ work: ProgramNeeds.Need) throws -> ProgramNeeds {
    var options = options
    options.tfliteTarget = .tflm
    let artifact = try Compiler(options: options, diagnostics: diagnostics)
      .lowerToTFLite(graph, modelDigest: "")
    guard let memory = artifact.memory else {
      throw DiagnosticsError([
        .error(
          .tfliteUnsupported, "the memory that TFLM needs is not known for models with subgraphs",
          hint: "leave out --runtime tflm")
      ])
    }
    let origins = artifact.provenance
    let peak = memory.map.peak ?? 0
    let live = memory.map.regions.filter { $0.firstStep <= peak && peak <= $0.lastStep }
    let ram = ProgramNeeds.Need(
      resource: .ram, amount: memory.arenaBytes,
      shares: live.map { region in
        .init(
          name: region.name ?? "scratch", amount: region.sizeInBytes,
          origin: region.name.flatMap { origins[$0]?.last })
      }.largestFirst,
      remark:
        "\(memory.planBytes.grouped) B planned for tensors, at most \(memory.recordBytes.grouped) B for "
        + "the runtime's records")
    let flash = ProgramNeeds.Need(
      resource: .flash, amount: artifact.bytes.count, shares: [],
      remark: "the .tflite file; the runtime's code comes on top")
    let stack = ProgramNeeds.Need(
      resource: .stack, amount: nil, shares: [], remark: "the runtime's own code decides about it")
    return ProgramNeeds(
      needs: [ram, flash, stack, work], map: memory.map, operators: artifact.operatorCounts)
  }
}

extension [ProgramNeeds.Share] {
  /// Those that there is anything of.
  fileprivate var largestFirst: [Element] {
    enumerated().filter { $0.element.amount > 0 }
      .sorted { ($1.element.amount, $0.offset) < ($0.element.amount, $1.offset) }.map(\.element)
  }
}

extension Graph {
  /// For each computed value, by name, the last of the user's nodes that it is the work of.
  fileprivate var originsByValue: [String: Origin] {
    var result: [String: Origin] = [:]
    for node in nodes {
      for output in node.outputs { result[self[output].name] = node.origins.last }
    }
    return result
  }

  /// Shares named after steps of a C program are those of the nodes that the steps compute.
  fileprivate func withOrigins(_ shares: [ProgramNeeds.Share]) -> [ProgramNeeds.Share] {
    let origins = Dictionary(nodes.map { (title(of: $0.id), $0.origins.first) }) { first, _ in first }
    return shares.map { .init(name: $0.name, amount: $0.amount, origin: origins[$0.name] ?? nil) }
  }

  /// The first of the user's nodes that a step of a C program computes.
  fileprivate func layer(ofStep title: String) -> Origin? {
    nodes.first { self.title(of: $0.id) == title }?.origins.first
  }

  fileprivate var workShares: [ProgramNeeds.Share] {
    nodes.map { node in
      let origin = node.origins.first
      let name = origin.map { $0.name.isEmpty ? $0.operatorType : $0.name } ?? node.operator.name
      return .init(name: name, amount: multiplyAccumulates(of: node), origin: origin)
    }.largestFirst
  }

  fileprivate var operatorCounts: [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    for node in nodes { counts[node.operator.name, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}
