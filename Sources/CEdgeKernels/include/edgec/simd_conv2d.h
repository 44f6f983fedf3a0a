/* 2-D convolution in vectors, channels-last. Semantics: ONNX Conv with one group; padding is zero and given by its top
 * and left extents, the bottom and right ones follow from oh and ow.
 *
 * The rows of the image that a row of the output needs lie, padded, in a ring of scratch memory: no tap is outside.
 */
#ifndef EDGEC_SIMD_CONV2D_H
#define EDGEC_SIMD_CONV2D_H

#include "padded_rows.h"
#include "simd_product.h"

/* The most runs a window may have: kh where dilation_w is 1, kh * kw elsewhere. */
#define EDGEC_SIMD_RUNS 64

/* x[batch, ih, iw, ic], y[batch, oh, ow, oc] = clamp(conv(x, weights) + bias). The weights are packed as in
 * simd_product.h; an output's inputs are in the order [kh, kw, ic]. ring has room for
 * ((kh - 1) * dilation_h + 1) * ((ow - 1) * stride_w + (kw - 1) * dilation_w + 1) * ic numbers. */
EDGEC_FN void edgec_simd_conv2d(const float *x, const float *w, float *y, float *ring, int32_t batch, int32_t ih,
                                int32_t iw, int32_t ic, int32_t oh, int32_t ow, int32_t oc, int32_t kh, int32_t kw,
                                int32_t stride_h, int32_t stride_w, int32_t dilation_h, int32_t dilation_w,
                                int32_t pad_top, int32_t pad_left, float lo, float hi) {
  const int32_t count = (kh - 1) * dilation_h + 1, columns = (ow - 1) * stride_w + (kw - 1) * dilation_w + 1;
  const int32_t in_row = dilation_w == 1 ? 1 : kw, size = columns * ic;
  int32_t offsets[EDGEC_SIMD_RUNS];
  const edgec_f32_runs rows = {ring, offsets, stride_w * ic, kh * in_row, dilation_w == 1 ? kw * ic : ic};
  for (int32_t b = 0; b < batch; ++b, x += ih * iw * ic) {
    for (int32_t oy = 0, next = 0; oy < oh; ++oy, y += ow * oc) {
      const int32_t top = oy * stride_h;
      edgec_f32_padded_rows(x, ring, ih, iw, ic, pad_top, pad_left, columns, top, count, &next);
      for (int32_t r = 0; r < rows.count; ++r) {
        offsets[r] = (top + r / in_row * dilation_h) % count * size + r % in_row * dilation_w * ic;
      }
      edgec_simd_rows(ow, rows, w, y, oc, lo, hi);
    }
  }
}

#endif
