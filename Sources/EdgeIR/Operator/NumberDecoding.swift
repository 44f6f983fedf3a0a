/// The aspect of an operator that turns integers into the numbers they stand for. Computed on constants ahead of time, it
/// would leave nothing of how they are stored; what quantizes a model asks for it to be left alone.
public protocol NumberDecoding: Operator {}
