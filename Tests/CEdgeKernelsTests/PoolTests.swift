import CEdgeKernels
import Testing

struct PoolTests {
  /// The taps of one output position that lie within the image, as offsets of their pixels, and the number of
  /// taps within the padded image.
  private func taps(_ g: Window, _ b: Int, _ oy: Int, _ ox: Int) -> (inside: [Int], padded: Int) {
    var inside: [Int] = []
    var padded = 0
    for t in indices(of: [g.kh, g.kw]) {
      let row = oy * g.stride.0 - g.pads.0 + t[0] * g.dilation.0
      let column = ox * g.stride.1 - g.pads.1 + t[1] * g.dilation.1
      if row < g.ih + g.pads.2, column < g.iw + g.pads.3 { padded += 1 }
      guard (0..<g.ih).contains(row), (0..<g.iw).contains(column) else { continue }
      inside.append(((b * g.ih + row) * g.iw + column) * g.c)
    }
    return (inside, padded)
  }

  /// `extra` widens the output beyond floor mode, as ceil_mode does.
  @Test(arguments: Window.all, [0, 1])
  func maxPool2D(_ g: Window, extra: Int) {
    var numbers = Numbers(seed: 3)
    var x = numbers.floats(g.batch * g.ih * g.iw * g.c)
    if x.count > 20 { x[7] = .nan }
    let (oh, ow) = (g.oh + extra, g.ow + extra)
    let expected = indices(of: [g.batch, oh, ow, g.c]).map { i in
      let values = taps(g, i[0], i[1], i[2]).inside.map { Double(x[$0 + i[3]]) }
      if values.contains(where: \.isNaN) { return Double.nan }
      return clamp(values.max() ?? -.infinity, -0.9, 0.9)
    }
    var y = [Float](repeating: 9, count: g.batch * oh * ow * g.c)
    edgec_f32_max_pool2d(
      x, &y, Int32(g.batch), Int32(g.ih), Int32(g.iw), Int32(g.c), Int32(oh), Int32(ow), Int32(g.kh),
      Int32(g.kw), Int32(g.stride.0), Int32(g.stride.1), Int32(g.dilation.0), Int32(g.dilation.1),
      Int32(g.pads.0), Int32(g.pads.1), -0.9, 0.9)
    expectClose(y, expected)
  }

  @Test(arguments: Window.all, [(0, false), (1, false), (0, true), (1, true)])
  func averagePool2D(_ g: Window, _ mode: (extra: Int, countIncludePad: Bool)) {
    let (extra, countIncludePad) = mode
    var numbers = Numbers(seed: 4)
    let x = numbers.floats(g.batch * g.ih * g.iw * g.c)
    let (oh, ow) = (g.oh + extra, g.ow + extra)
    let expected = indices(of: [g.batch, oh, ow, g.c]).map { i in
      let (inside, padded) = taps(g, i[0], i[1], i[2])
      let sum = inside.reduce(0) { $0 + Double(x[$1 + i[3]]) }
      return clamp(sum / Double(countIncludePad ? padded : inside.count), -0.9, 0.9)
    }
    var y = [Float](repeating: 9, count: g.batch * oh * ow * g.c)
    edgec_f32_average_pool2d(
      x, &y, Int32(g.batch), Int32(g.ih), Int32(g.iw), Int32(g.c), Int32(oh), Int32(ow), Int32(g.kh),
      Int32(g.kw), Int32(g.stride.0), Int32(g.stride.1), Int32(g.dilation.0), Int32(g.dilation.1),
      Int32(g.pads.0), Int32(g.pads.1), Int32(g.pads.2), Int32(g.pads.3), countIncludePad ? 1 : 0, -0.9, 0.9)
    expectClose(y, expected)
  }
}
