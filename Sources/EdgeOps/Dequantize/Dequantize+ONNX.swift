import EdgeIR
import EdgeONNX

/// ONNX DequantizeLinear: 10 one scale; 13 axis; 19 other element types; 21 block_size; 23 output_dtype; 25
/// element types. Weights of less than 8 bits are i8 or u8 here.
extension Dequantize: ONNXImporting {
  public static let importers = [
    ONNXImporter("DequantizeLinear", since: 10, readsNarrowIntegers: true) { context in
      let x = try context.input(0)
      let scale = try context.input(1)
      let zeroPoint = context.optionalInput(2).map { [$0] } ?? []
      let layout = try context.scaleLayout(x, scale: scale)
      let y = try context.add(Dequantize(layout: layout), [x, scale] + zeroPoint)
      guard let element = try context.elementAttribute("output_dtype"), element != context.type(y).element
      else { return [y] }
      return [try context.add(Cast(to: element), [y])]
    }
  ]
}
