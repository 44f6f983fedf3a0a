// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "digit-recogniser",
  platforms: [.macOS(.v15)],
  dependencies: [
    // Elsewhere: .package(url: "…", from: "…").
    .package(name: "edgec", path: "../..")
  ],
  targets: [
    .target(
      name: "DigitRecognition", dependencies: [.product(name: "EdgeModel", package: "edgec")],
      plugins: [.plugin(name: "EdgeModelPlugin", package: "edgec")]),
    .executableTarget(name: "digit-recogniser", dependencies: ["DigitRecognition"]),
    .testTarget(name: "DigitRecognitionTests", dependencies: ["DigitRecognition"]),
  ]
)
