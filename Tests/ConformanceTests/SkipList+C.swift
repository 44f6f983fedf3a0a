extension Skip {
  /// What has no C form, by reason.
  static let generatedC: [Skip] = [
    Skip(
      executor: .generatedC, reason: "3-D convolution has no kernel",
      cases: [
        "test_lppool_3d_default"
      ]),
    Skip(
      executor: .generatedC, reason: "3-D pooling has no kernel",
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
      executor: .generatedC, reason: "CumSum has no C form",
      cases: [
        "test_cumsum_1d", "test_cumsum_1d_exclusive", "test_cumsum_1d_int32_exclusive",
        "test_cumsum_1d_reverse", "test_cumsum_1d_reverse_exclusive", "test_cumsum_2d_axis_0",
        "test_cumsum_2d_axis_1", "test_cumsum_2d_int32", "test_cumsum_2d_negative_axis",
      ]),
    Skip(
      executor: .generatedC, reason: "GatherElements has no C form",
      cases: [
        "test_gather_elements_0", "test_gather_elements_1", "test_gather_elements_negative_indices",
        "test_nllloss_NC_expanded", "test_nllloss_NCd1_expanded", "test_nllloss_NCd1_ii_expanded",
        "test_nllloss_NCd1_mean_weight_negative_ii_expanded", "test_nllloss_NCd1_weight_expanded",
        "test_nllloss_NCd1_weight_ii_expanded", "test_nllloss_NCd1d2_expanded",
        "test_nllloss_NCd1d2_no_weight_reduction_mean_ii_expanded",
        "test_nllloss_NCd1d2_reduction_mean_expanded", "test_nllloss_NCd1d2_reduction_sum_expanded",
        "test_nllloss_NCd1d2_with_weight_expanded", "test_nllloss_NCd1d2_with_weight_reduction_mean_expanded",
        "test_nllloss_NCd1d2_with_weight_reduction_sum_expanded",
        "test_nllloss_NCd1d2_with_weight_reduction_sum_ii_expanded",
        "test_nllloss_NCd1d2d3_none_no_weight_negative_ii_expanded",
        "test_nllloss_NCd1d2d3_sum_weight_high_ii_expanded", "test_nllloss_NCd1d2d3d4d5_mean_weight_expanded",
        "test_nllloss_NCd1d2d3d4d5_none_no_weight_expanded",
      ]),
    Skip(
      executor: .generatedC, reason: "GatherND has no C form",
      cases: [
        "test_gathernd_example_float32", "test_gathernd_example_int32",
        "test_gathernd_example_int32_batch_dim1",
      ]),
    Skip(
      executor: .generatedC, reason: "Trilu has no C form",
      cases: [
        "test_tril", "test_tril_neg", "test_tril_one_row_neg", "test_tril_out_neg", "test_tril_out_pos",
        "test_tril_pos", "test_tril_square", "test_tril_square_neg", "test_tril_zero", "test_triu",
        "test_triu_neg", "test_triu_one_row", "test_triu_out_neg_out", "test_triu_out_pos", "test_triu_pos",
        "test_triu_square", "test_triu_square_neg", "test_triu_zero",
      ]),
    Skip(
      executor: .generatedC, reason: "kernels convolve float32",
      cases: [
        "test_convinteger_with_padding", "test_convinteger_without_padding", "test_qlinearconv",
      ]),
    Skip(
      executor: .generatedC, reason: "kernels normalise float32",
      cases: [
        "test_flexattention_double_expanded_ver26"
      ]),
    Skip(
      executor: .generatedC, reason: "kernels pool float32",
      cases: [
        "test_maxpool_2d_uint8"
      ]),
    Skip(
      executor: .generatedC, reason: "kernels quantize float32 to at most 32 signed bits",
      cases: [
        "test_qlinearmatmul_2D_int8_float32", "test_qlinearmatmul_2D_uint8_float32",
        "test_qlinearmatmul_3D_int8_float32", "test_qlinearmatmul_3D_uint8_float32",
      ]),
    Skip(
      executor: .generatedC, reason: "no kernel computes with float16",
      cases: [
        "test_attention_4d_fp16_expanded", "test_attention_4d_gqa_with_past_and_present_fp16_expanded",
        "test_cast_DOUBLE_to_FLOAT16", "test_cast_FLOAT16_to_DOUBLE", "test_cast_FLOAT16_to_FLOAT",
        "test_cast_FLOAT_to_FLOAT16", "test_castlike_DOUBLE_to_FLOAT16",
        "test_castlike_DOUBLE_to_FLOAT16_expanded", "test_castlike_FLOAT16_to_DOUBLE",
        "test_castlike_FLOAT16_to_DOUBLE_expanded", "test_castlike_FLOAT16_to_FLOAT",
        "test_castlike_FLOAT16_to_FLOAT_expanded", "test_castlike_FLOAT_to_FLOAT16",
        "test_castlike_FLOAT_to_FLOAT16_expanded", "test_causal_conv_with_state_fp16_expanded",
        "test_causal_conv_with_state_silu_fp16_expanded", "test_flexattention_fp16_expanded_ver26",
        "test_isinf_float16", "test_isnan_float16", "test_max_float16", "test_min_float16",
        "test_mod_mixed_sign_float16", "test_qlinearmatmul_2D_int8_float16",
        "test_qlinearmatmul_2D_uint8_float16", "test_qlinearmatmul_3D_int8_float16",
        "test_qlinearmatmul_3D_uint8_float16", "test_range_float16_type_positive_delta",
      ]),
    Skip(
      executor: .generatedC, reason: "no kernel dequantizes in blocks",
      cases: [
        "test_dequantizelinear_blocked"
      ]),
    Skip(
      executor: .generatedC, reason: "no kernel quantizes in blocks",
      cases: [
        "test_quantizelinear_blocked_asymmetric", "test_quantizelinear_blocked_symmetric",
      ]),
    Skip(
      executor: .generatedC, reason: "no kernel tells where the largest elements lie",
      cases: [
        "test_maxpool_with_argmax_2d_precomputed_pads", "test_maxpool_with_argmax_2d_precomputed_strides",
      ]),
  ]
}
