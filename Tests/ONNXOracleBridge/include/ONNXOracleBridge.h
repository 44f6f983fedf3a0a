// libonnx's checker and shape inference behind plain C. They are apart from ONNXBridge because linking
// libonnx beside libonnx_proto makes a program's first decode four times slower.
#ifndef ONNX_ORACLE_BRIDGE_H
#define ONNX_ORACLE_BRIDGE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// On failure `*error` is a message. It and `*out` are to be freed with onnx_oracle_free.
bool onnx_oracle_check(const void *bytes, size_t count, char **error);

/// Stores the model, serialised again, with the inferred `value_info` in its graph.
bool onnx_oracle_infer_shapes(const void *bytes, size_t count, void **out, size_t *out_count, char **error);

void onnx_oracle_free(void *memory);

#ifdef __cplusplus
}
#endif

#endif
