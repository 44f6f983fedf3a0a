#include "Messages.hpp"

namespace {

/// Early exporters left the type out: then the first field that is present decides.
onnxb_attribute_kind kind(const onnx::AttributeProto &proto) {
  if (proto.has_type()) return static_cast<onnxb_attribute_kind>(proto.type());
  if (proto.has_f()) return ONNXB_ATTRIBUTE_FLOAT;
  if (proto.has_i()) return ONNXB_ATTRIBUTE_INT;
  if (proto.has_s()) return ONNXB_ATTRIBUTE_STRING;
  if (proto.has_t()) return ONNXB_ATTRIBUTE_TENSOR;
  if (proto.has_g()) return ONNXB_ATTRIBUTE_GRAPH;
  if (proto.has_sparse_tensor()) return ONNXB_ATTRIBUTE_SPARSE_TENSOR;
  if (proto.has_tp()) return ONNXB_ATTRIBUTE_TYPE;
  if (proto.floats_size() > 0) return ONNXB_ATTRIBUTE_FLOATS;
  if (proto.ints_size() > 0) return ONNXB_ATTRIBUTE_INTS;
  if (proto.strings_size() > 0) return ONNXB_ATTRIBUTE_STRINGS;
  if (proto.tensors_size() > 0) return ONNXB_ATTRIBUTE_TENSORS;
  if (proto.graphs_size() > 0) return ONNXB_ATTRIBUTE_GRAPHS;
  if (proto.sparse_tensors_size() > 0) return ONNXB_ATTRIBUTE_SPARSE_TENSORS;
  if (proto.type_protos_size() > 0) return ONNXB_ATTRIBUTE_TYPES;
  return ONNXB_ATTRIBUTE_UNDEFINED;
}

onnxb_type tensorType(onnxb_type_kind kind, int32_t elementType, bool hasShape,
                      const onnx::TensorShapeProto &shape) {
  onnxb_type fields = {};
  fields.kind = kind;
  fields.element_type = elementType;
  fields.has_shape = hasShape;
  fields.dimensions = bridge::view(shape.dim());
  return fields;
}

onnxb_type elementOf(onnxb_type_kind kind, const onnx::TypeProto *element, int32_t keyType = 0) {
  onnxb_type fields = {};
  fields.kind = kind;
  fields.element_type = keyType;
  fields.element = element;
  return fields;
}

}  // namespace

onnxb_string onnxb_string_view(const void *item) {
  return bridge::view(*static_cast<const std::string *>(item));
}

onnxb_entry onnxb_entry_view(const void *entry) {
  const auto &proto = *static_cast<const onnx::StringStringEntryProto *>(entry);
  return {bridge::view(proto.key()), bridge::view(proto.value())};
}

onnxb_opset onnxb_opset_view(const void *opset) {
  const auto &proto = *static_cast<const onnx::OperatorSetIdProto *>(opset);
  return {bridge::view(proto.domain()), proto.version()};
}

onnxb_attribute onnxb_attribute_view(const void *attribute) {
  const auto &proto = *static_cast<const onnx::AttributeProto *>(attribute);
  onnxb_attribute fields = {};
  fields.name = bridge::view(proto.name());
  fields.referenced_name = bridge::view(proto.ref_attr_name());
  fields.kind = kind(proto);
  switch (fields.kind) {
    case ONNXB_ATTRIBUTE_UNDEFINED: break;
    case ONNXB_ATTRIBUTE_FLOAT: fields.float_value = proto.f(); break;
    case ONNXB_ATTRIBUTE_INT: fields.int_value = proto.i(); break;
    case ONNXB_ATTRIBUTE_STRING: fields.string_value = bridge::view(proto.s()); break;
    case ONNXB_ATTRIBUTE_TENSOR: fields.message = proto.has_t() ? &proto.t() : nullptr; break;
    case ONNXB_ATTRIBUTE_GRAPH: fields.message = proto.has_g() ? &proto.g() : nullptr; break;
    case ONNXB_ATTRIBUTE_SPARSE_TENSOR:
      fields.message = proto.has_sparse_tensor() ? &proto.sparse_tensor() : nullptr;
      break;
    case ONNXB_ATTRIBUTE_TYPE: fields.message = proto.has_tp() ? &proto.tp() : nullptr; break;
    case ONNXB_ATTRIBUTE_FLOATS: fields.floats = bridge::view(proto.floats()); break;
    case ONNXB_ATTRIBUTE_INTS: fields.ints = bridge::view(proto.ints()); break;
    case ONNXB_ATTRIBUTE_STRINGS: fields.list = bridge::view(proto.strings()); break;
    case ONNXB_ATTRIBUTE_TENSORS: fields.list = bridge::view(proto.tensors()); break;
    case ONNXB_ATTRIBUTE_GRAPHS: fields.list = bridge::view(proto.graphs()); break;
    case ONNXB_ATTRIBUTE_SPARSE_TENSORS: fields.list = bridge::view(proto.sparse_tensors()); break;
    case ONNXB_ATTRIBUTE_TYPES: fields.list = bridge::view(proto.type_protos()); break;
  }
  return fields;
}

onnxb_type onnxb_type_view(const void *type) {
  const auto &proto = *static_cast<const onnx::TypeProto *>(type);
  if (proto.has_tensor_type()) {
    const auto &tensor = proto.tensor_type();
    return tensorType(ONNXB_TYPE_TENSOR, tensor.elem_type(), tensor.has_shape(), tensor.shape());
  }
  if (proto.has_sparse_tensor_type()) {
    const auto &tensor = proto.sparse_tensor_type();
    return tensorType(ONNXB_TYPE_SPARSE_TENSOR, tensor.elem_type(), tensor.has_shape(), tensor.shape());
  }
  if (proto.has_sequence_type()) {
    const auto &sequence = proto.sequence_type();
    return elementOf(ONNXB_TYPE_SEQUENCE, sequence.has_elem_type() ? &sequence.elem_type() : nullptr);
  }
  if (proto.has_optional_type()) {
    const auto &optional = proto.optional_type();
    return elementOf(ONNXB_TYPE_OPTIONAL, optional.has_elem_type() ? &optional.elem_type() : nullptr);
  }
  if (proto.has_map_type()) {
    const auto &map = proto.map_type();
    return elementOf(ONNXB_TYPE_MAP, map.has_value_type() ? &map.value_type() : nullptr, map.key_type());
  }
  return {};
}

onnxb_dimension onnxb_dimension_view(const void *dimension) {
  const auto &proto = *static_cast<const onnx::TensorShapeProto_Dimension *>(dimension);
  return {proto.has_dim_value(), proto.dim_value(), bridge::view(proto.dim_param())};
}

onnxb_value_info onnxb_value_info_view(const void *value_info) {
  const auto &proto = *static_cast<const onnx::ValueInfoProto *>(value_info);
  return {bridge::view(proto.name()), proto.has_type() ? &proto.type() : nullptr};
}
