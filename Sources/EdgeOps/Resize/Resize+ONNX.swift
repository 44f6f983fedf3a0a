import EdgeIR
import EdgeONNX
import EdgeSupport

/// - Upsample: 1 height_scale and width_scale; 7 scales as attribute; 9 scales as input
/// - Resize: 10; 11 coordinates, cubic, sizes, regions of interest; 13 optional inputs; 18 axes, antialias,
///   keep_aspect_ratio_policy; 19 half_pixel_symmetric
///
/// Before opset 11 coordinates are asymmetric. The nearest element is then the one before when an axis grows, the one
/// behind when it shrinks: what that opset's cases show.
extension Resize: ONNXImporting {
  public static let importers = [
    ONNXImporter("Upsample", since: 1) { context in
      guard let height = try context.float("height_scale"), let width = try context.float("width_scale")
      else {
        throw context.invalid("height_scale", "height_scale and width_scale are required")
      }
      return [try importScaled(context, [1, 1, height, width], linear: "bilinear")]
    },
    ONNXImporter("Upsample", since: 7) { context in
      guard let scales = try context.floats("scales") else { throw context.invalid("scales", "is required") }
      return [try importScaled(context, scales, linear: "linear")]
    },
    ONNXImporter("Upsample", since: 9, build: importScaledByInput),
    ONNXImporter("Resize", since: 10, build: importScaledByInput),
    ONNXImporter("Resize", since: 11, build: importResize),
  ]

  @Sendable private static func importScaledByInput(_ context: ImportContext) throws -> [ValueID] {
    guard let scales = try context.floatsInput(1, "scales") else {
      throw ImportError(.invalidInputs, "required input 1 is missing")
    }
    return [try importScaled(context, scales.map { Float($0) }, linear: "linear")]
  }

  private static func importScaled(
    _ context: ImportContext, _ scales: [Float], linear: String
  ) throws -> ValueID {
    let x = try context.input(0)
    let isLinear = try context.choice("mode", of: ["nearest", linear], default: "nearest") != "nearest"
    let sampling = Sampling(
      axes: Array(context.type(x).shape.indices), scales: scales.map { Double($0) }, coordinates: .asymmetric)
    return try sampling.resize(context, x, isLinear ? .linear : .nearest) { $0 < 1 ? .up : .down }
  }

  @Sendable private static func importResize(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let roi = try context.floatsInput(1, "roi") ?? []
    let scales = try context.floatsInput(2, "scales") ?? []
    let sizes = try context.optionalIntegersInput(3, "sizes") ?? []
    guard scales.isEmpty != sizes.isEmpty else {
      throw ImportError(.invalidInputs, "expected either scales or sizes")
    }
    let rank = context.type(x).rank
    let axes = try context.normalizeAxes(context.ints("axes") ?? Array(0..<rank), rank: rank)
    var sampling = Sampling(axes: axes, scales: scales, coordinates: try coordinates(context))
    if case .cropAndResize = sampling.coordinates {
      guard roi.count == 2 * axes.count else {
        throw ImportError(.invalidInputs, "roi: expected \(2 * axes.count) numbers, got \(roi.count)")
      }
      sampling.regions = axes.indices.map { (roi[$0], roi[$0 + axes.count]) }
    }
    sampling.sizes = sizes
    sampling.policy = try context.choice(
      "keep_aspect_ratio_policy", of: ["stretch", "not_larger", "not_smaller"], default: "stretch")
    let rounding = try rounding(context)
    return [
      try sampling.resize(
        context, x, method(context), antialias: context.flag("antialias"),
        excludesOutside: context.flag("exclude_outside"),
        extrapolation: context.float("extrapolation_value", default: 0)
      ) { _ in rounding }
    ]
  }

  private static func method(_ context: ImportContext) throws -> Method {
    switch try context.choice("mode", of: ["nearest", "linear", "cubic"], default: "nearest") {
    case "linear": .linear
    case "cubic": .cubic(try context.float("cubic_coeff_a", default: -0.75))
    default: .nearest
    }
  }

  private static func rounding(_ context: ImportContext) throws -> Rounding {
    let choices = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"]
    switch try context.choice("nearest_mode", of: choices, default: choices[0]) {
    case "round_prefer_ceil": return .halfUp
    case "floor": return .down
    case "ceil": return .up
    default: return .halfDown
    }
  }

  private static func coordinates(_ context: ImportContext) throws -> Coordinates {
    let modes: [(String, Coordinates)] = [
      ("half_pixel", .halfPixel), ("half_pixel_symmetric", .halfPixelSymmetric),
      ("pytorch_half_pixel", .pytorchHalfPixel), ("tf_half_pixel_for_nn", .tfHalfPixelForNN),
      ("align_corners", .alignCorners), ("asymmetric", .asymmetric),
      ("tf_crop_and_resize", .cropAndResize(start: 0, end: 1)),
    ]
    let name = try context.choice(
      "coordinate_transformation_mode", of: modes.map(\.0), default: "half_pixel")
    return modes.first { $0.0 == name }?.1 ?? .halfPixel
  }
}

/// What ONNX says of the axes of a Resize, before it is said for each axis.
private struct Sampling {
  var axes: [Int]
  /// One for each axis, or none and sizes instead.
  var scales: [Double]
  var sizes: [Int] = []
  var coordinates: Resize.Coordinates
  var regions: [(start: Double, end: Double)] = []
  var policy = "stretch"

  init(axes: [Int], scales: [Double], coordinates: Resize.Coordinates) {
    self.axes = axes
    self.scales = scales
    self.coordinates = coordinates
  }

  /// The resized x, or x itself when nothing changes.
  ///
  /// - Parameter rounding: the way to the nearest element, from the axis' scale.
  func resize(
    _ context: ImportContext, _ x: ValueID, _ method: Resize.Method, antialias: Bool = false,
    excludesOutside: Bool = false, extrapolation: Float = 0, rounding: (Double) -> Resize.Rounding
  ) throws -> ValueID {
    let shape = context.type(x).shape
    let lengths = try lengths(shape)
    var resized: [Resize.Axis] = []
    for (i, axis) in axes.enumerated() {
      let (size, length) = lengths[i]
      if size == shape[axis], Double(size) == length, isWhole(i) { continue }
      var place = coordinates
      if case .cropAndResize = place { place = .cropAndResize(start: regions[i].start, end: regions[i].end) }
      resized.append(
        Resize.Axis(
          axis: axis, size: size, length: length, coordinates: place,
          rounding: rounding(length / Double(max(shape[axis], 1)))))
    }
    if resized.isEmpty { return x }
    resized.sort { $0.axis < $1.axis }
    let op = Resize(
      method, axes: resized, antialias: antialias, excludesOutside: excludesOutside,
      extrapolation: extrapolation)
    return try context.add(op, [x])
  }

  /// True when an axis that keeps its size also keeps its elements.
  private func isWhole(_ i: Int) -> Bool {
    switch coordinates {
    case .halfPixel, .halfPixelSymmetric, .pytorchHalfPixel, .alignCorners, .asymmetric: true
    case .tfHalfPixelForNN: false
    case .cropAndResize: regions[i] == (0, 1)
    }
  }

  /// For each axis its size and, before rounding, its length.
  private func lengths(_ shape: [Int]) throws -> [(size: Int, length: Double)] {
    guard (sizes.isEmpty ? scales.count : sizes.count) == axes.count else {
      throw ImportError(
        .invalidInputs, "expected a scale or a size for each of \(axes.count) axes, got \(scales), \(sizes)")
    }
    func rounded(_ length: Double, up: Bool) throws -> (Int, Double) {
      let size = (up ? length + 0.5 : length).rounded(.down)
      guard length >= 0, size < Double(1 << 31) else {
        throw ImportError(.sizeLimitExceeded, "expected sizes below 2^31, got \(length)")
      }
      return (Int(size), max(length, .leastNormalMagnitude))
    }
    if sizes.isEmpty {
      return try axes.indices.map { i in
        let part = regions.isEmpty ? 1 : regions[i].end - regions[i].start
        return try rounded(Double(shape[axes[i]]) * part * scales[i], up: false)
      }
    }
    if policy == "stretch" { return try sizes.map { try rounded(Double($0), up: false) } }
    let ratios = axes.indices.map { Double(sizes[$0]) / Double(shape[axes[$0]]) }
    let ratio = (policy == "not_larger" ? ratios.min() : ratios.max()) ?? 1
    return try axes.map { try rounded(ratio * Double(shape[$0]), up: true) }
  }
}

extension ImportContext {
  /// The numbers of an optional input of floats that must be known; nil when it is absent.
  func floatsInput(_ index: Int, _ role: String) throws -> [Double]? {
    optionalInput(index) == nil ? nil : try constantInput(index, role).doubles()
  }
}
