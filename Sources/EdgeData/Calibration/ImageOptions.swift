/// How pictures become a model's input: what the training did to them.
public struct ImageOptions: Hashable, Sendable {
  /// How a picture of another size is brought to the input's.
  public enum Fit: String, Hashable, Sendable, CaseIterable {
    /// To the input's width and height, whatever becomes of the proportions.
    case stretch
    /// In proportion until both sides are covered; what sticks out on two sides is cut off evenly.
    case crop
  }

  public enum ChannelOrder: String, Hashable, Sendable, CaseIterable {
    case rgb, bgr
  }

  /// Multiplies bytes before anything else: 1/255 gives numbers from 0 to 1.
  public var scale: Float
  /// One for all channels or one for each, subtracted after scaling.
  public var mean: [Float]
  /// One for all channels or one for each, divided by after that. Not zero.
  public var standardDeviation: [Float]
  public var fit: Fit
  public var channelOrder: ChannelOrder

  public init(
    scale: Float = 1 / 255, mean: [Float] = [0], standardDeviation: [Float] = [1], fit: Fit = .stretch,
    channelOrder: ChannelOrder = .rgb
  ) {
    self.scale = scale
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.fit = fit
    self.channelOrder = channelOrder
  }
}
