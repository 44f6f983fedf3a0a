/* Rows of an image, channels-last, between zeros for padding. */
#ifndef EDGEC_PADDED_ROWS_H
#define EDGEC_PADDED_ROWS_H

#include "vfp.h"

/* row[columns, channels] = row iy of the image x[ih, iw, channels] from column -pad_left on, zeros outside. */
EDGEC_FN void edgec_f32_padded_row(const float *x, float *row, int32_t ih, int32_t iw, int32_t channels, int32_t iy,
                                   int32_t pad_left, int32_t columns) {
  const int32_t before = edgec_min(pad_left, columns), in_image = iy >= 0 && iy < ih;
  const int32_t taken = in_image ? edgec_min(columns - before, iw) : 0;
  edgec_f32_zero(row, before * channels);
  if (taken > 0) edgec_f32_copy(row + before * channels, x + iy * iw * channels, taken * channels);
  edgec_f32_zero(row + (before + taken) * channels, (columns - before - taken) * channels);
}

/* Lets ring, whose rows are columns * channels numbers, hold the rows top to top + count - 1 of the padded image, row
 * r at r % count. Those below *next are there already. */
EDGEC_FN void edgec_f32_padded_rows(const float *x, float *ring, int32_t ih, int32_t iw, int32_t channels,
                                    int32_t pad_top, int32_t pad_left, int32_t columns, int32_t top, int32_t count,
                                    int32_t *next) {
  for (*next = edgec_max(*next, top); *next < top + count; ++*next) {
    edgec_f32_padded_row(x, ring + *next % count * (columns * channels), ih, iw, channels, *next - pad_top, pad_left,
                         columns);
  }
}

#endif
