/* Adding up overlapping blocks to an image. Semantics: ONNX Col2Im. */
#ifndef EDGEC_COL2IM_H
#define EDGEC_COL2IM_H

#include "window.h"

/* x[planes, kernel, x_dims], y[planes, y_dims]: each pixel is the sum of the taps that lie on it, x_dims being the
 * numbers of blocks. Integers wrap around. */
#define EDGEC_DEFINE_COL2IM(dt, type, sum_type)                                                                   \
  EDGEC_FN void edgec_##dt##_col2im(const type *x, type *y, int32_t planes, int32_t rank, const int32_t *x_dims,  \
                                    const int32_t *y_dims, const int32_t *kernel, const int32_t *strides,         \
                                    const int32_t *dilations, const int32_t *pads) {                              \
    const int32_t blocks = edgec_count(rank, x_dims), pixels = edgec_count(rank, y_dims);                         \
    for (int32_t p = 0; pixels > 0 && p < planes; ++p, x += blocks * edgec_count(rank, kernel)) {                 \
      int32_t index[EDGEC_MAX_RANK] = {0};                                                                        \
      do {                                                                                                        \
        int32_t tap[EDGEC_MAX_RANK] = {0};                                                                        \
        const type *from = x;                                                                                     \
        sum_type sum = 0;                                                                                         \
        do {                                                                                                      \
          const int32_t block = edgec_window_source(rank, index, tap, x_dims, strides, dilations, pads);          \
          if (block >= 0) sum += (sum_type)from[block];                                                           \
          from += blocks;                                                                                         \
        } while (edgec_next(tap, rank, kernel));                                                                  \
        *y++ = (type)sum;                                                                                         \
      } while (edgec_next(index, rank, y_dims));                                                                  \
    }                                                                                                             \
  }

EDGEC_DEFINE_COL2IM(f32, float, float)
EDGEC_DEFINE_COL2IM(f64, double, double)
EDGEC_DEFINE_COL2IM(s8, int8_t, int64_t)
EDGEC_DEFINE_COL2IM(s16, int16_t, int64_t)
EDGEC_DEFINE_COL2IM(s32, int32_t, uint32_t)
EDGEC_DEFINE_COL2IM(s64, int64_t, uint64_t)
EDGEC_DEFINE_COL2IM(u8, uint8_t, uint32_t)
EDGEC_DEFINE_COL2IM(u16, uint16_t, uint32_t)
EDGEC_DEFINE_COL2IM(u32, uint32_t, uint32_t)
EDGEC_DEFINE_COL2IM(u64, uint64_t, uint64_t)

#endif
