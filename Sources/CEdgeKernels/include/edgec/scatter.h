/* Writing elements or slices to indexed places. Semantics: ONNX ScatterElements, ScatterND. */
#ifndef EDGEC_SCATTER_H
#define EDGEC_SCATTER_H

#include "arithmetic.h"
#include "indices.h"

/* dt is the type, or the element size where updates replace elements; op is replace, add, mul, min or max. y[count]
 * is x with the updates combined into it one after the other; see indices.h. y may be x.
 *
 * edgec_<dt>_scatter_elements_<op>_<index type>: updates[dims] go to the places
 * sum over d of i[d] * y_strides[d] + position * axis_stride, where indices[dims] name the position among axis > 0.
 * y_strides is 0 along the axis; rank is 1 to EDGEC_MAX_RANK.
 *
 * edgec_<dt>_scatter_nd_<op>_<index type>: updates[vectors, inner] go to the slices that begin at
 * sum over k of position(k) * y_strides[k]; indices[vectors, depth] name the positions on axes of dims[depth] > 0. */
#define EDGEC_DEFINE_SCATTER(dt, T, op, index_name, index_t, combine)                                             \
  EDGEC_FN void edgec_##dt##_scatter_elements_##op##_##index_name(                                                \
      const void *x, const index_t *indices, const void *updates, void *y, int32_t count, int32_t axis,           \
      int32_t axis_stride, int32_t rank, const int32_t *dims, const int32_t *y_strides) {                         \
    const int32_t outer = rank - 1, n = dims[outer], step = y_strides[outer];                                     \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    const T *from = (const T *)updates;                                                                           \
    if (x != y) memcpy(y, x, (size_t)count * sizeof(T));                                                          \
    if (edgec_count(rank, dims) == 0) return;                                                                     \
    do {                                                                                                          \
      T *line = (T *)y + edgec_offset(index, outer, y_strides);                                                   \
      for (int32_t i = 0; i < n; ++i) {                                                                           \
        T *to = line + (i * step + edgec_##index_name##_position(*indices++, axis) * axis_stride);                \
        *to = combine(*to, *from);                                                                                \
        ++from;                                                                                                   \
      }                                                                                                           \
    } while (edgec_next(index, outer, dims));                                                                     \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_scatter_nd_##op##_##index_name(                                                      \
      const void *x, const index_t *indices, const void *updates, void *y, int32_t count, int32_t vectors,        \
      int32_t inner, int32_t depth, const int32_t *dims, const int32_t *y_strides) {                              \
    const T *from = (const T *)updates;                                                                           \
    if (x != y) memcpy(y, x, (size_t)count * sizeof(T));                                                          \
    for (int32_t v = 0; v < vectors; ++v, from += inner) {                                                        \
      T *to = (T *)y;                                                                                             \
      for (int32_t k = 0; k < depth; ++k) {                                                                       \
        to += edgec_##index_name##_position(*indices++, dims[k]) * y_strides[k];                                  \
      }                                                                                                           \
      for (int32_t i = 0; i < inner; ++i) to[i] = combine(to[i], from[i]);                                        \
    }                                                                                                             \
  }

#define EDGEC_SCATTER_REPLACE(old, update) (update)

#define EDGEC_DEFINE_SCATTER_REPLACE(dt)                                                                          \
  EDGEC_DEFINE_SCATTER(dt, edgec_##dt, replace, s32, int32_t, EDGEC_SCATTER_REPLACE)                              \
  EDGEC_DEFINE_SCATTER(dt, edgec_##dt, replace, s64, int64_t, EDGEC_SCATTER_REPLACE)

#define EDGEC_DEFINE_SCATTER_COMBINE(dt, T, op)                                                                   \
  EDGEC_DEFINE_SCATTER(dt, T, op, s32, int32_t, edgec_##dt##_##op##_element)                                      \
  EDGEC_DEFINE_SCATTER(dt, T, op, s64, int64_t, edgec_##dt##_##op##_element)

#define EDGEC_DEFINE_SCATTERS(dt, T)                                                                              \
  EDGEC_DEFINE_SCATTER_COMBINE(dt, T, add)                                                                        \
  EDGEC_DEFINE_SCATTER_COMBINE(dt, T, mul)                                                                        \
  EDGEC_DEFINE_SCATTER_COMBINE(dt, T, min)                                                                        \
  EDGEC_DEFINE_SCATTER_COMBINE(dt, T, max)

EDGEC_DEFINE_SCATTER_REPLACE(x8)
EDGEC_DEFINE_SCATTER_REPLACE(x16)
EDGEC_DEFINE_SCATTER_REPLACE(x32)
EDGEC_DEFINE_SCATTER_REPLACE(x64)

EDGEC_DEFINE_SCATTERS(f32, float)
EDGEC_DEFINE_SCATTERS(f64, double)
EDGEC_DEFINE_SCATTERS(s8, int8_t)
EDGEC_DEFINE_SCATTERS(s16, int16_t)
EDGEC_DEFINE_SCATTERS(s32, int32_t)
EDGEC_DEFINE_SCATTERS(s64, int64_t)
EDGEC_DEFINE_SCATTERS(u8, uint8_t)
EDGEC_DEFINE_SCATTERS(u16, uint16_t)
EDGEC_DEFINE_SCATTERS(u32, uint32_t)
EDGEC_DEFINE_SCATTERS(u64, uint64_t)

#endif
