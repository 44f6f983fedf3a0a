#include <onnx/checker.h>
#include <onnx/defs/schema.h>
#include <onnx/shape_inference/implementation.h>

#include <memory>

#include "Messages.hpp"

onnxb_status onnxb_oracle_check(const void *bytes, size_t count, char **error) {
  return bridge::guarded(error, [&]() -> onnxb_status {
    onnx::ModelProto proto;
    const onnxb_status status = bridge::parse(proto, bytes, count, error);
    if (status != ONNXB_OK) return status;
    try {
      onnx::checker::check_model(proto);
    } catch (const std::exception &exception) {
      return bridge::fail(ONNXB_INVALID, exception.what(), error);
    }
    return ONNXB_OK;
  });
}

onnxb_status onnxb_oracle_infer_shapes(const void *bytes, size_t count, onnxb_model **out, char **error) {
  return bridge::guarded(error, [&]() -> onnxb_status {
    auto model = std::make_unique<onnxb_model>();
    const onnxb_status status = bridge::parse(model->proto, bytes, count, error);
    if (status != ONNXB_OK) return status;
    try {
      const onnx::ShapeInferenceOptions options{/*check_type=*/true, /*strict_mode=*/1, /*data_prop=*/true};
      onnx::shape_inference::InferShapes(model->proto, onnx::OpSchemaRegistry::Instance(), options);
    } catch (const std::exception &exception) {
      return bridge::fail(ONNXB_INVALID, exception.what(), error);
    }
    if (!model->parseExtensions()) {
      return bridge::fail(ONNXB_MALFORMED, "a function's attribute or value is malformed", error);
    }
    *out = model.release();
    return ONNXB_OK;
  });
}
