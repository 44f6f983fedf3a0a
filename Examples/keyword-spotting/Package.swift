// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "keyword-spotting",
  platforms: [.macOS(.v15)],
  products: [.library(name: "KeywordSpotting", targets: ["KeywordSpotting"])],
  dependencies: [
    // Elsewhere: .package(url: "…", from: "…").
    .package(name: "edgec", path: "../..")
  ],
  targets: [
    .target(
      name: "KeywordSpotting", dependencies: [.product(name: "EdgeModel", package: "edgec")],
      plugins: [.plugin(name: "EdgeModelPlugin", package: "edgec")]),
    .testTarget(name: "KeywordSpottingTests", dependencies: ["KeywordSpotting"]),
  ]
)
