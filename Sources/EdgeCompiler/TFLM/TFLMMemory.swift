public import EdgeC
import TFLiteFormat

/// The memory that TensorFlow Lite for Microcontrollers needs for a model, planned ahead.
///
/// Tensors get fixed places, which travel in the file as the runtime's offline plan; its own planner then only fits the
/// kernels' scratch memory into the gaps. Sources: TFLM's documents on memory management, and what its interpreter
/// reports.
public struct TFLMMemory: Hashable, Sendable {
  /// What tensors and kernels' scratch memory take: the head of the runtime's arena, exactly.
  public let planBytes: Int
  /// No order of the operators can need less than this of the plan.
  public let lowerBound: Int
  /// An upper bound for the runtime's own records behind it, whatever the size of a pointer.
  public let recordBytes: Int
  /// For each tensor its place in the arena; nil for constants.
  public let offsets: [Int?]
  /// The order in which the operators run.
  public let order: [Int]
  /// What lies where, step by step.
  public let map: ArenaMap

  /// Enough for the whole arena.
  public var arenaBytes: Int { planBytes + recordBytes }

  /// Buffers of the arena start at multiples of this.
  static let alignment = 16

  /// - Throws: `Diagnostic` E107 when the tensors add up to more than 2^40 bytes.
  init(_ subgraph: TFLiteSubgraph) throws {
    let placed = subgraph.tensors.indices.filter { subgraph.tensors[$0].isPlaced }
    var places = [Int?](repeating: nil, count: subgraph.tensors.count)
    for (place, tensor) in placed.enumerated() { places[tensor] = place }
    let steps = subgraph.operators.map { node in
      let inputs = node.inputs.compactMap { subgraph.tensors.indices.contains($0) ? places[$0] : nil }
      return ArenaProblem.Step(
        name: node.code.schemaName, inputs: inputs, outputs: node.outputs.compactMap { places[$0] },
        scratchBytes: node.tflmScratchBytes(subgraph.tensors), overlaps: Self.overlaps(node, inputs))
    }
    let problem = ArenaProblem(
      buffers: placed.map {
        .init(name: subgraph.tensors[$0].name, sizeInBytes: subgraph.tensors[$0].sizeInBytes)
      },
      steps: steps, inputs: subgraph.inputs.compactMap { places[$0] },
      outputs: subgraph.outputs.compactMap { places[$0] }, alignment: Self.alignment)
    let plan = try ArenaPlanner.plan(problem)
    try ArenaChecker.check(plan, problem)
    offsets = places.map { $0.map { plan.offsets[$0] } }
    order = plan.order
    map = try ArenaMap(problem, plan)
    planBytes = (plan.sizeInBytes + Self.alignment - 1) / Self.alignment * Self.alignment
    lowerBound = plan.lowerBound
    recordBytes = max(
      subgraph.tflmRecordBytes, subgraph.tflmRecordBytes + subgraph.tflmPlanningBytes - planBytes)
  }

  /// RESHAPE and its kin copy nothing when input and output lie in one place.
  private static func overlaps(_ node: TFLiteOperator, _ inputs: [Int]) -> [ArenaProblem.Overlap] {
    switch node.code {
    case .reshape where inputs.count == 1: [.init(input: 0, output: 0, .samePlace)]
    default: []
    }
  }

  /// The runtime's format: version, number of subgraphs, number of tensors, then an offset for each, -1 for those that
  /// have none; 32-bit little endian.
  var metadata: TFLiteMetadata {
    let numbers = [1, 1, offsets.count] + offsets.map { $0 ?? -1 }
    let bytes = numbers.flatMap { number in
      let bits = UInt32(bitPattern: Int32(clamping: number))
      return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
        + [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 24)]
    }
    return TFLiteMetadata(name: "OfflineMemoryAllocation", data: TFLiteBuffer(bytes))
  }
}

extension TFLiteTensor {
  var sizeInBytes: Int { shape.reduce(type.elementSize, *) }

  fileprivate var isPlaced: Bool { buffer == nil && !isVariable && sizeInBytes > 0 }
}

extension TFLiteTensorType {
  /// In bytes; 0 for types that edgec does not write.
  fileprivate var elementSize: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64, .complex64: 8
    case .complex128: 16
    case .string, .resource, .variant, .int4, .int2, .uint4, .float8E4M3FN, .float8E5M2: 0
    }
  }
}
