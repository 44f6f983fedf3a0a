public import ArgumentParser
public import EdgeC
public import EdgeCompiler
public import EdgePasses
public import EdgeTFLite

extension CHarness: ExpressibleByArgument {}
extension CTarget: ExpressibleByArgument {}
extension ExecutionBackend: ExpressibleByArgument {}
extension IOLayout: ExpressibleByArgument {}
extension TFLiteTarget: ExpressibleByArgument {}

/// The numbers an artefact computes with.
enum QuantizationArgument: String, CaseIterable, ExpressibleByArgument {
  case none, fp16, dynamic, int8, int16x8
}
