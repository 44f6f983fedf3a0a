import EdgeIR
import EdgeONNX

/// - ReverseSequence: 10
extension ReverseSequence: ONNXImporting {
  public static let importers = [
    ONNXImporter("ReverseSequence", since: 10) { context in
      let time = try context.int("time_axis", default: 0)
      let batch = try context.int("batch_axis", default: 1)
      guard [[0, 1], [1, 0]].contains([time, batch]) else {
        throw context.invalid("time_axis", "expected axes 0 and 1, got time \(time) and batch \(batch)")
      }
      let inputs = [try context.input(0), try context.input(1)]
      return [try context.add(ReverseSequence(hasTimeFirst: time == 0), inputs)]
    }
  ]
}
