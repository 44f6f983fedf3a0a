import EdgeIR
import EdgeOps

/// How a node of a graph of floats runs when the graph computes in integers.
enum NodeForm: Hashable {
  /// By its operator's integer kernel, on activations of this type.
  case integer(ElementType)
  /// Elements are moved, whatever they stand for; those of several inputs in one type, scale and zero point.
  case moving(ElementType)
  /// As it is, on floats or on integers that stand for themselves.
  case plain
  /// A QuantizeLinear or DequantizeLinear of the model: says what integers stand for, and computes nothing.
  case declaring
}

/// What is decided before a graph of floats is rewritten to compute in integers.
struct QuantizationPlan {
  var forms: [NodeID: NodeForm] = [:]
  /// The integers in which a value comes into being. A value without is computed in float.
  var homes: [ValueID: Quantized.Result] = [:]
  /// For each input of an integer or moving node the integers that it reads in the place of floats; nil for weights,
  /// biases, and what never was a float.
  var reads: [NodeID: [Quantized.Result?]] = [:]
}
