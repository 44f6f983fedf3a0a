import EdgeIR
import EdgeSupport
import ONNXFormat

/// What the model file says about its values, to be held against what is computed. Only numbers are compared;
/// when the user overrides input shapes the declarations no longer apply.
struct DeclaredTypes {
  private var types: [String: (element: ElementType, shape: [ONNXDimension]?)] = [:]

  init(_ infos: [ONNXValueInfo], options: ImportOptions) {
    guard options.inputShapes.isEmpty else { return }
    for info in infos {
      guard case .tensor(let onnxElement, let shape)? = info.type,
        let element = ElementType(onnx: onnxElement)
      else { continue }
      types[info.name] = (element, shape)
    }
  }

  /// - Parameter extents: axes whose size depends on data, and is not compared.
  func check(_ name: String, _ actual: TensorType, _ extents: AxisExtents) throws {
    guard let declared = types[name] else { return }
    let fits = declared.shape.map { shape in
      shape.count == actual.rank
        && shape.indices.allSatisfy { axis in
          guard case .value(let size) = shape[axis], extents[axis] == nil else { return true }
          return size == actual.shape[axis]
        }
    }
    guard declared.element == actual.element, fits ?? true else {
      throw ImportError(
        .shapeMismatch, "the model declares '\(name)' as \(text(declared)), its operators compute \(actual)",
        hint: "remove the wrong declaration (value_info) or re-export the model")
    }
  }

  private func text(_ declared: (element: ElementType, shape: [ONNXDimension]?)) -> String {
    let dimensions = declared.shape?.map { dimension in
      switch dimension {
      case .value(let size): "\(size)"
      case .parameter(let name): name
      case .unknown: "?"
      }
    }
    return "\(declared.element.rawValue)[\(dimensions?.joined(separator: ",") ?? "?")]"
  }
}
