/* Batched matrix product. Semantics: ONNX MatMul, whose batch axes broadcast. */
#ifndef EDGEC_MATMUL_H
#define EDGEC_MATMUL_H

#include "lanes.h"

/* One row of the product: y[n] = x[k] * b[k, n], sixteen columns at a time. */
EDGEC_FN void edgec_f32_matmul_row(const float *x, const float *b, float *y, int32_t k, int32_t n) {
  const int32_t sixteens = n - n % 16;
  for (int32_t j = 0; j < sixteens; j += 16) {
    edgec_f32x4 y0 = edgec_f32x4_all(0.0f), y1 = y0, y2 = y0, y3 = y0;
    for (int32_t start = 0; start < k; start += EDGEC_SUM_BLOCK) {
      const int32_t end = edgec_min(k, start + EDGEC_SUM_BLOCK);
      edgec_f32x4 s0 = edgec_f32x4_all(0.0f), s1 = s0, s2 = s0, s3 = s0;
      for (int32_t p = start; p < end; ++p) {
        const edgec_f32x4 v = edgec_f32x4_all(x[p]);
        const float *row = b + p * n + j;
        s0 = edgec_f32x4_mac(s0, v, edgec_f32x4_load(row));
        s1 = edgec_f32x4_mac(s1, v, edgec_f32x4_load(row + 4));
        s2 = edgec_f32x4_mac(s2, v, edgec_f32x4_load(row + 8));
        s3 = edgec_f32x4_mac(s3, v, edgec_f32x4_load(row + 12));
      }
      y0 = edgec_f32x4_add(y0, s0);
      y1 = edgec_f32x4_add(y1, s1);
      y2 = edgec_f32x4_add(y2, s2);
      y3 = edgec_f32x4_add(y3, s3);
    }
    edgec_f32x4_store(y + j, y0);
    edgec_f32x4_store(y + j + 4, y1);
    edgec_f32x4_store(y + j + 8, y2);
    edgec_f32x4_store(y + j + 12, y3);
  }
  for (int32_t j = sixteens; j < n; ++j) {
    float total = 0.0f;
    for (int32_t start = 0; start < k; start += EDGEC_SUM_BLOCK) {
      const int32_t end = edgec_min(k, start + EDGEC_SUM_BLOCK);
      float sum = 0.0f;
      for (int32_t p = start; p < end; ++p) sum += x[p] * b[p * n + j];
      total += sum;
    }
    y[j] = total;
  }
}

/* y[batch..., m, n] = a[..., m, k] * b[..., k, n]. batch_dims[batch_rank] are y's batch extents (the rank may be 0);
 * the strides count elements of a and b for each of them, 0 along a broadcast axis. */
EDGEC_FN void edgec_f32_matmul(const float *a, const float *b, float *y, int32_t batch_rank,
                               const int32_t *batch_dims, const int32_t *a_strides, const int32_t *b_strides,
                               int32_t m, int32_t k, int32_t n) {
  int32_t index[EDGEC_MAX_RANK] = {0};
  if (edgec_count(batch_rank, batch_dims) == 0) return;
  do {
    const float *pa = a + edgec_offset(index, batch_rank, a_strides);
    const float *pb = b + edgec_offset(index, batch_rank, b_strides);
    for (int32_t i = 0; i < m; ++i, pa += k, y += n) edgec_f32_matmul_row(pa, pb, y, k, n);
  } while (edgec_next(index, batch_rank, batch_dims));
}

/* The same for other element types; integers wrap around. U is the type that sums are computed in. */
#define EDGEC_DEFINE_MATMUL(dt, T, U)                                                                             \
  EDGEC_FN void edgec_##dt##_matmul(const T *a, const T *b, T *y, int32_t batch_rank, const int32_t *batch_dims,  \
                                    const int32_t *a_strides, const int32_t *b_strides, int32_t m, int32_t k,     \
                                    int32_t n) {                                                                  \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(batch_rank, batch_dims) == 0) return;                                                         \
    do {                                                                                                          \
      const T *pa = a + edgec_offset(index, batch_rank, a_strides);                                               \
      const T *pb = b + edgec_offset(index, batch_rank, b_strides);                                               \
      for (int32_t i = 0; i < m; ++i, pa += k, y += n) {                                                          \
        for (int32_t j = 0; j < n; ++j) {                                                                         \
          U sum = 0;                                                                                              \
          for (int32_t p = 0; p < k; ++p) sum += (U)pa[p] * (U)pb[p * n + j];                                     \
          y[j] = (T)sum;                                                                                          \
        }                                                                                                         \
      }                                                                                                           \
    } while (edgec_next(index, batch_rank, batch_dims));                                                          \
  }

EDGEC_DEFINE_MATMUL(f64, double, double)
EDGEC_DEFINE_MATMUL(s32, int32_t, uint32_t)
EDGEC_DEFINE_MATMUL(s64, int64_t, uint64_t)
EDGEC_DEFINE_MATMUL(u32, uint32_t, uint32_t)
EDGEC_DEFINE_MATMUL(u64, uint64_t, uint64_t)

/* The same for matrices stored in any order: element (i, p) of a lies at i * a_row + p * a_column, (p, j) of b at
 * p * b_row + j * b_column. */
EDGEC_FN void edgec_f32_matmul_strided(const float *a, const float *b, float *y, int32_t batch_rank,
                                       const int32_t *batch_dims, const int32_t *a_strides,
                                       const int32_t *b_strides, int32_t m, int32_t k, int32_t n, int32_t a_row,
                                       int32_t a_column, int32_t b_row, int32_t b_column) {
  int32_t index[EDGEC_MAX_RANK] = {0};
  if (edgec_count(batch_rank, batch_dims) == 0) return;
  do {
    const float *pa = a + edgec_offset(index, batch_rank, a_strides);
    const float *pb = b + edgec_offset(index, batch_rank, b_strides);
    for (int32_t i = 0; i < m; ++i, y += n) {
      for (int32_t j = 0; j < n; ++j) {
        const float *x = pa + i * a_row, *w = pb + j * b_column;
        if (a_column == 1 && b_row == 1) {
          y[j] = edgec_f32_dot(x, w, k);
          continue;
        }
        float total = 0.0f;
        for (int32_t start = 0; start < k; start += EDGEC_SUM_BLOCK) {
          const int32_t end = edgec_min(k, start + EDGEC_SUM_BLOCK);
          float sum = 0.0f;
          for (int32_t p = start; p < end; ++p) sum += x[p * a_column] * w[p * b_row];
          total += sum;
        }
        y[j] = total;
      }
    }
  } while (edgec_next(index, batch_rank, batch_dims));
}

#define EDGEC_DEFINE_MATMUL_STRIDED(dt, T, U)                                                                     \
  EDGEC_FN void edgec_##dt##_matmul_strided(                                                                      \
      const T *a, const T *b, T *y, int32_t batch_rank, const int32_t *batch_dims, const int32_t *a_strides,      \
      const int32_t *b_strides, int32_t m, int32_t k, int32_t n, int32_t a_row, int32_t a_column, int32_t b_row,  \
      int32_t b_column) {                                                                                         \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(batch_rank, batch_dims) == 0) return;                                                         \
    do {                                                                                                          \
      const T *pa = a + edgec_offset(index, batch_rank, a_strides);                                               \
      const T *pb = b + edgec_offset(index, batch_rank, b_strides);                                               \
      for (int32_t i = 0; i < m; ++i, y += n) {                                                                   \
        for (int32_t j = 0; j < n; ++j) {                                                                         \
          U sum = 0;                                                                                              \
          for (int32_t p = 0; p < k; ++p)                                                                         \
            sum += (U)pa[i * a_row + p * a_column] * (U)pb[p * b_row + j * b_column];                             \
          y[j] = (T)sum;                                                                                          \
        }                                                                                                         \
      }                                                                                                           \
    } while (edgec_next(index, batch_rank, batch_dims));                                                          \
  }

EDGEC_DEFINE_MATMUL_STRIDED(f64, double, double)
EDGEC_DEFINE_MATMUL_STRIDED(s32, int32_t, uint32_t)
EDGEC_DEFINE_MATMUL_STRIDED(s64, int64_t, uint64_t)
EDGEC_DEFINE_MATMUL_STRIDED(u32, uint32_t, uint32_t)
EDGEC_DEFINE_MATMUL_STRIDED(u64, uint64_t, uint64_t)

#endif
