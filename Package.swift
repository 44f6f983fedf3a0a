// swift-tools-version: 6.2
import PackageDescription

/// Dependencies are spelled out and nothing that the compiler doubts lands.
let base: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Applied to every Swift target but EdgeOps, whose purpose is to conform to its imports' protocols.
let strict = base + [.enableUpcomingFeature("InternalImportsByDefault")]

/// Reference kernels run in tests and in debug builds too, where unoptimised Swift is 15 to 280 times slower.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// What plugins run. Where EDGEC names a program that is there already, none is built for them.
let tools: [Target.Dependency] = Context.environment["EDGEC"] == nil ? ["edgec"] : []

let package = Package(
  name: "edgec",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "edgec", targets: ["edgec"]),
    // With the modules whose types appear in its interface.
    .library(
      name: "EdgeCompiler",
      targets: [
        "EdgeCompiler", "EdgeSupport", "EdgeIR", "EdgeC", "EdgeData", "EdgeONNX", "EdgePasses",
        "EdgeQuantization",
        "EdgeTFLite",
      ]),
    // What the code of compiled models needs at run time.
    .library(name: "EdgeModel", targets: ["EdgeModel", "CEdgeKernels"]),
    .plugin(name: "EdgeModelPlugin", targets: ["EdgeModelPlugin"]),
    .plugin(name: "EdgeModelCommand", targets: ["EdgeModelEmitC", "EdgeModelVerify"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Layer 0: no knowledge of graphs.
    .target(name: "EdgeSupport", swiftSettings: strict),
    .systemLibrary(
      name: "CProtobuf", pkgConfig: "protobuf",
      providers: [.apt(["libprotobuf-dev"]), .brew(["protobuf"])]),
    .systemLibrary(name: "COnnx", providers: [.apt(["libonnx-dev"]), .brew(["onnx"])]),
    .systemLibrary(
      name: "CFlatBuffers", pkgConfig: "flatbuffers",
      providers: [.apt(["libflatbuffers-dev"]), .brew(["flatbuffers"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CPng", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CJpeg", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"]), .brew(["jpeg-turbo"])]),
    .target(
      name: "ImageBridge", dependencies: ["CPng", "CJpeg"],
      linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg")]),
    .target(
      name: "ONNXBridge", dependencies: ["CProtobuf", "COnnx"],
      cxxSettings: [.define("ONNX_NAMESPACE", to: "onnx"), .define("ONNX_ML", to: "1")],
      linkerSettings: [.linkedLibrary("onnx_proto")]),
    .target(name: "FlatBuffersBridge", dependencies: ["CFlatBuffers"]),
    .target(name: "ONNXFormat", dependencies: ["EdgeSupport", "ONNXBridge"], swiftSettings: strict),
    .target(
      name: "TFLiteFormat", dependencies: ["EdgeSupport", "FlatBuffersBridge"], exclude: ["Schema"],
      swiftSettings: strict),
    .target(name: "CSource", dependencies: ["EdgeSupport"], swiftSettings: strict),
    .target(name: "CEdgeKernels"),
    .target(name: "EdgeModel", swiftSettings: strict),

    // Layer 1: the graph and what an operator is.
    .target(name: "EdgeIR", dependencies: ["EdgeSupport"], swiftSettings: strict + optimized),

    // Layer 2: hosts, each a protocol and a driver that never names an operator.
    .target(name: "EdgeInterpreter", dependencies: ["EdgeIR", "EdgeSupport"], swiftSettings: strict),
    .target(
      name: "EdgeONNX", dependencies: ["EdgeIR", "EdgeSupport", "ONNXFormat"],
      exclude: ["Schema/generate.py"],
      swiftSettings: strict),
    .target(
      name: "EdgeData",
      dependencies: ["EdgeIR", "EdgeSupport", "EdgeONNX", "ONNXFormat", "CZlib", "ImageBridge"],
      swiftSettings: strict),
    .target(
      name: "EdgeTFLite", dependencies: ["EdgeIR", "EdgeSupport", "TFLiteFormat"], swiftSettings: strict),
    .target(
      name: "EdgeC", dependencies: ["EdgeIR", "EdgeSupport", "CSource", "CEdgeKernels"],
      resources: [.embedInCode("Boards/startup.c"), .embedInCode("Boards/sections.ld")],
      swiftSettings: strict + optimized),

    // Layer 3: every operator, every aspect.
    .target(
      name: "EdgeOps",
      dependencies: [
        "EdgeIR", "EdgeSupport", "EdgeInterpreter", "EdgeONNX", "EdgeTFLite", "EdgeC", "ONNXFormat",
        "TFLiteFormat", "CSource",
      ],
      swiftSettings: base + optimized),

    // Layer 4: graph to graph.
    .target(
      name: "EdgePasses", dependencies: ["EdgeIR", "EdgeSupport", "EdgeInterpreter", "EdgeOps"],
      swiftSettings: strict),

    .target(
      name: "EdgeQuantization", dependencies: ["EdgeIR", "EdgeSupport", "EdgeInterpreter", "EdgeOps"],
      swiftSettings: strict + optimized),

    // Layer 5: options in, artefacts and diagnostics out.
    .target(
      name: "EdgeCompiler",
      dependencies: [
        "EdgeSupport", "EdgeIR", "EdgeInterpreter", "EdgeONNX", "EdgeTFLite", "EdgeC", "EdgeOps",
        "EdgePasses", "EdgeQuantization", "EdgeData", "ONNXFormat", "TFLiteFormat", "CSource",
      ],
      swiftSettings: strict),

    // Layer 6: the command line.
    .target(
      name: "EdgeCommands",
      dependencies: [
        "EdgeSupport", "EdgeIR", "EdgeC", "EdgeData", "EdgeONNX", "EdgePasses", "EdgeQuantization",
        "EdgeTFLite", "TFLiteFormat", "EdgeCompiler",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(name: "edgec", dependencies: ["EdgeCommands"], swiftSettings: strict),

    // For packages that use models: compiled in a build, and commands for checked-in C.
    .plugin(name: "EdgeModelPlugin", capability: .buildTool(), dependencies: tools),
    .plugin(
      name: "EdgeModelEmitC",
      capability: .command(
        intent: .custom(verb: "edgec-emit-c", description: "Compiles a model to C in the package's folder"),
        permissions: [.writeToPackageDirectory(reason: "to write the generated C")]),
      dependencies: tools),
    .plugin(
      name: "EdgeModelVerify",
      capability: .command(
        intent: .custom(verb: "edgec-verify", description: "Compares models with what is made of them")),
      dependencies: tools),

    // Documents that are generated from the code; for developers, not a product.
    .target(
      name: "EdgeDocs",
      dependencies: ["EdgeSupport", "EdgeIR", "EdgeONNX", "EdgeTFLite", "EdgeC", "EdgeOps", "TFLiteFormat"],
      swiftSettings: strict),
    .executableTarget(
      name: "edgec-generate", dependencies: ["EdgeDocs", "EdgeSupport"], swiftSettings: strict),

    // Tests, one target for each target above; EdgeTestSupport holds what they share.
    .target(
      name: "EdgeTestSupport",
      dependencies: [
        "EdgeSupport", "EdgeIR", "EdgeC", "EdgeInterpreter", "EdgeOps", "EdgePasses", "EdgeTFLite",
        "TFLiteFormat",
      ],
      path: "Tests/EdgeTestSupport", exclude: ["CortexM"], swiftSettings: strict),
    .testTarget(
      name: "EdgeTestSupportTests", dependencies: ["EdgeTestSupport", "EdgeC", "EdgeIR"],
      swiftSettings: strict),
    .testTarget(
      name: "EdgeOpsTests",
      dependencies: [
        "EdgeOps", "EdgeC", "EdgeIR", "EdgeInterpreter", "EdgeONNX", "EdgeSupport", "EdgeTestSupport",
        "ONNXFormat",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EdgeTFLiteTests",
      dependencies: [
        "EdgeTFLite", "EdgeIR", "EdgeInterpreter", "EdgeOps", "EdgeSupport", "EdgeTestSupport",
        "TFLiteFormat",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EdgePassesTests",
      dependencies: ["EdgePasses", "EdgeIR", "EdgeInterpreter", "EdgeOps", "EdgeSupport", "EdgeTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "EdgeTestSupport", "EdgeSupport", "EdgeC", "EdgeCompiler", "EdgeData", "EdgeIR", "EdgeInterpreter",
        "EdgeONNX", "EdgeOps", "EdgeTFLite", "ONNXFormat", "ONNXTestSupport", "TFLiteFormat",
      ],
      exclude: ["Skips", "results.tsv"], swiftSettings: strict),
    .testTarget(name: "CSourceTests", dependencies: ["CSource", "EdgeTestSupport"], swiftSettings: strict),
    .testTarget(name: "EdgeModelTests", dependencies: ["EdgeModel"], swiftSettings: strict),
    .testTarget(
      name: "CEdgeKernelsTests", dependencies: ["CEdgeKernels", "EdgeC", "EdgeOps", "EdgeTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TFLiteFormatTests", dependencies: ["TFLiteFormat", "FlatBuffersBridge", "EdgeSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RobustnessTests",
      dependencies: [
        "EdgeCommands", "EdgeCompiler", "EdgeONNX", "EdgeOps", "EdgeSupport", "EdgeTestSupport", "ONNXFormat",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EdgeCompilerTests",
      dependencies: [
        "EdgeCompiler", "EdgeC", "EdgeData", "EdgeIR", "EdgeInterpreter", "EdgeONNX", "EdgeOps", "EdgePasses",
        "EdgeQuantization", "EdgeSupport", "EdgeTestSupport", "ONNXFormat",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EdgeCommandsTests",
      dependencies: [
        "EdgeCommands", "EdgeCompiler", "EdgeData", "EdgeIR", "EdgeOps", "EdgeSupport", "EdgeTestSupport",
        "ONNXFormat", "TFLiteFormat",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RepositoryTests",
      dependencies: ["EdgeDocs", "EdgeIR", "EdgeONNX", "EdgeOps", "EdgeSupport", "EdgeTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EdgeIRTests", dependencies: ["EdgeIR", "EdgeSupport", "EdgeTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "EdgeInterpreterTests",
      dependencies: ["EdgeIR", "EdgeInterpreter", "EdgeSupport", "EdgeTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "EdgeQuantizationTests",
      dependencies: ["EdgeQuantization", "EdgeIR", "EdgeOps", "EdgeSupport", "EdgeTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EdgeONNXTests", dependencies: ["EdgeIR", "EdgeONNX", "EdgeOps", "EdgeSupport", "ONNXFormat"],
      swiftSettings: strict),
    .testTarget(name: "EdgeSupportTests", dependencies: ["EdgeSupport"], swiftSettings: strict),
    .target(
      name: "ONNXOracleBridge", dependencies: ["CProtobuf", "COnnx"], path: "Tests/ONNXOracleBridge",
      cxxSettings: [.define("ONNX_NAMESPACE", to: "onnx"), .define("ONNX_ML", to: "1")],
      linkerSettings: [.linkedLibrary("onnx"), .linkedLibrary("onnx_proto")]),
    .target(
      name: "ONNXTestSupport", dependencies: ["ONNXFormat", "ONNXOracleBridge"],
      path: "Tests/ONNXTestSupport", swiftSettings: strict),
    .testTarget(
      name: "ONNXFormatTests", dependencies: ["ONNXFormat", "ONNXTestSupport", "EdgeSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EdgeDataTests", dependencies: ["EdgeData", "EdgeIR", "EdgeSupport"], swiftSettings: strict),
    .testTarget(
      name: "EdgeCTests",
      dependencies: ["EdgeC", "EdgeIR", "EdgeInterpreter", "EdgeOps", "EdgeSupport", "EdgeTestSupport"],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
