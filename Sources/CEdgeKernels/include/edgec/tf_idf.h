/* Counting n-grams. Semantics: ONNX TfIdfVectorizer. */
#ifndef EDGEC_TF_IDF_H
#define EDGEC_TF_IDF_H

#include "base.h"

/* edgec_<dt>_tf_idf: y[rows, size] from x[rows, columns]. Each of the n-grams is lengths[g] items of the pool and
 * counts at coordinates[g]; its items are 1 to max_skip + 1 places apart, single items count once. binary limits
 * counts to 1; weights[size] multiply them unless NULL. */
#define EDGEC_DEFINE_TF_IDF(dt, T)                                                                                \
  EDGEC_FN int32_t edgec_##dt##_occurrences(const T *x, int32_t columns, const T *items, int32_t length,          \
                                            int32_t distance) {                                                   \
    int32_t count = 0;                                                                                            \
    for (int32_t start = 0; start + distance * (length - 1) < columns; ++start) {                                 \
      int32_t i = 0;                                                                                              \
      while (i < length && x[start + i * distance] == items[i]) ++i;                                              \
      count += i == length;                                                                                       \
    }                                                                                                             \
    return count;                                                                                                 \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_tf_idf(const T *x, float *y, int32_t rows, int32_t columns, int32_t size,            \
                                    const T *pool, const int32_t *lengths, const int32_t *coordinates,            \
                                    int32_t ngrams, int32_t max_skip, int32_t binary, const float *weights) {     \
    for (int32_t row = 0; row < rows; ++row, x += columns, y += size) {                                           \
      const T *items = pool;                                                                                      \
      for (int32_t j = 0; j < size; ++j) y[j] = 0.0f;                                                             \
      for (int32_t g = 0; g < ngrams; ++g) {                                                                      \
        const int32_t furthest =                                                                                  \
            lengths[g] == 1 ? 1 : edgec_min(max_skip + 1, (columns - 1) / (lengths[g] - 1));                      \
        for (int32_t distance = 1; distance <= furthest; ++distance) {                                            \
          y[coordinates[g]] += (float)edgec_##dt##_occurrences(x, columns, items, lengths[g], distance);          \
        }                                                                                                         \
        items += lengths[g];                                                                                      \
      }                                                                                                           \
      for (int32_t j = 0; j < size; ++j) {                                                                        \
        const float count = binary && y[j] > 1.0f ? 1.0f : y[j];                                                  \
        y[j] = weights ? count * weights[j] : count;                                                              \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_TF_IDF(s32, int32_t)
EDGEC_DEFINE_TF_IDF(s64, int64_t)

#endif
