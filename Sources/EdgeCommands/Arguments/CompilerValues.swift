public import ArgumentParser
public import EdgeC
public import EdgeCompiler
public import EdgeData
public import EdgePasses
public import EdgeQuantization
public import EdgeTFLite

extension CHarness: ExpressibleByArgument {}
extension CortexMBoard: ExpressibleByArgument {}
extension CTarget: ExpressibleByArgument {}
extension KernelGoal: ExpressibleByArgument {}
extension ExecutionBackend: ExpressibleByArgument {}
extension ImageOptions.ChannelOrder: ExpressibleByArgument {}
extension ImageOptions.Fit: ExpressibleByArgument {}
extension InterfaceType: ExpressibleByArgument {}
extension IOLayout: ExpressibleByArgument {}
extension SwiftAccess: ExpressibleByArgument {}
extension TFLiteTarget: ExpressibleByArgument {}

/// The numbers an artefact computes with.
enum QuantizationArgument: String, CaseIterable, ExpressibleByArgument {
  case none, fp16, dynamic
  case weightsInt8 = "weights-int8"
  case weightsInt4 = "weights-int4"
  case int8, int16x8
}
