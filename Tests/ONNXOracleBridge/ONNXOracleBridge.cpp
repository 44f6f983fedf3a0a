#include "ONNXOracleBridge.h"

#include <onnx/checker.h>
#include <onnx/defs/schema.h>
#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>

#include <climits>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

namespace {

/// Runs a body that throws what libonnx objects to.
template <typename Body>
bool guarded(char **error, Body &&body) noexcept {
  try {
    body();
    return true;
  } catch (const std::exception &exception) {
    *error = strdup(exception.what());
  } catch (...) {
    *error = strdup("unknown C++ exception");
  }
  return false;
}

onnx::ModelProto parsed(const void *bytes, size_t count) {
  onnx::ModelProto model;
  if (count > INT_MAX || !model.ParseFromArray(bytes, static_cast<int>(count))) {
    throw std::runtime_error("the protobuf encoding is truncated or corrupted");
  }
  return model;
}

}  // namespace

bool onnx_oracle_check(const void *bytes, size_t count, char **error) {
  return guarded(error, [&] { onnx::checker::check_model(parsed(bytes, count)); });
}

bool onnx_oracle_infer_shapes(const void *bytes, size_t count, void **out, size_t *out_count, char **error) {
  return guarded(error, [&] {
    onnx::ModelProto model = parsed(bytes, count);
    const onnx::ShapeInferenceOptions options{/*check_type=*/true, /*strict_mode=*/1, /*data_prop=*/true};
    onnx::shape_inference::InferShapes(model, onnx::OpSchemaRegistry::Instance(), options);
    const std::string serialized = model.SerializeAsString();
    void *const memory = malloc(serialized.size());
    if (!memory) throw std::bad_alloc();
    memcpy(memory, serialized.data(), serialized.size());
    *out = memory;
    *out_count = serialized.size();
  });
}

void onnx_oracle_free(void *memory) { free(memory); }
