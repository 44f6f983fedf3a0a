# edgec: every way to build, test and check this repository. CI calls these targets and nothing else.
#
#   setup            installs the system libraries and tools (Debian/Ubuntu: apt-get; macOS: names what brew must install)
#   venv             Python with the test oracles, in .venv (only tests need it; edgec itself has no Python)
#   build            the release executable, .build/release/edgec
#   demo             builds, then converts a small CNN to TFLite and to C and proves both equal to the ONNX model
#   test             all tests; prints failures and the summary, the whole log is .build/test.log
#   test-fast        the inner loop, under three minutes: without the suites in SLOW_TESTS
#   conformance      all of ONNX's own test suites on every executor (test runs a selection); some minutes
#   examples         builds, tests and runs Examples, and checks the plugin on a fresh package; compiles edgec once more
#   lint, format     check or fix the formatting
#   generate         rewrites every checked-in file that a program generates
#   check-generated  fails when `generate` changes anything
#   fixtures         remakes Fixtures/models and Fixtures/malformed (downloads PyTorch, several GB)
#   docs             the documentation of the library EdgeCompiler as a web page in out/docs
#   bench            prints how edgec compares with its peers on this machine; MODELS="folder …" instead of Fixtures/models,
#                    JSON=file also as JSON; Benchmarks/README.md says how to read it
#   release          archives for users and for SwiftPM in out/release, with completions and the man page
#   clean            removes what the above made, except .venv

SHELL := /bin/bash -o pipefail
.DEFAULT_GOAL := build

DEBIAN_PACKAGES := build-essential pkg-config libonnx-dev libprotobuf-dev libflatbuffers-dev flatbuffers-compiler zlib1g-dev \
  libpng-dev libjpeg-dev python3 python3-venv gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm \
  gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf qemu-system-misc gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
BREW_PACKAGES := onnx protobuf flatbuffers libpng jpeg-turbo python@3.12 arm-none-eabi-gcc qemu
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# The program then runs where no Swift is installed, and starts faster. Apple's systems have the library.
RELEASE_FLAGS := $(if $(filter Darwin,$(shell uname)),,--static-swift-stdlib)
# Beside the onnx package of the test oracles, the newest: its schemas are what importers rely on, its node tests are run, too.
NEWER_ONNX := 1.23.2
NEWER_PACKAGE := .venv/onnx-$(NEWER_ONNX)
NEWER_CASES := .venv/onnx-$(NEWER_ONNX)-cases
SLOW_TESTS := ConformanceTests|RobustnessTests|EndToEndTests
SWIFT_SOURCES := Package.swift Sources Tests Plugins Examples
SWIFT_EXAMPLES := digit-recogniser keyword-spotting
# What the examples have in common, edgec above all, is compiled once.
EXAMPLES_SCRATCH := $(CURDIR)/.build/examples
EDGEC := .build/release/edgec
DEMO_MODEL := Fixtures/models/digits_cnn_dynamo
# The product and not --build-tests, which would also compile edgec as the plugins' tool.
TESTS := edgecPackageTests
# Passed tests scroll by in the log only.
SUMMARY := tee .build/test.log | awk '/^(◇|✔|━)/ { shown = 0 } /^✘|^\*\*\*/ { shown = 1 } shown || /Test run with/'

.PHONY: setup venv build demo test test-fast conformance examples lint format generate check-generated docs fixtures bench release clean

ifeq ($(shell uname),Darwin)
setup:
	@missing=$$(comm -13 <(brew list -1 | sort) <(printf '%s\n' $(BREW_PACKAGES) | sort)); \
	  test -z "$$missing" || { echo "missing; run: brew install" $$missing; exit 1; }
else
setup:
	@missing=$$(comm -13 <(dpkg-query -W -f='$${db:Status-Abbrev}$${Package}\n' $(DEBIAN_PACKAGES) 2>/dev/null | sed -n 's/^ii *//p' | sort) \
	    <(printf '%s\n' $(DEBIAN_PACKAGES) | sort)); \
	  test -z "$$missing" && exit 0; \
	  test "$$(id -u)" = 0 && root= || root=sudo; \
	  $$root apt-get update -q && $$root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $$missing
endif

venv: .venv/stamp
.venv/stamp: Tests/requirements.txt | setup
	python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

build: setup
	swift build -c release $(SWIFT_FLAGS) $(RELEASE_FLAGS) --product edgec

demo: build
	@mkdir -p out/demo
	$(EDGEC) inspect $(DEMO_MODEL)/model.onnx
	$(EDGEC) convert $(DEMO_MODEL)/model.onnx -o out/demo/digits.tflite
	$(EDGEC) emit-c $(DEMO_MODEL)/model.onnx -o out/demo/c --name digits --harness test
	$(EDGEC) verify $(DEMO_MODEL)/model.onnx --data $(DEMO_MODEL) --against out/demo/digits.tflite
	$(EDGEC) verify $(DEMO_MODEL)/model.onnx --data $(DEMO_MODEL) --against c
	@ls -l out/demo/digits.tflite out/demo/c/*.[ch]

test: setup venv
	swift build --product $(TESTS) $(SWIFT_FLAGS)
	swift test --skip-build --disable-xctest --xunit-output .build/tests.xml 2>&1 </dev/null | $(SUMMARY)

test-fast: setup venv
	swift build --product $(TESTS) $(SWIFT_FLAGS)
	swift test --skip-build --disable-xctest --skip '$(SLOW_TESTS)' 2>&1 </dev/null | $(SUMMARY)

conformance: setup venv $(NEWER_CASES)/stamp
	swift build --product $(TESTS) $(SWIFT_FLAGS)
	EDGEC_CONFORMANCE=full swift test --skip-build --disable-xctest --filter ConformanceTests 2>&1 </dev/null | $(SUMMARY)

$(NEWER_PACKAGE)/stamp: .venv/stamp
	.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --upgrade --target $(NEWER_PACKAGE) onnx==$(NEWER_ONNX)
	touch $@

$(NEWER_CASES)/stamp: $(NEWER_PACKAGE)/stamp Tests/Oracles/onnx_write_node_cases.py
	PYTHONPATH=$(NEWER_PACKAGE) .venv/bin/python -W ignore Tests/Oracles/onnx_write_node_cases.py $(NEWER_CASES)
	touch $@

examples: setup
	for example in $(SWIFT_EXAMPLES); do \
	  swift test --package-path Examples/$$example --scratch-path $(EXAMPLES_SCRATCH) --disable-xctest || exit 1; \
	done
	cd Examples/digit-recogniser && swift run --scratch-path $(EXAMPLES_SCRATCH) digit-recogniser Digits/*.txt
	$(MAKE) -C Examples/firmware run EDGEC=$(EXAMPLES_SCRATCH)/debug/edgec-tool
	Examples/check-plugin.sh $(EXAMPLES_SCRATCH)

lint:
	swift format lint --strict --parallel -r $(SWIFT_SOURCES)

format:
	swift format --in-place --parallel -r $(SWIFT_SOURCES)

generate: setup $(NEWER_PACKAGE)/stamp
	python3 Sources/TFLiteFormat/Schema/generate.py
	PYTHONPATH=$(NEWER_PACKAGE) .venv/bin/python Sources/EdgeONNX/Schema/generate.py
	swift run $(SWIFT_FLAGS) edgec-generate docs

# Work in progress is no failure: only what `generate` itself changes. Nor is a checkout that somebody else owns.
check-generated: setup
	@state() { git -c safe.directory='*' status --porcelain; git -c safe.directory='*' diff; }; \
	  before=$$(state); $(MAKE) --no-print-directory generate; test "$$before" = "$$(state)" || \
	  { echo "these generated files were stale; commit what 'make generate' wrote:"; git -c safe.directory='*' status --short; exit 1; }

docs: setup
	swift build --target EdgeCompiler $(SWIFT_FLAGS)
	mkdir -p out/docs .build/symbols
	swift symbolgraph-extract -module-name EdgeCompiler -I .build/debug/Modules -minimum-access-level public \
	  -target "$$(swift -print-target-info | python3 -c 'import json, sys; print(json.load(sys.stdin)["target"]["triple"])')" \
	  $(foreach map,$(wildcard Sources/*/module.modulemap Sources/*/include/module.modulemap),-Xcc -fmodule-map-file=$(map)) \
	  $$(printf -- '-Xcc -fmodule-map-file=%s ' .build/debug/*.build/module.modulemap) -output-dir .build/symbols
	docc convert Sources/EdgeCompiler/EdgeCompiler.docc --additional-symbol-graph-dir .build/symbols --output-dir out/docs \
	  --fallback-display-name EdgeCompiler --fallback-bundle-identifier edgec.EdgeCompiler --transform-for-static-hosting

.build/generators/stamp: Fixtures/generators/requirements.txt | setup
	python3 -m venv .build/generators
	.build/generators/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

fixtures: .build/generators/stamp
	for generator in Fixtures/generators/*.py; do .build/generators/bin/python $$generator || exit 1; done

# onnx2tf brings TensorFlow along (2 GB) and needs older packages than the test oracles.
.venv/onnx2tf/stamp: Benchmarks/onnx2tf-requirements.txt .venv/stamp
	python3 -m venv .venv/onnx2tf
	.venv/onnx2tf/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

bench: build venv .venv/onnx2tf/stamp
	.venv/bin/python Benchmarks/bench.py $(if $(JSON),--json $(JSON)) $(MODELS)

# Beside bin, archives carry the libraries that a machine without our packages lacks.
release: RELEASE_FLAGS += $(if $(filter Darwin,$(shell uname)),,-Xlinker -rpath -Xlinker '$$ORIGIN/../lib')
release: build
	.ci/release

clean:
	swift package clean
	rm -rf out .build/generators .build/test.log .build/tests*.xml
