#!/bin/bash
# Checks what docs/SWIFTPM.md promises, on a fresh package that depends on this one by its path:
#
#   a model is compiled by `swift build`, and the package's test passes;
#   touching one model recompiles this one only;
#   a broken model, and a broken option, fail the build with a message on the file;
#   C is generated where the package asks for it;
#   the commands for checked-in C run;
#   with EDGEC nothing but the models' code and kernels is compiled.
#
# Usage: check-plugin.sh SCRATCH [debug|release]; SCRATCH is shared with the examples, which have compiled edgec there.
set -euo pipefail
examples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mkdir -p "$1" && cd "$1" && pwd)
configuration=${2:-debug}
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT
log=$package/log

# Always with tests: builds with and without differ in more than the tests, and replace each other.
build() { swift build --build-tests --package-path "$package" --scratch-path "$scratch" -c "$configuration" "$@" >"$log" 2>&1; }
fail() { echo "check-plugin: $1"; cat "$log"; exit 1; }
says() { grep -qF -- "$1" "$log" || fail "expected \"$1\" in the output"; }
silent() { ! grep -qF -- "$1" "$log" || fail "did not expect \"$1\" in the output"; }

sources=$package/Sources/App
mkdir -p "$sources" "$package/Tests/AppTests"
cp "$examples/keyword-spotting/Sources/KeywordSpotting/kws".* "$sources"
cp "$examples/digit-recogniser/Sources/DigitRecognition/DigitClassifier.onnx" "$sources"
cat >"$package/Package.swift" <<EOF
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "app",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "edgec", path: "$examples/..")],
  targets: [
    .target(
      name: "App", dependencies: [.product(name: "EdgeModel", package: "edgec")],
      swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("InternalImportsByDefault")],
      plugins: [.plugin(name: "EdgeModelPlugin", package: "edgec")]),
    .testTarget(name: "AppTests", dependencies: ["App"]),
  ]
)
EOF
cat >"$sources/App.swift" <<'EOF'
public func digitScores() throws -> [Float] { try DigitClassifier().predict([Float](repeating: 0, count: 64)) }
public func keywordProbabilities() throws -> [Float] {
  try KWS().predict([Float](repeating: -2, count: KWS.spectrumShape.reduce(1, *)))
}
EOF
cat >"$package/Tests/AppTests/AppTests.swift" <<'EOF'
import App
import Testing

@Test func modelsPredict() throws {
  #expect(try digitScores().count == 10)
  #expect(abs(try keywordProbabilities().reduce(0, +) - 1) < 0.05)
}
EOF

build || fail "the package does not build"
says "Compiling model DigitClassifier.onnx"
says "Compiling model kws.onnx"
silent "warning:"
# SwiftPM links the tools of plugins anew in the second build.
build || fail "it does not build again"
build || fail "it does not build a third time"
silent "Compiling model"
silent "Compiling App"

touch "$sources/kws.onnx"
build || fail "it does not build with a touched model"
says "Compiling model kws.onnx"
silent "Compiling model DigitClassifier.onnx"

touch "$sources/kws.calibration.npz"
build || fail "it does not build with touched calibration data"
says "Compiling model kws.onnx"

echo '{"quantize": "int8",
  "colour": 1}' >"$sources/kws.edgec.json"
! build || fail "it builds with an unknown option"
says "$sources/kws.edgec.json:2:3: error: E803: unknown key 'colour'"
echo '{"name": "KWS"}' >"$sources/kws.edgec.json"

head -c 5000 "$examples/digit-recogniser/Sources/DigitRecognition/DigitClassifier.onnx" >"$sources/DigitClassifier.onnx"
! build || fail "it builds with a broken model"
says "$sources/DigitClassifier.onnx:1:1: error: E10"
cp "$examples/digit-recogniser/Sources/DigitRecognition/DigitClassifier.onnx" "$sources"
build || fail "it does not build with the model repaired"

swift test --package-path "$package" --scratch-path "$scratch" -c "$configuration" --skip-build --disable-xctest >"$log" 2>&1 \
  || fail "its test fails"
says "with 1 test"

swift package --package-path "$package" --scratch-path "$scratch" --allow-writing-to-package-directory \
  edgec-emit-c Sources/App/kws.onnx -o Checked/kws >"$log" 2>&1 || fail "edgec-emit-c fails"
test -f "$package/Checked/kws/KWS.h" || fail "edgec-emit-c wrote nothing"
swift package --package-path "$package" --scratch-path "$scratch" edgec-verify >"$log" 2>&1 || fail "edgec-verify fails"
says "equal within the tolerance"

EDGEC=$scratch/$configuration/edgec-tool swift build --package-path "$package" --scratch-path "$package/.build" -c "$configuration" \
  >"$log" 2>&1 || fail "it does not build with a program that is there"
says "Compiling model kws.onnx"
silent "EdgeOps"

# C, in a target of C, for packages that opt in.
rm -rf "$package/Sources" "$package/Tests" "$package/Checked"
c=$package/Sources/KWSModel
mkdir -p "$c/include" "$package/Sources/App"
cp "$examples/keyword-spotting/Sources/KeywordSpotting/kws".{onnx,calibration.npz} "$c"
echo '{"quantize": "int8", "calibration": "kws.calibration.npz"}' >"$c/kws.edgec.json"
echo '/* The model is generated. */' >"$c/empty.c"
echo '#include "kws.h"' >"$c/include/KWSModel.h"
cat >"$package/Package.swift" <<EOF
// swift-tools-version: 6.3;(experimentalCGen)
import PackageDescription

let package = Package(
  name: "app",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "edgec", path: "$examples/..")],
  targets: [
    .target(name: "KWSModel", plugins: [.plugin(name: "EdgeModelPlugin", package: "edgec")]),
    .executableTarget(name: "CApp", dependencies: ["KWSModel"], path: "Sources/App"),
  ]
)
EOF
cat >"$package/Sources/App/main.swift" <<'EOF'
import KWSModel

let arena = UnsafeMutableRawPointer.allocate(byteCount: Int(KWS_ARENA_BYTES), alignment: Int(KWS_ARENA_ALIGN))
kws_run(arena)
print("ran in", KWS_ARENA_BYTES, "bytes")
EOF
build || fail "the package with generated C does not build"
says "Compiling model kws.onnx"
"$scratch/$configuration/CApp" >"$log" 2>&1 || fail "the program with generated C fails"
says "ran in"

echo "check-plugin: $configuration: passed"
