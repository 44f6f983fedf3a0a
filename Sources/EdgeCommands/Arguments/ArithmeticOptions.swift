internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeTFLite

/// How models of integers are computed.
struct ArithmeticOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The runtime whose kernels integers are rounded like, bit by bit: LiteRT, which scales sums of fully connected "
        + "layers in double precision, or TFLM (and CMSIS-NN), in fixed point everywhere."))
  var rounding = TFLiteTarget.litert

  func apply(to options: inout CompilerOptions) { options.rounding = rounding }
}
