// libonnx's messages (libonnx_proto) and libprotobuf behind plain C.
//
// A model is parsed once; each message is then read with one call that fills a view: a struct of
// borrowed pointers. Views and everything they point to live as long as the model (or tensor) they come
// from. Tensor elements are not borrowed but taken: they move out of the message into a buffer of their
// own, without a copy where the file stores them raw, so that the message can be freed early.
//
// No C++ exception leaves these functions. Where one takes `char **error`, it stores a message to be
// freed with onnxb_string_free when it does not return ONNXB_OK.
#ifndef ONNX_BRIDGE_H
#define ONNX_BRIDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  ONNXB_OK,
  /// The system could not open or read the file.
  ONNXB_UNREADABLE,
  /// Beyond what protobuf can hold in one message: 2 GiB.
  ONNXB_TOO_LARGE,
  /// More messages and strings than a model can sensibly have.
  ONNXB_TOO_MANY,
  /// Not a well-formed message.
  ONNXB_MALFORMED,
  /// Memory ran out, or another exception was caught.
  ONNXB_FAILED
} onnxb_status;

void onnxb_string_free(char *string);

/// Bytes of a string field: not terminated, not necessarily UTF-8.
typedef struct {
  const char *bytes;
  size_t count;
} onnxb_string;

/// A repeated field of messages or strings: an array of pointers to its items.
typedef struct {
  const void *const *items;
  size_t count;
} onnxb_list;

typedef struct {
  const int64_t *values;
  size_t count;
} onnxb_ints;

typedef struct {
  const float *values;
  size_t count;
} onnxb_floats;

/// An item of a list of strings.
onnxb_string onnxb_string_view(const void *item);

/// StringStringEntryProto: metadata and the location of external data.
typedef struct {
  onnxb_string key, value;
} onnxb_entry;
onnxb_entry onnxb_entry_view(const void *entry);

/// OperatorSetIdProto.
typedef struct {
  onnxb_string domain;
  int64_t version;
} onnxb_opset;
onnxb_opset onnxb_opset_view(const void *opset);

// Model

typedef struct onnxb_model onnxb_model;

onnxb_status onnxb_model_read(const char *path, onnxb_model **out, char **error);
onnxb_status onnxb_model_parse(const void *bytes, size_t count, onnxb_model **out, char **error);
void onnxb_model_free(onnxb_model *model);

typedef struct {
  int64_t ir_version, model_version;
  onnxb_string producer_name, producer_version, domain, doc_string;
  /// NULL when the model has none.
  const void *graph;
  onnxb_list opset_imports, functions, metadata;
} onnxb_model_fields;
onnxb_model_fields onnxb_model_view(const onnxb_model *model);

typedef struct {
  onnxb_string name, doc_string;
  onnxb_list nodes, initializers, sparse_initializers, inputs, outputs, value_infos;
} onnxb_graph;
onnxb_graph onnxb_graph_view(const void *graph);

typedef struct {
  onnxb_string name, domain, operator_type, overload, doc_string;
  /// `inputs` and `outputs` are lists of strings.
  onnxb_list inputs, outputs, attributes;
} onnxb_node;
onnxb_node onnxb_node_view(const void *node);

typedef struct {
  onnxb_string name, domain, overload, doc_string;
  /// `inputs`, `outputs` and `attributes` are lists of strings; `attribute_defaults` of attributes.
  onnxb_list inputs, outputs, attributes, attribute_defaults, nodes, opset_imports, value_infos;
} onnxb_function;
/// `index` is the function's position in the model's list.
onnxb_function onnxb_function_view(const onnxb_model *model, size_t index);

/// AttributeProto.AttributeType, with the numbers of the file format.
typedef enum {
  ONNXB_ATTRIBUTE_UNDEFINED,
  ONNXB_ATTRIBUTE_FLOAT,
  ONNXB_ATTRIBUTE_INT,
  ONNXB_ATTRIBUTE_STRING,
  ONNXB_ATTRIBUTE_TENSOR,
  ONNXB_ATTRIBUTE_GRAPH,
  ONNXB_ATTRIBUTE_FLOATS,
  ONNXB_ATTRIBUTE_INTS,
  ONNXB_ATTRIBUTE_STRINGS,
  ONNXB_ATTRIBUTE_TENSORS,
  ONNXB_ATTRIBUTE_GRAPHS,
  ONNXB_ATTRIBUTE_SPARSE_TENSOR,
  ONNXB_ATTRIBUTE_SPARSE_TENSORS,
  ONNXB_ATTRIBUTE_TYPE,
  ONNXB_ATTRIBUTE_TYPES
} onnxb_attribute_kind;

typedef struct {
  onnxb_string name, referenced_name;
  /// The declared kind; for files that predate the field, the kind of the value that is present.
  onnxb_attribute_kind kind;
  float float_value;
  int64_t int_value;
  onnxb_string string_value;
  /// The single message a tensor, graph, sparse tensor or type attribute holds.
  const void *message;
  onnxb_floats floats;
  onnxb_ints ints;
  /// The items of a strings, tensors, graphs, sparse tensors or types attribute.
  onnxb_list list;
} onnxb_attribute;
onnxb_attribute onnxb_attribute_view(const void *attribute);

// Types

typedef enum {
  ONNXB_TYPE_NONE,
  ONNXB_TYPE_TENSOR,
  ONNXB_TYPE_SPARSE_TENSOR,
  ONNXB_TYPE_SEQUENCE,
  ONNXB_TYPE_OPTIONAL,
  ONNXB_TYPE_MAP
} onnxb_type_kind;

typedef struct {
  onnxb_type_kind kind;
  /// Of a tensor; of a map's keys.
  int32_t element_type;
  bool has_shape;
  /// Items for onnxb_dimension_view.
  onnxb_list dimensions;
  /// The element of a sequence or optional, the value of a map; NULL when the file leaves it out.
  const void *element;
} onnxb_type;
onnxb_type onnxb_type_view(const void *type);

typedef struct {
  bool has_value;
  int64_t value;
  /// Empty when the dimension has no name.
  onnxb_string parameter;
} onnxb_dimension;
onnxb_dimension onnxb_dimension_view(const void *dimension);

typedef struct {
  onnxb_string name;
  /// NULL when the file leaves it out.
  const void *type;
} onnxb_value_info;
onnxb_value_info onnxb_value_info_view(const void *value_info);

// Tensors

typedef struct {
  onnxb_string name;
  int32_t element_type;
  onnxb_ints dimensions;
  bool is_external, is_segment;
  /// Entries that say where external data are.
  onnxb_list external_data;
  onnxb_list strings;
} onnxb_tensor;
onnxb_tensor onnxb_tensor_view(const void *tensor);

typedef struct {
  /// NULL when the file leaves one out.
  const void *values, *indices;
  onnxb_ints dimensions;
} onnxb_sparse_tensor;
onnxb_sparse_tensor onnxb_sparse_tensor_view(const void *sparse_tensor);

/// A tensor's elements, little-endian and packed as `raw_data` would have them.
typedef struct onnxb_buffer onnxb_buffer;

/// Moves the elements out of the message, from whichever field holds them. May be called once per tensor.
onnxb_status onnxb_tensor_take(const void *tensor, onnxb_buffer **out, char **error);
const void *onnxb_buffer_bytes(const onnxb_buffer *buffer);
size_t onnxb_buffer_count(const onnxb_buffer *buffer);
void onnxb_buffer_free(onnxb_buffer *buffer);

/// A message of its own, as in ONNX's test data; `onnxb_tensor_message` is what the views above take.
typedef struct onnxb_tensor_file onnxb_tensor_file;
onnxb_status onnxb_tensor_parse(const void *bytes, size_t count, onnxb_tensor_file **out, char **error);
const void *onnxb_tensor_message(const onnxb_tensor_file *tensor);
void onnxb_tensor_file_free(onnxb_tensor_file *tensor);

#ifdef __cplusplus
}
#endif

#endif
