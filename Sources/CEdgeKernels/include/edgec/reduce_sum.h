/* f32 sum and mean, whose long sums are added in blocks (see lanes.h). The forms and semantics are those of
 * reduce.h.
 */
#ifndef EDGEC_REDUCE_SUM_H
#define EDGEC_REDUCE_SUM_H

#include "lanes.h"

/* A sum in three levels, each of which adds at most EDGEC_SUM_BLOCK numbers of the level below (the last any
 * number). */
typedef struct {
  float block, group, total;
  int32_t count;
} edgec_f32_long_sum;

EDGEC_FN void edgec_f32_long_sum_add(edgec_f32_long_sum *s, float v) {
  s->block += v;
  if (++s->count % EDGEC_SUM_BLOCK == 0) {
    s->group += s->block;
    s->block = 0.0f;
  }
  if (s->count == EDGEC_SUM_BLOCK * EDGEC_SUM_BLOCK) {
    s->total += s->group;
    s->group = 0.0f;
    s->count = 0;
  }
}

EDGEC_FN float edgec_f32_long_sum_result(edgec_f32_long_sum s) { return s.total + (s.group + s.block); }

/* The sum of x[0], x[step], ... of n elements. */
EDGEC_FN float edgec_f32_strided_sum(const float *x, int32_t n, int32_t step) {
  edgec_f32_long_sum total = {0.0f, 0.0f, 0.0f, 0};
  for (int32_t start = 0; start < n; start += 4 * EDGEC_SUM_BLOCK) {
    const int32_t end = edgec_min(n, start + 4 * EDGEC_SUM_BLOCK);
    edgec_f32x4 lanes = edgec_f32x4_all(0.0f);
    float tail = 0.0f;
    const int32_t fours = step == 1 ? start + edgec_fours(end - start) : start;
    for (int32_t i = start; i < fours; i += 4) lanes = edgec_f32x4_add(lanes, edgec_f32x4_load(x + i));
    for (int32_t i = fours; i < end; i += EDGEC_SUM_BLOCK) {
      float block = 0.0f;
      for (int32_t j = i; j < edgec_min(end, i + EDGEC_SUM_BLOCK); ++j) block += x[j * step];
      tail += block;
    }
    edgec_f32_long_sum_add(&total, edgec_f32x4_sum(lanes) + tail);
  }
  return edgec_f32_long_sum_result(total);
}

/* Sums of four neighbouring columns: y[4] = sum of x[i * step ..< i * step + 4] over n rows i. */
EDGEC_FN void edgec_f32_column_sums(const float *x, float *y, int32_t n, int32_t step) {
  edgec_f32x4 total = edgec_f32x4_all(0.0f);
  for (int32_t start = 0; start < n; start += EDGEC_SUM_BLOCK * EDGEC_SUM_BLOCK) {
    const int32_t group_end = edgec_min(n, start + EDGEC_SUM_BLOCK * EDGEC_SUM_BLOCK);
    edgec_f32x4 group = edgec_f32x4_all(0.0f);
    for (int32_t i = start; i < group_end; i += EDGEC_SUM_BLOCK) {
      const int32_t end = edgec_min(group_end, i + EDGEC_SUM_BLOCK);
      edgec_f32x4 block = edgec_f32x4_all(0.0f);
      for (int32_t j = i; j < end; ++j) block = edgec_f32x4_add(block, edgec_f32x4_load(x + j * step));
      group = edgec_f32x4_add(group, block);
    }
    total = edgec_f32x4_add(total, group);
  }
  edgec_f32x4_store(y, total);
}

EDGEC_FN void edgec_f32_reduce_sum(const float *x, float *y, int32_t outer, int32_t reduced, int32_t inner) {
  for (int32_t o = 0; o < outer; ++o, x += reduced * inner, y += inner) {
    for (int32_t j = 0; j < edgec_fours(inner); j += 4) edgec_f32_column_sums(x + j, y + j, reduced, inner);
    for (int32_t j = edgec_fours(inner); j < inner; ++j) y[j] = edgec_f32_strided_sum(x + j, reduced, inner);
  }
}

EDGEC_FN void edgec_f32_reduce_mean(const float *x, float *y, int32_t outer, int32_t reduced, int32_t inner) {
  edgec_f32_reduce_sum(x, y, outer, reduced, inner);
  for (int32_t i = 0; i < outer * inner; ++i) y[i] /= (float)reduced;
}

EDGEC_FN void edgec_f32_reduce_sum_strided(const float *x, float *y, int32_t kept_rank, const int32_t *kept_dims,
                                           const int32_t *kept_strides, int32_t reduced_rank,
                                           const int32_t *reduced_dims, const int32_t *reduced_strides) {
  const int32_t outer = reduced_rank - 1, n = reduced_dims[outer], step = reduced_strides[outer];
  int32_t kept[EDGEC_MAX_RANK] = {0}, reduced[EDGEC_MAX_RANK] = {0};
  if (edgec_count(kept_rank, kept_dims) == 0) return;
  do {
    const float *first = x + edgec_offset(kept, kept_rank, kept_strides);
    edgec_f32_long_sum total = {0.0f, 0.0f, 0.0f, 0};
    if (edgec_count(reduced_rank, reduced_dims) > 0) {
      do {
        const float *row = first + edgec_offset(reduced, outer, reduced_strides);
        edgec_f32_long_sum_add(&total, edgec_f32_strided_sum(row, n, step));
      } while (edgec_next(reduced, outer, reduced_dims));
    }
    *y++ = edgec_f32_long_sum_result(total);
  } while (edgec_next(kept, kept_rank, kept_dims));
}

EDGEC_FN void edgec_f32_reduce_mean_strided(const float *x, float *y, int32_t kept_rank, const int32_t *kept_dims,
                                            const int32_t *kept_strides, int32_t reduced_rank,
                                            const int32_t *reduced_dims, const int32_t *reduced_strides) {
  const int32_t outputs = edgec_count(kept_rank, kept_dims), count = edgec_count(reduced_rank, reduced_dims);
  edgec_f32_reduce_sum_strided(x, y, kept_rank, kept_dims, kept_strides, reduced_rank, reduced_dims,
                               reduced_strides);
  for (int32_t i = 0; i < outputs; ++i) y[i] /= (float)count;
}

#endif
