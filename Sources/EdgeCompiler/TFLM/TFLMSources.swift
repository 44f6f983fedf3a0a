import CSource
import EdgeSupport
import TFLiteFormat

/// A file that is written beside a TFLite model.
public struct TFLMSource: Hashable, Sendable {
  public let name: String
  public let bytes: [UInt8]
}

/// What an application with TensorFlow Lite for Microcontrollers compiles in: the model as an array and the operators
/// that it uses.
///
/// `NAME_model.h` declares the array and the arena's size, `NAME_model.cc` defines it, `NAME_op_resolver.h` registers
/// the operators, no others.
struct TFLMSources {
  /// Prefix of every name in the code.
  private let name: String
  private let artifact: TFLiteArtifact
  private let memory: TFLMMemory

  init(stem: String, _ artifact: TFLiteArtifact, _ memory: TFLMMemory) {
    var identifiers = CIdentifiers()
    name = identifiers.cIdentifier(from: stem).lowercased()
    self.artifact = artifact
    self.memory = memory
  }

  var files: [TFLMSource] {
    [
      TFLMSource(name: "\(name)_model.h", bytes: Array(header.utf8)),
      TFLMSource(name: "\(name)_model.cc", bytes: definition),
      TFLMSource(name: "\(name)_op_resolver.h", bytes: Array(resolver.utf8)),
    ]
  }

  private var macro: String { name.uppercased() }

  private var origin: String { "/* edgec \(EdgecVersion.text) sha256:\(artifact.modelDigest) */" }

  private var header: String {
    """
    \(origin)
    #ifndef \(macro)_MODEL_H
    #define \(macro)_MODEL_H

    #include <stdint.h>

    #define \(macro)_MODEL_BYTES \(artifact.bytes.count)u
    /* Tensors and scratch memory as planned, exactly: the head of TFLM's arena. */
    #define \(macro)_ARENA_PLAN_BYTES \(memory.planBytes)u
    /* Enough for the whole arena, TFLM's records included; interpreter.arena_used_bytes() says what this build used. */
    #define \(macro)_ARENA_BYTES \(memory.arenaBytes)u
    #define \(macro)_ARENA_ALIGN \(TFLMMemory.alignment)

    #ifdef __cplusplus
    extern "C" {
    #endif

    /* The TFLite model, \(Self.modelAlignment)-byte aligned; for tflite::GetModel. */
    extern const uint8_t \(name)_model[\(macro)_MODEL_BYTES];

    #ifdef __cplusplus
    }
    #endif

    #endif

    """
  }

  private static let modelAlignment = 16

  private var definition: [UInt8] {
    let start = """
      \(origin)
      #include "\(name)_model.h"

      /* Define it to place the model, e.g. __attribute__((section(".model"))). */
      #ifndef \(macro)_MODEL_SECTION
      #define \(macro)_MODEL_SECTION
      #endif

      alignas(\(Self.modelAlignment)) \(macro)_MODEL_SECTION const uint8_t \(name)_model[\(macro)_MODEL_BYTES] = {

      """
    var text = Array(start.utf8)
    text.reserveCapacity(text.count + 4 * artifact.bytes.count + artifact.bytes.count / 16 + 8)
    let literals = (0...255).map { Array("\($0),".utf8) }
    for (position, byte) in artifact.bytes.enumerated() {
      if position % 32 == 0 { text += Array(position == 0 ? "  ".utf8 : "\n  ".utf8) }
      text += literals[Int(byte)]
    }
    text += Array("\n};\n".utf8)
    return text
  }

  private var resolver: String {
    let methods = Set(artifact.model.subgraphs.flatMap(\.operators).map(\.code)).map(\.resolverMethod)
      .sorted()
    let type = "tflite::MicroMutableOpResolver<\(max(1, methods.count))>"
    let calls = methods.map { "  if (resolver.\($0)() != kTfLiteOk) return kTfLiteError;" }
    return """
      \(origin)
      #ifndef \(macro)_OP_RESOLVER_H
      #define \(macro)_OP_RESOLVER_H

      #include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

      /* Holds exactly the operators that the model uses. */
      using \(name)_op_resolver = \(type);

      inline TfLiteStatus \(name)_register_ops(\(name)_op_resolver& resolver) {
      \(calls.joined(separator: "\n"))
        return kTfLiteOk;
      }

      #endif

      """
  }
}

extension BuiltinOperator {
  /// The method of `MicroMutableOpResolver` that registers the operator.
  fileprivate var resolverMethod: String {
    let irregular: [BuiltinOperator: String] = [
      .batchMatMul: "AddBatchMatMul", .cumsum: "AddCumSum", .padV2: "AddPadV2",
      .unidirectionalSequenceLSTM: "AddUnidirectionalSequenceLSTM",
    ]
    if let name = irregular[self] { return name }
    let words = schemaName.split(separator: "_").map { word in
      word == "2D" ? "2D" : word.prefix(1) + word.dropFirst().lowercased()
    }
    return "Add\(words.joined())"
  }
}
