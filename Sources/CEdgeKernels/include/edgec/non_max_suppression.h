/* Selecting boxes that do not overlap a better one. Semantics: ONNX NonMaxSuppression. */
#ifndef EDGEC_NON_MAX_SUPPRESSION_H
#define EDGEC_NON_MAX_SUPPRESSION_H

#include "base.h"

typedef struct {
  float left, top, right, bottom;
} edgec_f32_box;

/* Two opposite corners, y x y x, or the centre and the size, x y w h. */
EDGEC_FN edgec_f32_box edgec_f32_read_box(const float *p, int32_t centered) {
  edgec_f32_box box;
  if (centered) {
    const float w = p[2] / 2.0f, h = p[3] / 2.0f;
    box.left = p[0] - w;
    box.top = p[1] - h;
    box.right = p[0] + w;
    box.bottom = p[1] + h;
  } else {
    box.left = p[1] < p[3] ? p[1] : p[3];
    box.top = p[0] < p[2] ? p[0] : p[2];
    box.right = p[1] < p[3] ? p[3] : p[1];
    box.bottom = p[0] < p[2] ? p[2] : p[0];
  }
  return box;
}

EDGEC_FN float edgec_f32_box_area(edgec_f32_box b) { return (b.right - b.left) * (b.bottom - b.top); }

/* Whether the area of the intersection is more than limit times that of the union; not for boxes without area. */
EDGEC_FN int edgec_f32_boxes_overlap(edgec_f32_box a, edgec_f32_box b, float limit) {
  const float left = a.left > b.left ? a.left : b.left, right = a.right < b.right ? a.right : b.right;
  const float top = a.top > b.top ? a.top : b.top, bottom = a.bottom < b.bottom ? a.bottom : b.bottom;
  if (!(right > left && bottom > top)) return 0;
  const float intersection = (right - left) * (bottom - top);
  const float area_a = edgec_f32_box_area(a), area_b = edgec_f32_box_area(b);
  const float all = area_a + area_b - intersection;
  return intersection > 0.0f && area_a > 0.0f && area_b > 0.0f && all > 0.0f && intersection / all > limit;
}

/* boxes[batches, n, 4], scores[batches, classes, n]; rows of batch, class and box in y[batches * classes * limit, 3],
 * best first within a class, of equally good ones the first in boxes; *count tells how many there are, the others are
 * zero. most, overlap and threshold point to one number or are null: no more boxes than *most (none when null) and
 * limit for a class, none that overlaps a better one by more than *overlap (0), none whose score is not above
 * *threshold. state has room for n bytes. */
EDGEC_FN void edgec_f32_non_max_suppression(const float *boxes, const float *scores, const int64_t *most,
                                            const float *overlap, const float *threshold, int64_t *y, int64_t *count,
                                            void *state, int32_t batches, int32_t classes, int32_t n, int32_t limit,
                                            int32_t centered) {
  uint8_t *const is_out = (uint8_t *)state;
  const float allowed = overlap ? *overlap : 0.0f;
  int64_t rows = 0;
  memset(y, 0, (size_t)batches * (size_t)classes * (size_t)limit * 3u * sizeof *y);
  for (int32_t b = 0; b < batches; ++b, boxes += n * 4) {
    for (int32_t c = 0; c < classes; ++c, scores += n) {
      for (int32_t i = 0; i < n; ++i) is_out[i] = threshold && !(scores[i] > *threshold);
      for (int32_t selected = 0; selected < limit && most && selected < *most; ++selected) {
        int32_t best = -1;
        for (int32_t i = 0; i < n; ++i) {
          if (is_out[i]) continue;
          const int is_first_number = best >= 0 && scores[best] != scores[best] && scores[i] == scores[i];
          if (best < 0 || scores[i] > scores[best] || is_first_number) best = i;
        }
        if (best < 0) break;
        const edgec_f32_box winner = edgec_f32_read_box(boxes + best * 4, centered);
        for (int32_t i = 0; i < n; ++i) {
          if (is_out[i]) continue;
          const edgec_f32_box box = edgec_f32_read_box(boxes + i * 4, centered);
          is_out[i] = i == best || edgec_f32_boxes_overlap(box, winner, allowed);
        }
        y[rows * 3] = b;
        y[rows * 3 + 1] = c;
        y[rows * 3 + 2] = best;
        ++rows;
      }
    }
  }
  *count = rows;
}

#endif
