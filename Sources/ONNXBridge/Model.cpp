#include <fcntl.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/unknown_field_set.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <memory>

#include "Messages.hpp"

namespace {

/// Large enough that reading costs nothing beside parsing, small enough not to count as memory.
constexpr int kReadBlockBytes = 1 << 16;

/// Field numbers that the file format has and the installed library does not.
namespace field {
constexpr int kNodeOverload = 8;
constexpr int kFunctionAttributeDefault = 11;
constexpr int kFunctionValueInfo = 12;
constexpr int kFunctionOverload = 13;
}  // namespace field

constexpr char kTooLarge[] = "expected at most 2 GiB in one file";
constexpr char kTooMany[] = "expected at most two million nodes, attributes, names and tensors together";

/// The last occurrence of an unknown string field, as protobuf merges them; empty when absent.
onnxb_string unknownString(const google::protobuf::UnknownFieldSet &fields, int number) {
  for (int i = fields.field_count(); i > 0; --i) {
    const auto &field = fields.field(i - 1);
    if (field.number() == number && field.type() == google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED) {
      return bridge::view(field.length_delimited());
    }
  }
  return {nullptr, 0};
}

bool parseExtension(const google::protobuf::UnknownFieldSet &fields, FunctionExtension &extension) {
  const onnxb_string overload = unknownString(fields, field::kFunctionOverload);
  extension.overload.assign(overload.bytes ? overload.bytes : "", overload.count);
  for (int i = 0; i < fields.field_count(); ++i) {
    const auto &field = fields.field(i);
    if (field.type() != google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED) continue;
    const std::string &bytes = field.length_delimited();
    if (field.number() == field::kFunctionAttributeDefault) {
      if (!extension.attribute_defaults.Add()->ParseFromString(bytes)) return false;
    } else if (field.number() == field::kFunctionValueInfo) {
      if (!extension.value_infos.Add()->ParseFromString(bytes)) return false;
    }
  }
  return true;
}

/// Closes the file when the scope ends.
struct Descriptor {
  int value;
  ~Descriptor() {
    if (value >= 0) close(value);
  }
};

onnxb_status finish(std::unique_ptr<onnxb_model> model, onnxb_model **out, char **error) {
  if (!model->parseExtensions()) {
    return bridge::fail(ONNXB_MALFORMED, "a function's attribute or value is malformed", error);
  }
  *out = model.release();
  return ONNXB_OK;
}

}  // namespace

bool onnxb_model::parseExtensions() {
  functions.resize(static_cast<size_t>(proto.functions_size()));
  for (int i = 0; i < proto.functions_size(); ++i) {
    if (!parseExtension(proto.functions(i).unknown_fields(), functions[static_cast<size_t>(i)])) return false;
    proto.mutable_functions(i)->mutable_unknown_fields()->Clear();
  }
  return true;
}

namespace bridge {

onnxb_status parse(google::protobuf::MessageLite &message, const void *bytes, size_t count, char **error) {
  if (count > INT_MAX) return fail(ONNXB_TOO_LARGE, kTooLarge, error);
  if (!message.ParseFromArray(bytes, static_cast<int>(count))) {
    return fail(ONNXB_MALFORMED, "the protobuf encoding is truncated or corrupted", error);
  }
  return ONNXB_OK;
}

}  // namespace bridge

void onnxb_string_free(char *string) { free(string); }

onnxb_status onnxb_model_read(const char *path, onnxb_model **out, char **error) {
  return bridge::guarded(error, [&]() -> onnxb_status {
    const Descriptor file{open(path, O_RDONLY | O_CLOEXEC)};
    struct stat info;
    if (file.value < 0 || fstat(file.value, &info) != 0) {
      return bridge::fail(ONNXB_UNREADABLE, strerror(errno), error);
    }
    if (info.st_size > INT_MAX) return bridge::fail(ONNXB_TOO_LARGE, kTooLarge, error);
    if (google::protobuf::io::FileInputStream stream(file.value, kReadBlockBytes); S_ISREG(info.st_mode)) {
      if (!bridge::isWithinBudget(stream)) return bridge::fail(ONNXB_TOO_MANY, kTooMany, error);
      if (lseek(file.value, 0, SEEK_SET) != 0) return bridge::fail(ONNXB_UNREADABLE, strerror(errno), error);
    }
    google::protobuf::io::FileInputStream stream(file.value, kReadBlockBytes);
    google::protobuf::io::CodedInputStream coded(&stream);
    auto model = std::make_unique<onnxb_model>();
    const bool parsed = model->proto.ParseFromCodedStream(&coded) && coded.ConsumedEntireMessage();
    if (stream.GetErrno() != 0) return bridge::fail(ONNXB_UNREADABLE, strerror(stream.GetErrno()), error);
    if (!parsed) {
      return bridge::fail(ONNXB_MALFORMED, "the protobuf encoding is truncated or corrupted", error);
    }
    return finish(std::move(model), out, error);
  });
}

onnxb_status onnxb_model_parse(const void *bytes, size_t count, onnxb_model **out, char **error) {
  return bridge::guarded(error, [&]() -> onnxb_status {
    if (count <= INT_MAX) {
      google::protobuf::io::ArrayInputStream stream(bytes, static_cast<int>(count));
      if (!bridge::isWithinBudget(stream)) return bridge::fail(ONNXB_TOO_MANY, kTooMany, error);
    }
    auto model = std::make_unique<onnxb_model>();
    const onnxb_status status = bridge::parse(model->proto, bytes, count, error);
    return status == ONNXB_OK ? finish(std::move(model), out, error) : status;
  });
}

void onnxb_model_free(onnxb_model *model) { delete model; }

onnxb_model_fields onnxb_model_view(const onnxb_model *model) {
  const onnx::ModelProto &proto = model->proto;
  onnxb_model_fields fields = {};
  fields.ir_version = proto.ir_version();
  fields.model_version = proto.model_version();
  fields.producer_name = bridge::view(proto.producer_name());
  fields.producer_version = bridge::view(proto.producer_version());
  fields.domain = bridge::view(proto.domain());
  fields.doc_string = bridge::view(proto.doc_string());
  fields.graph = proto.has_graph() ? &proto.graph() : nullptr;
  fields.opset_imports = bridge::view(proto.opset_import());
  fields.functions = bridge::view(proto.functions());
  fields.metadata = bridge::view(proto.metadata_props());
  return fields;
}

onnxb_graph onnxb_graph_view(const void *graph) {
  const auto &proto = *static_cast<const onnx::GraphProto *>(graph);
  onnxb_graph fields = {};
  fields.name = bridge::view(proto.name());
  fields.doc_string = bridge::view(proto.doc_string());
  fields.nodes = bridge::view(proto.node());
  fields.initializers = bridge::view(proto.initializer());
  fields.sparse_initializers = bridge::view(proto.sparse_initializer());
  fields.inputs = bridge::view(proto.input());
  fields.outputs = bridge::view(proto.output());
  fields.value_infos = bridge::view(proto.value_info());
  return fields;
}

onnxb_node onnxb_node_view(const void *node) {
  const auto &proto = *static_cast<const onnx::NodeProto *>(node);
  onnxb_node fields = {};
  fields.name = bridge::view(proto.name());
  fields.domain = bridge::view(proto.domain());
  fields.operator_type = bridge::view(proto.op_type());
  fields.overload = unknownString(proto.unknown_fields(), field::kNodeOverload);
  fields.doc_string = bridge::view(proto.doc_string());
  fields.inputs = bridge::view(proto.input());
  fields.outputs = bridge::view(proto.output());
  fields.attributes = bridge::view(proto.attribute());
  return fields;
}

onnxb_function onnxb_function_view(const onnxb_model *model, size_t index) {
  onnxb_function fields = {};
  if (index >= model->functions.size()) return fields;
  const onnx::FunctionProto &proto = model->proto.functions(static_cast<int>(index));
  const FunctionExtension &extension = model->functions[index];
  fields.name = bridge::view(proto.name());
  fields.domain = bridge::view(proto.domain());
  fields.overload = bridge::view(extension.overload);
  fields.doc_string = bridge::view(proto.doc_string());
  fields.inputs = bridge::view(proto.input());
  fields.outputs = bridge::view(proto.output());
  fields.attributes = bridge::view(proto.attribute());
  fields.attribute_defaults = bridge::view(extension.attribute_defaults);
  fields.nodes = bridge::view(proto.node());
  fields.opset_imports = bridge::view(proto.opset_import());
  fields.value_infos = bridge::view(extension.value_infos);
  return fields;
}
