import CEdgeKernels
import Testing

/// Geometry shared by convolution and pooling cases.
struct Window: Sendable, CustomTestStringConvertible {
  var batch = 1
  var ih: Int
  var iw: Int
  var c: Int
  var kh: Int
  var kw: Int
  var stride = (1, 1)
  var dilation = (1, 1)
  /// top, left, bottom, right
  var pads = (0, 0, 0, 0)
  var oc = 1
  var groups = 1
  var multiplier = 1

  var oh: Int { Swift.max(0, (ih + pads.0 + pads.2 - (kh - 1) * dilation.0 - 1) / stride.0 + 1) }
  var ow: Int { Swift.max(0, (iw + pads.1 + pads.3 - (kw - 1) * dilation.1 - 1) / stride.1 + 1) }

  var testDescription: String {
    "\(batch)x\(ih)x\(iw)x\(c) k\(kh)x\(kw) s\(stride) d\(dilation) p\(pads) oc\(oc) g\(groups) m\(multiplier)"
  }

  static let all: [Window] = [
    .init(ih: 5, iw: 6, c: 3, kh: 3, kw: 3, pads: (1, 1, 1, 1), oc: 7),
    .init(batch: 2, ih: 8, iw: 7, c: 8, kh: 3, kw: 2, stride: (2, 1), oc: 8),
    .init(ih: 1, iw: 1, c: 1, kh: 1, kw: 1, oc: 1),
    .init(ih: 4, iw: 4, c: 2, kh: 7, kw: 7, pads: (5, 5, 5, 5), oc: 5),
    .init(ih: 9, iw: 9, c: 4, kh: 3, kw: 3, dilation: (2, 3), pads: (2, 3, 2, 3), oc: 4),
    .init(ih: 6, iw: 6, c: 6, kh: 3, kw: 3, pads: (1, 0, 1, 2), oc: 9, groups: 3),
    .init(
      ih: 6, iw: 5, c: 4, kh: 2, kw: 3, stride: (3, 2), dilation: (1, 2), oc: 4, groups: 4, multiplier: 2),
    .init(ih: 2, iw: 2, c: 5, kh: 1, kw: 1, pads: (3, 3, 3, 3), oc: 4, multiplier: 3),
    .init(ih: 1, iw: 40, c: 16, kh: 1, kw: 9, stride: (1, 2), pads: (0, 4, 0, 4), oc: 12),
    .init(batch: 0, ih: 3, iw: 3, c: 2, kh: 2, kw: 2, oc: 2),
    .init(ih: 3, iw: 3, c: 2, kh: 2, kw: 2, oc: 0),
  ]
}

struct ConvolutionTests {
  static let activations: [(lo: Float, hi: Float)] = [(-.infinity, .infinity), (0, .infinity), (-0.25, 0.5)]

  @Test(arguments: Window.all, [0, 1, 2])
  func conv2d(_ g: Window, activation: Int) {
    let (lo, hi) = Self.activations[activation]
    var numbers = Numbers(seed: 1)
    let x = numbers.floats(g.batch * g.ih * g.iw * g.c)
    let groupChannels = g.c / g.groups
    let w = numbers.floats(g.oc * g.kh * g.kw * groupChannels)
    let bias: [Float]? = activation == 0 ? nil : numbers.floats(g.oc)
    var expected: [Double] = []
    for i in indices(of: [g.batch, g.oh, g.ow, g.oc]) {
      var sum = bias.map { Double($0[i[3]]) } ?? 0
      let group = i[3] / Swift.max(1, g.oc / g.groups)
      for t in indices(of: [g.kh, g.kw, groupChannels]) {
        let row = i[1] * g.stride.0 - g.pads.0 + t[0] * g.dilation.0
        let column = i[2] * g.stride.1 - g.pads.1 + t[1] * g.dilation.1
        guard (0..<g.ih).contains(row), (0..<g.iw).contains(column) else { continue }
        let from = ((i[0] * g.ih + row) * g.iw + column) * g.c + group * groupChannels + t[2]
        let weight = ((i[3] * g.kh + t[0]) * g.kw + t[1]) * groupChannels + t[2]
        sum += Double(x[from]) * Double(w[weight])
      }
      expected.append(clamp(sum, lo, hi))
    }
    var y = [Float](repeating: 9, count: g.batch * g.oh * g.ow * g.oc)
    edgec_f32_conv2d(
      x, w, bias, &y, Int32(g.batch), Int32(g.ih), Int32(g.iw), Int32(g.c), Int32(g.oh), Int32(g.ow),
      Int32(g.oc), Int32(g.kh), Int32(g.kw), Int32(g.stride.0), Int32(g.stride.1), Int32(g.dilation.0),
      Int32(g.dilation.1), Int32(g.pads.0), Int32(g.pads.1), Int32(g.groups), lo, hi)
    expectClose(y, expected)
  }

  @Test(arguments: Window.all, [0, 1, 2])
  func depthwiseConv2d(_ g: Window, activation: Int) {
    let (lo, hi) = Self.activations[activation]
    var numbers = Numbers(seed: 2)
    let oc = g.c * g.multiplier
    let x = numbers.floats(g.batch * g.ih * g.iw * g.c)
    let w = numbers.floats(g.kh * g.kw * oc)
    let bias: [Float]? = activation == 0 ? nil : numbers.floats(oc)
    var expected: [Double] = []
    for i in indices(of: [g.batch, g.oh, g.ow, oc]) {
      var sum = bias.map { Double($0[i[3]]) } ?? 0
      for t in indices(of: [g.kh, g.kw]) {
        let row = i[1] * g.stride.0 - g.pads.0 + t[0] * g.dilation.0
        let column = i[2] * g.stride.1 - g.pads.1 + t[1] * g.dilation.1
        guard (0..<g.ih).contains(row), (0..<g.iw).contains(column) else { continue }
        let from = ((i[0] * g.ih + row) * g.iw + column) * g.c + i[3] / g.multiplier
        sum += Double(x[from]) * Double(w[(t[0] * g.kw + t[1]) * oc + i[3]])
      }
      expected.append(clamp(sum, lo, hi))
    }
    var y = [Float](repeating: 9, count: g.batch * g.oh * g.ow * oc)
    edgec_f32_depthwise_conv2d(
      x, w, bias, &y, Int32(g.batch), Int32(g.ih), Int32(g.iw), Int32(g.c), Int32(g.multiplier),
      Int32(g.oh), Int32(g.ow), Int32(g.kh), Int32(g.kw), Int32(g.stride.0), Int32(g.stride.1),
      Int32(g.dilation.0), Int32(g.dilation.1), Int32(g.pads.0), Int32(g.pads.1), lo, hi)
    expectClose(y, expected)
  }

  @Test func nanPassesThroughTheActivation() {
    var y: [Float] = [0]
    edgec_f32_conv2d_1x1([.nan], [1], nil, &y, 1, 1, 1, 0, 6)
    #expect(y[0].isNaN)
  }
}
