import EdgeIR
import EdgeQuantization

/// How many of a target's decisions are right, beside the model's own.
public struct TargetAccuracy: Sendable {
  public let target: VerificationTarget
  /// In which part of the samples the largest score is where the label says.
  public let share: Double
  public let modelShare: Double
  public let samples: Int
  /// The most that may be lost, in percentage points; nil for no limit.
  public let limit: Double?

  /// What is lost beside the model, in percentage points.
  public var drop: Double { (modelShare - share) * 100 }

  public var isWithinLimit: Bool { limit.map { drop <= $0 } ?? true }

  /// `98 % of 100 labelled samples are right, 99 % in the model`
  public var text: String {
    "\((share * 100).brief) % of \(samples) labelled samples are right, \((modelShare * 100).brief) % in the model"
  }
}

/// Judges results by labels.
struct LabelJudge {
  let labels: Labels
  let limit: Double?

  func judge(
    _ target: VerificationTarget, _ actual: [[Tensor]], beside reference: [[Tensor]],
    _ report: inout VerificationReport
  ) {
    let all = Array(reference.indices)
    report.accuracies.append(
      TargetAccuracy(
        target: target, share: labels.share(actual, of: all), modelShare: labels.share(reference, of: all),
        samples: all.count, limit: limit))
  }
}
