extension Skip {
  /// What TFLite cannot say, by reason.
  static let tflite: [Skip] = [
    Skip(
      executor: .tflite, reason: "3-D convolution has no lowering to TFLite",
      cases: [
        "test_lppool_3d_default"
      ]),
    Skip(
      executor: .tflite, reason: "3-D pooling has no TFLite form",
      cases: [
        "test_averagepool_3d_default",
        "test_averagepool_3d_dilations_large_count_include_pad_is_0_ceil_mode_is_False",
        "test_averagepool_3d_dilations_large_count_include_pad_is_0_ceil_mode_is_True",
        "test_averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_False",
        "test_averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_True",
        "test_averagepool_3d_dilations_small", "test_maxpool_3d_default", "test_maxpool_3d_dilations",
        "test_maxpool_3d_dilations_use_ref_impl", "test_maxpool_3d_dilations_use_ref_impl_large",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite convolves float32, not f16; TFLite joins no f16",
      cases: [
        "test_causal_conv_with_state_fp16_expanded", "test_causal_conv_with_state_silu_fp16_expanded",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite convolves float32, not f64; TFLite does not compute with f64",
      cases: [
        "test_convinteger_with_padding", "test_convinteger_without_padding",
      ]),
    Skip(
      executor: .tflite,
      reason: "TFLite convolves float32, not f64; TFLite does not compute with f64; TFLite quantizes float32",
      cases: [
        "test_qlinearconv"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not cast u64",
      cases: [
        "test_pow_types_float32_uint64"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not compare u64",
      cases: [
        "test_equal_uint64", "test_greater_equal_uint64", "test_greater_equal_uint64_expanded",
        "test_greater_uint64", "test_less_equal_uint64", "test_less_equal_uint64_expanded",
        "test_less_uint64",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not compute with f16",
      cases: [
        "test_max_float16", "test_min_float16", "test_mod_mixed_sign_float16",
      ]),
    Skip(
      executor: .tflite,
      reason:
        "TFLite does not compute with f16; TFLite joins no f16; TFLite multiplies float32, not f16; TFLite normalises float32, not f16",
      cases: [
        "test_attention_4d_gqa_with_past_and_present_fp16_expanded"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not compute with f16; TFLite multiplies float32, not f16",
      cases: [
        "test_flexattention_fp16_expanded_ver26"
      ]),
    Skip(
      executor: .tflite,
      reason:
        "TFLite does not compute with f16; TFLite multiplies float32, not f16; TFLite normalises float32, not f16",
      cases: [
        "test_attention_4d_fp16_expanded"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not compute with f64",
      cases: [
        "test_max_float64", "test_min_float64", "test_mod_mixed_sign_float64",
      ]),
    Skip(
      executor: .tflite,
      reason:
        "TFLite does not compute with f64; TFLite does not limit f64; TFLite has no exp of f64; TFLite has no log of f64; TFLite has no max of f64; TFLite has no sum of f64",
      cases: [
        "test_reduce_log_sum_exp_default_axes_keepdims_example",
        "test_reduce_log_sum_exp_default_axes_keepdims_random",
        "test_reduce_log_sum_exp_do_not_keepdims_example", "test_reduce_log_sum_exp_do_not_keepdims_random",
        "test_reduce_log_sum_exp_keepdims_example", "test_reduce_log_sum_exp_keepdims_random",
        "test_reduce_log_sum_exp_negative_axes_keepdims_example",
        "test_reduce_log_sum_exp_negative_axes_keepdims_random",
      ]),
    Skip(
      executor: .tflite,
      reason:
        "TFLite does not compute with f64; TFLite multiplies float32, not f64; TFLite normalises float32, not f64",
      cases: [
        "test_flexattention_double_expanded_ver26"
      ]),
    Skip(
      executor: .tflite,
      reason:
        "TFLite does not compute with f64; TFLite multiplies float32, not i32; TFLite quantizes float32",
      cases: [
        "test_qlinearmatmul_2D_int8_float16", "test_qlinearmatmul_2D_int8_float32",
        "test_qlinearmatmul_2D_uint8_float16", "test_qlinearmatmul_2D_uint8_float32",
        "test_qlinearmatmul_3D_int8_float16", "test_qlinearmatmul_3D_int8_float32",
        "test_qlinearmatmul_3D_uint8_float16", "test_qlinearmatmul_3D_uint8_float32",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not compute with u64",
      cases: [
        "test_add_uint64", "test_div_uint64", "test_max_uint64", "test_min_uint64", "test_mod_uint64",
        "test_mul_uint64", "test_sub_uint64",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not dequantize in blocks",
      cases: [
        "test_dequantizelinear_blocked"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not quantize to i16 or in blocks exactly",
      cases: [
        "test_quantizelinear_blocked_symmetric"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not quantize to u8 or in blocks exactly",
      cases: [
        "test_quantizelinear_blocked_asymmetric"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not reduce empty tensors exactly",
      cases: [
        "test_reduce_l1_empty_set", "test_reduce_l1_empty_set_expanded", "test_reduce_l2_empty_set",
        "test_reduce_l2_empty_set_expanded", "test_reduce_log_sum_empty_set",
        "test_reduce_log_sum_empty_set_expanded", "test_reduce_log_sum_exp_empty_set",
        "test_reduce_max_empty_set", "test_reduce_min_empty_set", "test_reduce_prod_empty_set",
        "test_reduce_sum_empty_set", "test_reduce_sum_empty_set_non_reduced_axis_zero",
        "test_reduce_sum_square_empty_set", "test_reduce_sum_square_empty_set_expanded",
      ]),
    Skip(
      executor: .tflite,
      reason:
        "TFLite does not reduce empty tensors exactly; TFLite has no exp of f64; TFLite has no log of f64",
      cases: [
        "test_reduce_log_sum_exp_empty_set_expanded"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite does not slice nothing exactly",
      cases: [
        "test_rotary_embedding_3d_input_expanded", "test_rotary_embedding_expanded",
        "test_rotary_embedding_interleaved_expanded", "test_rotary_embedding_no_position_ids_expanded",
        "test_rotary_embedding_no_position_ids_interleaved_expanded", "test_slice_start_out_of_bounds",
      ]),
    Skip(
      executor: .tflite,
      reason:
        "TFLite does not slice nothing exactly; depthwise convolution with computed weights has no TFLite form",
      cases: [
        "test_causal_conv_with_state_kernel_size_one_expanded"
      ]),
    Skip(
      executor: .tflite,
      reason: "TFLite has no exp of f64; TFLite has no log of f64; TFLite has no sum of f64",
      cases: [
        "test_reduce_log_sum_exp_default_axes_keepdims_example_expanded",
        "test_reduce_log_sum_exp_default_axes_keepdims_random_expanded",
        "test_reduce_log_sum_exp_do_not_keepdims_example_expanded",
        "test_reduce_log_sum_exp_do_not_keepdims_random_expanded",
        "test_reduce_log_sum_exp_keepdims_example_expanded",
        "test_reduce_log_sum_exp_keepdims_random_expanded",
        "test_reduce_log_sum_exp_negative_axes_keepdims_example_expanded",
        "test_reduce_log_sum_exp_negative_axes_keepdims_random_expanded",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite has no isInf(negative: true, positive: true) of f16",
      cases: [
        "test_isinf_float16"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite has no isNaN of f16",
      cases: [
        "test_isnan_float16"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite has no remainder of integers with the dividend's sign",
      cases: [
        "test_mod_int64_fmod"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite has no running sums of f64",
      cases: [
        "test_cumsum_1d", "test_cumsum_1d_exclusive", "test_cumsum_1d_reverse",
        "test_cumsum_1d_reverse_exclusive", "test_cumsum_2d_axis_0", "test_cumsum_2d_axis_1",
        "test_cumsum_2d_negative_axis",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite multiplies float32, not i32",
      cases: [
        "test_matmulinteger"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite pools float32, not u8",
      cases: [
        "test_maxpool_2d_uint8"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite pools without telling where the largest lie",
      cases: [
        "test_maxpool_with_argmax_2d_precomputed_pads", "test_maxpool_with_argmax_2d_precomputed_strides",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite stops at integer division by 0",
      cases: [
        "test_div_int16", "test_div_int32_trunc", "test_div_int8", "test_div_uint16", "test_div_uint32",
        "test_div_uint8", "test_mod_broadcast", "test_mod_mixed_sign_int16", "test_mod_mixed_sign_int32",
        "test_mod_mixed_sign_int64", "test_mod_mixed_sign_int8", "test_mod_uint16", "test_mod_uint32",
        "test_mod_uint8",
      ]),
    Skip(
      executor: .tflite, reason: "TFLite's GATHER_ND has no batch",
      cases: [
        "test_gathernd_example_int32_batch_dim1"
      ]),
    Skip(
      executor: .tflite, reason: "TFLite's powers of integers do not wrap around",
      cases: [
        "test_pow_types_int32_int32", "test_pow_types_int64_int64",
      ]),
    Skip(
      executor: .tflite, reason: "depthwise convolution with computed weights has no TFLite form",
      cases: [
        "test_causal_conv_with_state_basic_expanded", "test_causal_conv_with_state_decode_step_expanded",
        "test_causal_conv_with_state_short_input_no_past_state_expanded",
        "test_causal_conv_with_state_silu_expanded",
        "test_causal_conv_with_state_silu_with_past_state_expanded",
        "test_causal_conv_with_state_swish_alias_expanded",
        "test_causal_conv_with_state_with_bias_and_past_state_expanded",
        "test_causal_conv_with_state_with_bias_expanded",
        "test_causal_conv_with_state_with_past_state_expanded",
      ]),
    Skip(
      executor: .tflite, reason: "dilated pooling has no TFLite form",
      cases: [
        "test_averagepool_2d_dilations", "test_maxpool_2d_dilations",
      ]),
    Skip(
      executor: .tflite, reason: "gathering by computed indices has no TFLite form",
      cases: [
        "test_gather_elements_0", "test_gather_elements_1", "test_gather_elements_negative_indices",
        "test_nllloss_NC_expanded", "test_nllloss_NCd1_expanded", "test_nllloss_NCd1_ii_expanded",
        "test_nllloss_NCd1_mean_weight_negative_ii_expanded", "test_nllloss_NCd1_weight_expanded",
        "test_nllloss_NCd1_weight_ii_expanded", "test_nllloss_NCd1d2_expanded",
        "test_nllloss_NCd1d2_no_weight_reduction_mean_ii_expanded",
        "test_nllloss_NCd1d2_reduction_mean_expanded", "test_nllloss_NCd1d2_reduction_sum_expanded",
        "test_nllloss_NCd1d2_with_weight_expanded",
        "test_nllloss_NCd1d2_with_weight_reduction_mean_expanded",
        "test_nllloss_NCd1d2_with_weight_reduction_sum_expanded",
        "test_nllloss_NCd1d2_with_weight_reduction_sum_ii_expanded",
        "test_nllloss_NCd1d2d3_none_no_weight_negative_ii_expanded",
        "test_nllloss_NCd1d2d3_sum_weight_high_ii_expanded",
        "test_nllloss_NCd1d2d3d4d5_mean_weight_expanded",
        "test_nllloss_NCd1d2d3d4d5_none_no_weight_expanded",
      ]),
  ]
}
