import EdgeIR
import Testing

@Suite struct TensorTests {
  @Test func buildStartsAtZero() {
    let tensor = Tensor.build([2, 2], of: Int32.self) { $0[3] = 7 }
    #expect(tensor.type == TensorType(.int32, [2, 2]))
    #expect(tensor.elements(as: Int32.self) == [0, 0, 0, 7])
  }

  @Test func emptyTensorsHaveNoElements() {
    let tensor = Tensor([0, 3], [Float]())
    #expect(tensor.elementCount == 0)
    #expect(tensor.doubles().isEmpty)
    #expect(tensor.isIdentical(to: Tensor([0, 3], [Float]())))
  }

  @Test func reshapingSharesTheStorage() {
    let tensor = Tensor([2, 3], [Float](repeating: 1, count: 6))
    #expect(tensor.reshaped([6]).storage === tensor.storage)
    #expect(!tensor.reshaped([6]).isIdentical(to: tensor))
  }

  @Test func identityIsOfBits() {
    let zero = Tensor(scalar: Float(0))
    #expect(!zero.isIdentical(to: Tensor(scalar: -Float(0))))
    #expect(Tensor(scalar: Float.nan).isIdentical(to: Tensor(scalar: Float.nan)))
    #expect(!zero.isIdentical(to: Tensor(scalar: Int32(0))))
  }

  @Test func numbersAsIntegers() {
    #expect(Tensor([2], [Int8(-3), 4]).integers() == [-3, 4])
    #expect(Tensor([2], [true, false]).integers() == [1, 0])
    #expect(Tensor(scalar: UInt64.max).integers() == nil)
    #expect(Tensor(scalar: Float(1)).integers() == nil)
  }

  @Test func numbersAsDoubles() {
    #expect(Tensor([2], [Float16(0.5), -2]).doubles() == [0.5, -2])
    #expect(Tensor([2], [true, false]).doubles() == [1, 0])
    #expect(Tensor(scalar: Int64.min).doubles() == [-0x1p63])
  }
}
