/* The discrete Fourier transform along an axis. Semantics: ONNX DFT-20. Computed in double precision, as differences of
 * large sums are often what is looked for in a spectrum.
 */
#ifndef EDGEC_DFT_H
#define EDGEC_DFT_H

#include "base.h"

/* One pass of the Stockham algorithm over n complex numbers, from a to b. Numbers that are stride apart, and n / stride
 * in number, are being transformed; factor divides that number. roots[j] is exp(2 pi i j / n), sign that of the
 * exponent. */
EDGEC_FN void edgec_dft_pass(const double *a, double *b, const double *roots, int32_t n, int32_t factor,
                             int32_t stride, double sign) {
  const int32_t m = n / stride / factor;
  for (int32_t p = 0; p < m; ++p) {
    for (int32_t k = 0; k < factor; ++k) {
      for (int32_t q = 0; q < stride; ++q) {
        double re = 0.0, im = 0.0;
        int32_t root = k * p * stride;
        for (int32_t j = 0; j < factor; ++j) {
          const double *v = a + 2 * (q + stride * (p + m * j));
          const double c = roots[2 * root], s = sign * roots[2 * root + 1];
          re += v[0] * c - v[1] * s;
          im += v[0] * s + v[1] * c;
          root += k * m * stride;
          if (root >= n) root -= n;
        }
        b[2 * (q + stride * (factor * p + k))] = re;
        b[2 * (q + stride * (factor * p + k)) + 1] = im;
      }
    }
  }
}

/* Transforms n complex numbers in scratch, which holds 4 n doubles; returns where in it the results are. The factors'
 * product is n. */
EDGEC_FN const double *edgec_dft_line(double *scratch, const double *roots, int32_t n, int32_t factor_count,
                                      const int32_t *factors, double sign) {
  double *from = scratch, *to = scratch + 2 * n;
  int32_t stride = 1;
  for (int32_t f = 0; f < factor_count; ++f) {
    edgec_dft_pass(from, to, roots, n, factors[f], stride, sign);
    stride *= factors[f];
    double *const swapped = from;
    from = to;
    to = swapped;
  }
  return from;
}

/* Completes the first n / 2 + 1 numbers of a spectrum by those that mirror them. */
EDGEC_FN void edgec_dft_mirror(double *z, int32_t n) {
  z[1] = 0.0;
  for (int32_t t = 1; t <= n / 2; ++t) {
    if (2 * t == n) z[2 * t + 1] = 0.0;
    z[2 * (n - t)] = z[2 * t];
    z[2 * (n - t) + 1] = -z[2 * t + 1];
  }
}

/* x is [outer, count, inner, parts], y [outer, results, inner, result_parts]; parts are 1 for real numbers and 2 for
 * complex ones. Lines of x are cut or filled with zeros to n numbers; mirrored ones to the first n / 2 + 1 of a
 * spectrum whose others mirror them. The factors' product is n. The inverse divides by n. scratch holds 4 n doubles. */
#define EDGEC_DEFINE_DFT(dt, T)                                                                                   \
  EDGEC_FN void edgec_##dt##_dft(const T *x, const double *roots, T *y, double *scratch, int32_t outer,           \
                                 int32_t inner, int32_t count, int32_t parts, int32_t results,                    \
                                 int32_t result_parts, int32_t n, int32_t factor_count, const int32_t *factors,   \
                                 int32_t inverse, int32_t mirrored) {                                             \
    const int32_t given = edgec_min(count, mirrored ? n / 2 + 1 : n);                                             \
    for (int32_t line = 0; line < outer * inner; ++line) {                                                        \
      const int32_t o = line / inner, i = line % inner;                                                           \
      for (int32_t t = 0; t < n; ++t) {                                                                           \
        const int32_t at = t < given ? ((o * count + t) * inner + i) * parts : 0;                                 \
        scratch[2 * t] = t < given ? (double)x[at] : 0.0;                                                         \
        scratch[2 * t + 1] = t < given && parts == 2 ? (double)x[at + 1] : 0.0;                                   \
      }                                                                                                           \
      if (mirrored) edgec_dft_mirror(scratch, n);                                                                 \
      const double *z = edgec_dft_line(scratch, roots, n, factor_count, factors, inverse ? 1.0 : -1.0);           \
      for (int32_t k = 0; k < results; ++k) {                                                                     \
        T *const result = y + ((o * results + k) * inner + i) * result_parts;                                     \
        for (int32_t part = 0; part < result_parts; ++part) {                                                     \
          result[part] = (T)(inverse ? z[2 * k + part] / n : z[2 * k + part]);                                    \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_DFT(f32, float)
EDGEC_DEFINE_DFT(f64, double)

#endif
