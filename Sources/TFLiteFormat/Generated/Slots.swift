// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// Slot numbers of the tables that are represented by hand.
enum Slots {
  enum Model {
    static let version: UInt16 = 0
    static let operatorCodes: UInt16 = 1
    static let subgraphs: UInt16 = 2
    static let description: UInt16 = 3
    static let buffers: UInt16 = 4
    static let metadataBuffer: UInt16 = 5
    static let metadata: UInt16 = 6
    static let signatureDefs: UInt16 = 7
    static let externalBufferGroups: UInt16 = 8
    static let externalBuffers: UInt16 = 9
  }

  enum OperatorCode {
    static let deprecatedBuiltinCode: UInt16 = 0
    static let customCode: UInt16 = 1
    static let version: UInt16 = 2
    static let builtinCode: UInt16 = 3
  }

  enum SubGraph {
    static let tensors: UInt16 = 0
    static let inputs: UInt16 = 1
    static let outputs: UInt16 = 2
    static let operators: UInt16 = 3
    static let name: UInt16 = 4
    static let debugMetadataIndex: UInt16 = 5
  }

  enum Tensor {
    static let shape: UInt16 = 0
    static let type: UInt16 = 1
    static let buffer: UInt16 = 2
    static let name: UInt16 = 3
    static let quantization: UInt16 = 4
    static let isVariable: UInt16 = 5
    static let sparsity: UInt16 = 6
    static let shapeSignature: UInt16 = 7
    static let hasRank: UInt16 = 8
    static let variantTensors: UInt16 = 9
    static let externalBuffer: UInt16 = 10
  }

  enum Operator {
    static let opcodeIndex: UInt16 = 0
    static let inputs: UInt16 = 1
    static let outputs: UInt16 = 2
    static let builtinOptions: UInt16 = 4
    static let customOptions: UInt16 = 5
    static let customOptionsFormat: UInt16 = 6
    static let mutatingVariableInputs: UInt16 = 7
    static let intermediates: UInt16 = 8
    static let largeCustomOptionsOffset: UInt16 = 9
    static let largeCustomOptionsSize: UInt16 = 10
    static let builtinOptions2: UInt16 = 12
    static let debugMetadataIndex: UInt16 = 13
  }

  enum Buffer {
    static let data: UInt16 = 0
    static let offset: UInt16 = 1
    static let size: UInt16 = 2
  }

  enum Metadata {
    static let name: UInt16 = 0
    static let buffer: UInt16 = 1
  }

  enum SignatureDef {
    static let inputs: UInt16 = 0
    static let outputs: UInt16 = 1
    static let signatureKey: UInt16 = 2
    static let subgraphIndex: UInt16 = 4
  }

  enum TensorMap {
    static let name: UInt16 = 0
    static let tensorIndex: UInt16 = 1
  }

  enum ExternalBufferGroup {
    static let name: UInt16 = 0
  }

  enum ExternalBuffer {
    static let id: UInt16 = 0
    static let group: UInt16 = 1
    static let offset: UInt16 = 2
    static let length: UInt16 = 3
    static let packing: UInt16 = 4
  }
}
