#include "KernelSources.h"

#include <stddef.h>
#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const char base[] = {
#embed "include/edgec/base.h" suffix(, 0)
};
static const char lanes[] = {
#embed "include/edgec/lanes.h" suffix(, 0)
};
static const char window[] = {
#embed "include/edgec/window.h" suffix(, 0)
};
static const char vfp[] = {
#embed "include/edgec/vfp.h" suffix(, 0)
};
static const char padded_rows[] = {
#embed "include/edgec/padded_rows.h" suffix(, 0)
};
static const char vfp_product[] = {
#embed "include/edgec/vfp_product.h" suffix(, 0)
};
static const char vfp_conv2d[] = {
#embed "include/edgec/vfp_conv2d.h" suffix(, 0)
};
static const char vfp_depthwise_conv2d[] = {
#embed "include/edgec/vfp_depthwise_conv2d.h" suffix(, 0)
};
static const char simd[] = {
#embed "include/edgec/simd.h" suffix(, 0)
};
static const char simd_product[] = {
#embed "include/edgec/simd_product.h" suffix(, 0)
};
static const char simd_conv2d[] = {
#embed "include/edgec/simd_conv2d.h" suffix(, 0)
};
static const char simd_depthwise_conv2d[] = {
#embed "include/edgec/simd_depthwise_conv2d.h" suffix(, 0)
};
static const char binary[] = {
#embed "include/edgec/binary.h" suffix(, 0)
};
static const char indices[] = {
#embed "include/edgec/indices.h" suffix(, 0)
};
static const char unary[] = {
#embed "include/edgec/unary.h" suffix(, 0)
};
static const char arg_reduce[] = {
#embed "include/edgec/arg_reduce.h" suffix(, 0)
};
static const char arithmetic[] = {
#embed "include/edgec/arithmetic.h" suffix(, 0)
};
static const char cast[] = {
#embed "include/edgec/cast.h" suffix(, 0)
};
static const char col2im[] = {
#embed "include/edgec/col2im.h" suffix(, 0)
};
static const char comparison[] = {
#embed "include/edgec/comparison.h" suffix(, 0)
};
static const char compress[] = {
#embed "include/edgec/compress.h" suffix(, 0)
};
static const char concat[] = {
#embed "include/edgec/concat.h" suffix(, 0)
};
static const char conv[] = {
#embed "include/edgec/conv.h" suffix(, 0)
};
static const char conv_integer[] = {
#embed "include/edgec/conv_integer.h" suffix(, 0)
};
static const char deform_conv[] = {
#embed "include/edgec/deform_conv.h" suffix(, 0)
};
static const char fully_connected[] = {
#embed "include/edgec/fully_connected.h" suffix(, 0)
};
static const char conv2d[] = {
#embed "include/edgec/conv2d.h" suffix(, 0)
};
static const char cumulate[] = {
#embed "include/edgec/cumulate.h" suffix(, 0)
};
static const char depthwise_conv2d[] = {
#embed "include/edgec/depthwise_conv2d.h" suffix(, 0)
};
static const char dft[] = {
#embed "include/edgec/dft.h" suffix(, 0)
};
static const char determinant[] = {
#embed "include/edgec/determinant.h" suffix(, 0)
};
static const char gather[] = {
#embed "include/edgec/gather.h" suffix(, 0)
};
static const char grid_sample[] = {
#embed "include/edgec/grid_sample.h" suffix(, 0)
};
static const char inverse[] = {
#embed "include/edgec/inverse.h" suffix(, 0)
};
static const char local_response_normalization[] = {
#embed "include/edgec/local_response_normalization.h" suffix(, 0)
};
static const char gather_elements[] = {
#embed "include/edgec/gather_elements.h" suffix(, 0)
};
static const char gather_nd[] = {
#embed "include/edgec/gather_nd.h" suffix(, 0)
};
static const char logic[] = {
#embed "include/edgec/logic.h" suffix(, 0)
};
static const char matmul[] = {
#embed "include/edgec/matmul.h" suffix(, 0)
};
static const char matmul_integer[] = {
#embed "include/edgec/matmul_integer.h" suffix(, 0)
};
static const char max_unpool[] = {
#embed "include/edgec/max_unpool.h" suffix(, 0)
};
static const char non_max_suppression[] = {
#embed "include/edgec/non_max_suppression.h" suffix(, 0)
};
static const char nonzero[] = {
#embed "include/edgec/nonzero.h" suffix(, 0)
};
static const char pad[] = {
#embed "include/edgec/pad.h" suffix(, 0)
};
static const char pool[] = {
#embed "include/edgec/pool.h" suffix(, 0)
};
static const char pool2d[] = {
#embed "include/edgec/pool2d.h" suffix(, 0)
};
static const char power[] = {
#embed "include/edgec/power.h" suffix(, 0)
};
static const char quantize[] = {
#embed "include/edgec/quantize.h" suffix(, 0)
};
static const char fixed_point[] = {
#embed "include/edgec/fixed_point.h" suffix(, 0)
};
static const char mve[] = {
#embed "include/edgec/mve.h" suffix(, 0)
};
static const char mve_pointwise[] = {
#embed "include/edgec/mve_pointwise.h" suffix(, 0)
};
static const char mve_pointwise_small[] = {
#embed "include/edgec/mve_pointwise_small.h" suffix(, 0)
};
static const char mve_fully_connected[] = {
#embed "include/edgec/mve_fully_connected.h" suffix(, 0)
};
static const char mve_conv2d[] = {
#embed "include/edgec/mve_conv2d.h" suffix(, 0)
};
static const char mve_conv3x3[] = {
#embed "include/edgec/mve_conv3x3.h" suffix(, 0)
};
static const char mve_depthwise[] = {
#embed "include/edgec/mve_depthwise.h" suffix(, 0)
};
static const char mve_depthwise_narrow[] = {
#embed "include/edgec/mve_depthwise_narrow.h" suffix(, 0)
};
static const char mve_pool[] = {
#embed "include/edgec/mve_pool.h" suffix(, 0)
};
static const char simd_integer[] = {
#embed "include/edgec/simd_integer.h" suffix(, 0)
};
static const char simd_quantized_product[] = {
#embed "include/edgec/simd_quantized_product.h" suffix(, 0)
};
static const char simd_quantized_conv2d[] = {
#embed "include/edgec/simd_quantized_conv2d.h" suffix(, 0)
};
static const char simd_quantized_depthwise_conv2d[] = {
#embed "include/edgec/simd_quantized_depthwise_conv2d.h" suffix(, 0)
};
static const char quantized_dot[] = {
#embed "include/edgec/quantized_dot.h" suffix(, 0)
};
static const char hybrid_conv2d[] = {
#embed "include/edgec/hybrid_conv2d.h" suffix(, 0)
};
static const char quantized_linear[] = {
#embed "include/edgec/quantized_linear.h" suffix(, 0)
};
static const char mve_linear[] = {
#embed "include/edgec/mve_linear.h" suffix(, 0)
};
static const char dsp[] = {
#embed "include/edgec/dsp.h" suffix(, 0)
};
static const char dsp_product[] = {
#embed "include/edgec/dsp_product.h" suffix(, 0)
};
static const char dsp_conv2d[] = {
#embed "include/edgec/dsp_conv2d.h" suffix(, 0)
};
static const char dsp_fully_connected[] = {
#embed "include/edgec/dsp_fully_connected.h" suffix(, 0)
};
static const char dsp_halves[] = {
#embed "include/edgec/dsp_halves.h" suffix(, 0)
};
static const char dsp_depthwise[] = {
#embed "include/edgec/dsp_depthwise.h" suffix(, 0)
};
static const char dsp_depthwise3[] = {
#embed "include/edgec/dsp_depthwise3.h" suffix(, 0)
};
static const char dsp_pool[] = {
#embed "include/edgec/dsp_pool.h" suffix(, 0)
};
static const char dsp_winograd[] = {
#embed "include/edgec/dsp_winograd.h" suffix(, 0)
};
static const char quantized_binary[] = {
#embed "include/edgec/quantized_binary.h" suffix(, 0)
};
static const char quantized_conv2d[] = {
#embed "include/edgec/quantized_conv2d.h" suffix(, 0)
};
static const char quantized_depthwise_conv2d[] = {
#embed "include/edgec/quantized_depthwise_conv2d.h" suffix(, 0)
};
static const char quantized_fully_connected[] = {
#embed "include/edgec/quantized_fully_connected.h" suffix(, 0)
};
static const char quantized_pool2d[] = {
#embed "include/edgec/quantized_pool2d.h" suffix(, 0)
};
static const char quantized_reduce[] = {
#embed "include/edgec/quantized_reduce.h" suffix(, 0)
};
static const char quantized_softmax[] = {
#embed "include/edgec/quantized_softmax.h" suffix(, 0)
};
static const char quantized_unary[] = {
#embed "include/edgec/quantized_unary.h" suffix(, 0)
};
static const char quantized_comparison[] = {
#embed "include/edgec/quantized_comparison.h" suffix(, 0)
};
static const char quantized_conv_transpose2d[] = {
#embed "include/edgec/quantized_conv_transpose2d.h" suffix(, 0)
};
static const char quantized_matmul[] = {
#embed "include/edgec/quantized_matmul.h" suffix(, 0)
};
static const char quantized_resize[] = {
#embed "include/edgec/quantized_resize.h" suffix(, 0)
};
static const char quantized_wide[] = {
#embed "include/edgec/quantized_wide.h" suffix(, 0)
};
static const char random_numbers[] = {
#embed "include/edgec/random.h" suffix(, 0)
};
static const char reduce[] = {
#embed "include/edgec/reduce.h" suffix(, 0)
};
static const char reduce_sum[] = {
#embed "include/edgec/reduce_sum.h" suffix(, 0)
};
static const char reverse_sequence[] = {
#embed "include/edgec/reverse_sequence.h" suffix(, 0)
};
static const char requantize[] = {
#embed "include/edgec/requantize.h" suffix(, 0)
};
static const char resize[] = {
#embed "include/edgec/resize.h" suffix(, 0)
};
static const char roi_pool[] = {
#embed "include/edgec/roi_pool.h" suffix(, 0)
};
static const char layer_norm[] = {
#embed "include/edgec/layer_norm.h" suffix(, 0)
};
static const char scatter[] = {
#embed "include/edgec/scatter.h" suffix(, 0)
};
static const char select[] = {
#embed "include/edgec/select.h" suffix(, 0)
};
static const char softmax[] = {
#embed "include/edgec/softmax.h" suffix(, 0)
};
static const char strided_copy[] = {
#embed "include/edgec/strided_copy.h" suffix(, 0)
};
static const char tf_idf[] = {
#embed "include/edgec/tf_idf.h" suffix(, 0)
};
static const char topk[] = {
#embed "include/edgec/topk.h" suffix(, 0)
};
static const char tree_ensemble[] = {
#embed "include/edgec/tree_ensemble.h" suffix(, 0)
};
static const char unique[] = {
#embed "include/edgec/unique.h" suffix(, 0)
};
static const char trilu[] = {
#embed "include/edgec/trilu.h" suffix(, 0)
};
static const char unary_math[] = {
#embed "include/edgec/unary_math.h" suffix(, 0)
};
static const char recurrent[] = {
#embed "include/edgec/recurrent.h" suffix(, 0)
};
static const char gru[] = {
#embed "include/edgec/gru.h" suffix(, 0)
};
static const char lstm[] = {
#embed "include/edgec/lstm.h" suffix(, 0)
};
static const char rnn[] = {
#embed "include/edgec/rnn.h" suffix(, 0)
};

struct source {
  const char *name, *text;
};

static const struct source sources[] = {
    {"base.h", base},
    {"lanes.h", lanes},
    {"window.h", window},
    {"vfp.h", vfp},
    {"padded_rows.h", padded_rows},
    {"vfp_product.h", vfp_product},
    {"vfp_conv2d.h", vfp_conv2d},
    {"vfp_depthwise_conv2d.h", vfp_depthwise_conv2d},
    {"simd.h", simd},
    {"simd_product.h", simd_product},
    {"simd_conv2d.h", simd_conv2d},
    {"simd_depthwise_conv2d.h", simd_depthwise_conv2d},
    {"binary.h", binary},
    {"indices.h", indices},
    {"unary.h", unary},
    {"arg_reduce.h", arg_reduce},
    {"arithmetic.h", arithmetic},
    {"cast.h", cast},
    {"col2im.h", col2im},
    {"comparison.h", comparison},
    {"compress.h", compress},
    {"concat.h", concat},
    {"conv.h", conv},
    {"conv_integer.h", conv_integer},
    {"deform_conv.h", deform_conv},
    {"fully_connected.h", fully_connected},
    {"conv2d.h", conv2d},
    {"cumulate.h", cumulate},
    {"depthwise_conv2d.h", depthwise_conv2d},
    {"dft.h", dft},
    {"determinant.h", determinant},
    {"gather.h", gather},
    {"grid_sample.h", grid_sample},
    {"inverse.h", inverse},
    {"local_response_normalization.h", local_response_normalization},
    {"gather_elements.h", gather_elements},
    {"gather_nd.h", gather_nd},
    {"logic.h", logic},
    {"matmul.h", matmul},
    {"matmul_integer.h", matmul_integer},
    {"max_unpool.h", max_unpool},
    {"non_max_suppression.h", non_max_suppression},
    {"nonzero.h", nonzero},
    {"pad.h", pad},
    {"pool.h", pool},
    {"pool2d.h", pool2d},
    {"power.h", power},
    {"quantize.h", quantize},
    {"fixed_point.h", fixed_point},
    {"mve.h", mve},
    {"mve_pointwise.h", mve_pointwise},
    {"mve_pointwise_small.h", mve_pointwise_small},
    {"mve_fully_connected.h", mve_fully_connected},
    {"mve_conv2d.h", mve_conv2d},
    {"mve_conv3x3.h", mve_conv3x3},
    {"mve_depthwise.h", mve_depthwise},
    {"mve_depthwise_narrow.h", mve_depthwise_narrow},
    {"mve_pool.h", mve_pool},
    {"simd_integer.h", simd_integer},
    {"simd_quantized_product.h", simd_quantized_product},
    {"simd_quantized_conv2d.h", simd_quantized_conv2d},
    {"simd_quantized_depthwise_conv2d.h", simd_quantized_depthwise_conv2d},
    {"quantized_dot.h", quantized_dot},
    {"hybrid_conv2d.h", hybrid_conv2d},
    {"dsp.h", dsp},
    {"dsp_product.h", dsp_product},
    {"dsp_conv2d.h", dsp_conv2d},
    {"dsp_fully_connected.h", dsp_fully_connected},
    {"dsp_halves.h", dsp_halves},
    {"dsp_depthwise.h", dsp_depthwise},
    {"dsp_depthwise3.h", dsp_depthwise3},
    {"dsp_pool.h", dsp_pool},
    {"dsp_winograd.h", dsp_winograd},
    {"quantized_binary.h", quantized_binary},
    {"quantized_linear.h", quantized_linear},
    {"mve_linear.h", mve_linear},
    {"quantized_conv2d.h", quantized_conv2d},
    {"quantized_depthwise_conv2d.h", quantized_depthwise_conv2d},
    {"quantized_fully_connected.h", quantized_fully_connected},
    {"quantized_pool2d.h", quantized_pool2d},
    {"quantized_reduce.h", quantized_reduce},
    {"quantized_softmax.h", quantized_softmax},
    {"quantized_unary.h", quantized_unary},
    {"quantized_comparison.h", quantized_comparison},
    {"quantized_conv_transpose2d.h", quantized_conv_transpose2d},
    {"quantized_matmul.h", quantized_matmul},
    {"quantized_resize.h", quantized_resize},
    {"quantized_wide.h", quantized_wide},
    {"random.h", random_numbers},
    {"reduce.h", reduce},
    {"reduce_sum.h", reduce_sum},
    {"reverse_sequence.h", reverse_sequence},
    {"requantize.h", requantize},
    {"resize.h", resize},
    {"roi_pool.h", roi_pool},
    {"layer_norm.h", layer_norm},
    {"select.h", select},
    {"softmax.h", softmax},
    {"strided_copy.h", strided_copy},
    {"tf_idf.h", tf_idf},
    {"topk.h", topk},
    {"tree_ensemble.h", tree_ensemble},
    {"unique.h", unique},
    {"scatter.h", scatter},
    {"trilu.h", trilu},
    {"unary_math.h", unary_math},
    {"recurrent.h", recurrent},
    {"gru.h", gru},
    {"lstm.h", lstm},
    {"rnn.h", rnn},
};

int32_t edgec_kernel_source_count(void) { return (int32_t)(sizeof sources / sizeof sources[0]); }

static const struct source *source(int32_t i) {
  return i >= 0 && i < edgec_kernel_source_count() ? &sources[i] : NULL;
}

const char *edgec_kernel_source_name(int32_t i) { return source(i) ? source(i)->name : NULL; }

const char *edgec_kernel_source_text(int32_t i) { return source(i) ? source(i)->text : NULL; }

int32_t edgec_kernel_source_includes(int32_t i, int32_t j) {
  static const char directive[] = "#include \"";
  if (!source(i) || !source(j)) return 0;
  const char *name = source(j)->name;
  const size_t length = strlen(name);
  for (const char *at = strstr(source(i)->text, directive); at; at = strstr(at, directive)) {
    at += sizeof directive - 1;
    if (strncmp(at, name, length) == 0 && at[length] == '"') return 1;
  }
  return 0;
}
