import EdgeIR
import EdgeONNX
import EdgeTFLite

/// Every operator edgec knows. This is the only list; what each supports follows from its conformances.
public enum OperatorCatalog {
  public static let operators: [any Operator.Type] = [
    ArgReduce.self,
    AveragePool.self,
    Binary.self,
    BitCast.self,
    BroadcastTo.self,
    Cast.self,
    Clip.self,
    Col2Im.self,
    Compare.self,
    Compress.self,
    Concat.self,
    Conv.self,
    ConvInteger.self,
    ConvTranspose.self,
    Cumulative.self,
    DFT.self,
    DeformConv.self,
    Dequantize.self,
    Determinant.self,
    Frame.self,
    FullyConnected.self,
    GRU.self,
    Gather.self,
    GatherElements.self,
    GatherND.self,
    GridSample.self,
    HardSwish.self,
    If.self,
    Inverse.self,
    LSTM.self,
    LayerNormalization.self,
    LocalResponseNormalization.self,
    Logical.self,
    Loop.self,
    MatMul.self,
    MatMulInteger.self,
    MaxPool.self,
    MaxRoiPool.self,
    MaxUnpool.self,
    NonMaxSuppression.self,
    NonZero.self,
    Not.self,
    PRelu.self,
    Pad.self,
    Quantize.self,
    RNN.self,
    Random.self,
    Reduce.self,
    Requantize.self,
    Reshape.self,
    Resize.self,
    ReverseSequence.self,
    RoiAlign.self,
    ScatterElements.self,
    ScatterND.self,
    Slice.self,
    Softmax.self,
    TfIdfVectorizer.self,
    Tile.self,
    TopK.self,
    Transpose.self,
    TreeEnsemble.self,
    Trilu.self,
    Unary.self,
    Unique.self,
    Where.self,
  ]

  /// ONNX operators that are spelled with canonical ones and have no operator of their own.
  public static let compositions: [any ONNXImporting.Type] = [
    AffineGrid.self,
    Attention.self,
    BatchNormalization.self,
    Bernoulli.self,
    CDist.self,
    CategoryEncoding.self,
    CausalConvolution.self,
    CenterCropPad.self,
    ClassificationLoss.self,
    Constants.self,
    DepthToSpace.self,
    Dropout.self,
    DynamicQuantizeLinear.self,
    Einsum.self,
    Experimental.self,
    EyeLike.self,
    FeatureScaling.self,
    FlexAttention.self,
    Hardmax.self,
    ImageDecoder.self,
    LinearAttention.self,
    LinearModels.self,
    LpPool.self,
    MelWeightMatrix.self,
    MicrosoftActivations.self,
    MicrosoftAttention.self,
    MicrosoftNormalizations.self,
    MicrosoftProducts.self,
    Normalizations.self,
    NumberRange.self,
    OneHot.self,
    Optimizers.self,
    Optionals.self,
    QuantizedElementwise.self,
    QuantizedProducts.self,
    QuantizedReductions.self,
    RotaryEmbedding.self,
    Scan.self,
    SupportVectorMachines.self,
    SwiGLU.self,
    TensorScatter.self,
    WindowFunctions.self,
  ]

  /// The import table: the rows of every operator and composition.
  public static let importers = ONNXImporterTable(allImporters, vocabulary: ExtentOperators())

  /// The table for reading TFLite models: the rows of every operator and composition.
  public static let tfliteImporters = TFLiteImporterTable(
    (operators.compactMap { ($0 as? any TFLiteImporting.Type)?.tfliteImporters }
      + compositions.compactMap { ($0 as? any TFLiteImporting.Type)?.tfliteImporters }).flatMap { $0 })

  static var allImporters: [ONNXImporter] {
    let own = operators.compactMap { ($0 as? any ONNXImporting.Type)?.importers }
    return (own + compositions.map { $0.importers }).flatMap { $0 }
  }
}
