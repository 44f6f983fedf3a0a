// What the bridge's sources share.
#ifndef ONNX_BRIDGE_MESSAGES_HPP
#define ONNX_BRIDGE_MESSAGES_HPP

#include <google/protobuf/io/coded_stream.h>
#include <onnx/onnx_pb.h>

#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include "ONNXBridge.h"

/// Fields of a FunctionProto that are newer than the installed library, parsed from its unknown fields.
struct FunctionExtension {
  google::protobuf::RepeatedPtrField<onnx::AttributeProto> attribute_defaults;
  google::protobuf::RepeatedPtrField<onnx::ValueInfoProto> value_infos;
  std::string overload;
};

struct onnxb_model {
  onnx::ModelProto proto;
  std::vector<FunctionExtension> functions;

  /// False when a newer field is malformed. To be called once `proto` is complete.
  bool parseExtensions();
};

namespace bridge {

inline onnxb_status fail(onnxb_status status, const char *message, char **error) noexcept {
  if (error) *error = strdup(message);
  return status;
}

/// Runs a body that may throw.
template <typename Body>
onnxb_status guarded(char **error, Body &&body) noexcept {
  try {
    return body();
  } catch (const std::exception &exception) {
    return fail(ONNXB_FAILED, exception.what(), error);
  } catch (...) {
    return fail(ONNXB_FAILED, "unknown C++ exception", error);
  }
}

/// Parses the whole of `bytes`, or explains why not.
onnxb_status parse(google::protobuf::MessageLite &message, const void *bytes, size_t count, char **error);

/// Whether a model has a sane number of messages and strings. An empty node takes two bytes of a file and three
/// hundred of memory, so this is asked before anything is allocated. Stored elements are skipped, not read.
bool isWithinBudget(google::protobuf::io::ZeroCopyInputStream &input);

inline onnxb_string view(const std::string &string) { return {string.data(), string.size()}; }

template <typename Item>
onnxb_list view(const google::protobuf::RepeatedPtrField<Item> &field) {
  return {reinterpret_cast<const void *const *>(field.data()), static_cast<size_t>(field.size())};
}

inline onnxb_ints view(const google::protobuf::RepeatedField<int64_t> &field) {
  return {field.data(), static_cast<size_t>(field.size())};
}

inline onnxb_floats view(const google::protobuf::RepeatedField<float> &field) {
  return {field.data(), static_cast<size_t>(field.size())};
}

}  // namespace bridge

#endif
