import EdgeIR
import EdgeONNX
import EdgeSupport

/// - DFT: 17 the axis is an attribute, 1 by default; 20 it is an input, the last but one by default
/// - STFT: 17, spelled with `Frame`, a product with the window and a transform of each frame
extension DFT: ONNXImporting {
  public static let importers = [
    ONNXImporter("DFT", since: 17) { context in
      [try transformed(context, axis: context.int("axis", default: 1))]
    },
    ONNXImporter("DFT", since: 20) { context in
      [try transformed(context, axis: scalar(context, 2, "axis") ?? -2)]
    },
    ONNXImporter("STFT", since: 17, build: importSTFT),
  ]

  private static func transformed(_ context: ImportContext, axis: Int) throws -> ValueID {
    let x = try context.input(0)
    let type = context.type(x)
    let position = try context.normalizeAxis(axis, rank: type.rank)
    let isOneSided = try context.flag("onesided")
    let kind: Kind =
      try context.flag("inverse")
      ? (isOneSided ? .inverseReal : .inverse) : (isOneSided ? .forwardReal : .forward)
    let count = type.shape[position]
    let length = try scalar(context, 1, "dft_length") ?? (kind == .inverseReal ? 2 * (count - 1) : count)
    return try context.add(DFT(kind, axis: position, length: length), [x])
  }

  @Sendable private static func importSTFT(_ context: ImportContext) throws -> [ValueID] {
    let signal = try context.input(0)
    let type = context.type(signal)
    let step = try scalar(context, 1, "frame_step") ?? 0
    let window = context.optionalInput(2)
    guard type.rank == 3, step >= 1, window.map({ context.type($0).rank == 1 }) ?? true else {
      throw ImportError(
        .invalidInputs,
        "expected a signal [N,T,1] or [N,T,2], a positive step and a window [L], got \(type), "
          + "\(step) and \(window.map { "\(context.type($0))" } ?? "no window")")
    }
    let length =
      try scalar(context, 3, "frame_length") ?? window.map { context.type($0).shape[0] } ?? type.shape[1]
    var frames = try context.add(Frame(axis: 1, length: length, step: step), [signal])
    if let window {
      guard context.type(window).shape == [length] else {
        throw ImportError(
          .invalidInputs, "expected a window of \(length) samples, got \(context.type(window))")
      }
      let factors = try context.add(Reshape(shape: [length, 1]), [window])
      frames = try context.add(Binary(.multiply), [frames, factors])
    }
    let isOneSided = try context.flag("onesided", default: true)
    let transform = DFT(isOneSided ? .forwardReal : .forward, axis: 2, length: length)
    return [try context.add(transform, [frames])]
  }

  /// An optional input that holds one integer.
  private static func scalar(_ context: ImportContext, _ index: Int, _ role: String) throws -> Int? {
    guard let numbers = try context.optionalIntegersInput(index, role) else { return nil }
    guard numbers.count == 1 else {
      throw ImportError(
        .invalidInputs, "input \(index) (\(role)): expected one integer, got \(numbers.count)")
    }
    return numbers[0]
  }
}
