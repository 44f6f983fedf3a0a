/* Decision trees that vote. Semantics: ONNX TreeEnsemble (ai.onnx.ml 5) without its post transform. */
#ifndef EDGEC_TREE_ENSEMBLE_H
#define EDGEC_TREE_ENSEMBLE_H

#include "base.h"

/* y[rows, targets] = votes of the leaves that x[rows, features] reaches in each tree; 0 where there is none.
 *
 * A branch is four numbers: feature, comparison, child when true, child when false. The comparison is 0 <=, 1 <, 2 >=,
 * 3 >, 4 ==, 5 !=, plus 8 where NaN counts as true. A child is the position of a branch after this one, or a leaf's
 * with all bits inverted; roots[trees] are such, too. The votes of leaf l are those at leaves[l]..<leaves[l + 1], each
 * a weight for a target. aggregate is 0 for the average over all trees, 1 sum, 2 minimum, 3 maximum. */
#define EDGEC_DEFINE_TREE_ENSEMBLE(dt, T)                                                                         \
  EDGEC_FN int edgec_##dt##_tree_compare(T value, T split, int32_t comparison) {                                  \
    if (value != value && comparison >= 8) return 1;                                                              \
    switch (comparison & 7) {                                                                                     \
      case 0: return value <= split;                                                                              \
      case 1: return value < split;                                                                               \
      case 2: return value >= split;                                                                              \
      case 3: return value > split;                                                                               \
      case 4: return value == split;                                                                              \
      default: return value != split;                                                                             \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_tree_ensemble(const T *x, T *y, int32_t rows, int32_t features, int32_t targets,     \
                                           int32_t trees, const int32_t *roots, const int32_t *branches,          \
                                           const T *splits, const int32_t *leaves, const int32_t *vote_targets,   \
                                           const T *vote_weights, int32_t aggregate) {                            \
    const T none = (T)EDGEC_INFINITY - (T)EDGEC_INFINITY; /* NaN: no vote so far */                               \
    for (int32_t r = 0; r < rows; ++r, x += features, y += targets) {                                             \
      for (int32_t t = 0; t < targets; ++t) y[t] = none;                                                          \
      for (int32_t k = 0; k < trees; ++k) {                                                                       \
        int32_t at = roots[k];                                                                                    \
        while (at >= 0) {                                                                                         \
          const int32_t *branch = branches + 4 * at;                                                              \
          at = branch[edgec_##dt##_tree_compare(x[branch[0]], splits[at], branch[1]) ? 2 : 3];                    \
        }                                                                                                         \
        for (int32_t v = leaves[~at]; v < leaves[~at + 1]; ++v) {                                                 \
          T *score = y + vote_targets[v];                                                                         \
          const T weight = vote_weights[v];                                                                       \
          if (*score != *score) {                                                                                 \
            *score = weight;                                                                                      \
          } else if (aggregate <= 1) {                                                                            \
            *score += weight;                                                                                     \
          } else if (aggregate == 2 ? weight < *score : weight > *score) {                                        \
            *score = weight;                                                                                      \
          }                                                                                                       \
        }                                                                                                         \
      }                                                                                                           \
      for (int32_t t = 0; t < targets; ++t) {                                                                     \
        if (y[t] != y[t]) y[t] = 0;                                                                               \
        if (aggregate == 0) y[t] /= (T)trees;                                                                     \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_TREE_ENSEMBLE(f32, float)
EDGEC_DEFINE_TREE_ENSEMBLE(f64, double)

#endif
