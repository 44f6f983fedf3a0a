public import ArgumentParser
public import EdgePasses
public import EdgeTFLite

extension IOLayout: ExpressibleByArgument {}
extension TFLiteTarget: ExpressibleByArgument {}

/// The numbers an artefact computes with.
enum QuantizationArgument: String, CaseIterable, ExpressibleByArgument {
  case none, fp16, dynamic, int8, int16x8
}
