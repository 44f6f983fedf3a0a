#include <memory>

#include "Messages.hpp"

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "typed tensor fields are handed over as they lie in memory, which must be little-endian"
#endif

struct onnxb_buffer {
  virtual ~onnxb_buffer() = default;
  const void *bytes = nullptr;
  size_t count = 0;
};

struct onnxb_tensor_file {
  onnx::TensorProto proto;
};

namespace {

using onnx::TensorProto;


struct StringBuffer final : onnxb_buffer {
  std::unique_ptr<std::string> string;

  explicit StringBuffer(std::unique_ptr<std::string> owned) : string(std::move(owned)) {
    bytes = string->data();
    count = string->size();
  }
};

template <typename Element>
struct FieldBuffer final : onnxb_buffer {
  google::protobuf::RepeatedField<Element> field;

  explicit FieldBuffer(google::protobuf::RepeatedField<Element> *source) : field(std::move(*source)) {
    bytes = field.data();
    count = static_cast<size_t>(field.size()) * sizeof(Element);
  }
};

/// Each stored integer is one element of a narrower type, or one byte of packed elements: keep its low bits.
/// The field is up to four times as large as the elements, so it is freed here and not with the message.
template <typename Element, typename Stored>
onnxb_buffer *narrowed(google::protobuf::RepeatedField<Stored> *source) {
  const google::protobuf::RepeatedField<Stored> field(std::move(*source));
  auto bytes = std::make_unique<std::string>(static_cast<size_t>(field.size()) * sizeof(Element), '\0');
  char *cursor = &(*bytes)[0];
  for (const Stored stored : field) {
    const auto element = static_cast<Element>(stored);
    memcpy(cursor, &element, sizeof element);
    cursor += sizeof element;
  }
  return new StringBuffer(std::move(bytes));
}

/// The typed field that the format assigns to the tensor's element type.
onnxb_buffer *takeTyped(TensorProto &tensor) {
  switch (tensor.data_type()) {
    case TensorProto::FLOAT:
    case TensorProto::COMPLEX64: return new FieldBuffer<float>(tensor.mutable_float_data());
    case TensorProto::DOUBLE:
    case TensorProto::COMPLEX128: return new FieldBuffer<double>(tensor.mutable_double_data());
    case TensorProto::INT64: return new FieldBuffer<int64_t>(tensor.mutable_int64_data());
    case TensorProto::UINT64: return new FieldBuffer<uint64_t>(tensor.mutable_uint64_data());
    case TensorProto::UINT32: return narrowed<uint32_t>(tensor.mutable_uint64_data());
    case TensorProto::INT32: return new FieldBuffer<int32_t>(tensor.mutable_int32_data());
    case TensorProto::UINT16:
    case TensorProto::INT16:
    case TensorProto::FLOAT16:
    case TensorProto::BFLOAT16: return narrowed<uint16_t>(tensor.mutable_int32_data());
    default: return narrowed<uint8_t>(tensor.mutable_int32_data());
  }
}

}  // namespace

onnxb_tensor onnxb_tensor_view(const void *tensor) {
  const auto &proto = *static_cast<const TensorProto *>(tensor);
  onnxb_tensor fields = {};
  fields.name = bridge::view(proto.name());
  fields.element_type = proto.data_type();
  fields.dimensions = bridge::view(proto.dims());
  fields.is_external = proto.data_location() == TensorProto::EXTERNAL;
  fields.is_segment = proto.has_segment();
  fields.external_data = bridge::view(proto.external_data());
  fields.strings = bridge::view(proto.string_data());
  return fields;
}

onnxb_sparse_tensor onnxb_sparse_tensor_view(const void *sparse_tensor) {
  const auto &proto = *static_cast<const onnx::SparseTensorProto *>(sparse_tensor);
  onnxb_sparse_tensor fields = {};
  fields.values = proto.has_values() ? &proto.values() : nullptr;
  fields.indices = proto.has_indices() ? &proto.indices() : nullptr;
  fields.dimensions = bridge::view(proto.dims());
  return fields;
}

onnxb_status onnxb_tensor_take(const void *tensor, onnxb_buffer **out, char **error) {
  return bridge::guarded(error, [&]() -> onnxb_status {
    // Every message of a model was allocated by this library and is mutable; only its views are const.
    auto &proto = *const_cast<TensorProto *>(static_cast<const TensorProto *>(tensor));
    if (proto.has_raw_data()) {
      *out = new StringBuffer(std::unique_ptr<std::string>(proto.release_raw_data()));
    } else {
      *out = takeTyped(proto);
    }
    return ONNXB_OK;
  });
}

const void *onnxb_buffer_bytes(const onnxb_buffer *buffer) { return buffer->bytes; }

size_t onnxb_buffer_count(const onnxb_buffer *buffer) { return buffer->count; }

void onnxb_buffer_free(onnxb_buffer *buffer) { delete buffer; }

onnxb_status onnxb_tensor_parse(const void *bytes, size_t count, onnxb_tensor_file **out, char **error) {
  return bridge::guarded(error, [&]() -> onnxb_status {
    auto file = std::make_unique<onnxb_tensor_file>();
    const onnxb_status status = bridge::parse(file->proto, bytes, count, error);
    if (status == ONNXB_OK) *out = file.release();
    return status;
  });
}

const void *onnxb_tensor_message(const onnxb_tensor_file *tensor) { return &tensor->proto; }

void onnxb_tensor_file_free(onnxb_tensor_file *tensor) { delete tensor; }
