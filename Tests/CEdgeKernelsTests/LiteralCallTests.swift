import CEdgeKernels
import EdgeTestSupport
import Testing

/// Calls as generated code makes them: with literal geometry, which optimisers specialise and then doubt.
struct LiteralCallTests {
  /// A program that gives every call buffers of exactly the sizes it needs.
  private static let program = """
    #include <stdlib.h>
    #define COMMA ,
    #define CALL(NAME, XS, WS, BS, YS, CODE)                                     \\
      void NAME(const float *x, const float *w, const float *b, float *y);       \\
      void NAME(const float *x, const float *w, const float *b, float *y) {      \\
        (void)x, (void)w, (void)b;                                               \\
        CODE;                                                                    \\
      }                                                                          \\
      static void run_##NAME(void) {                                             \\
        float *x = calloc(XS, 4), *w = calloc(WS, 4), *b = calloc(BS, 4), *y = calloc(YS, 4); \\
        NAME(x, w, b, y);                                                        \\
        free(x), free(w), free(b), free(y);                                      \\
      }
    #define NONE -EDGEC_INFINITY, EDGEC_INFINITY
    #define CALLS(N, IC, OC, K)                                                                             \\
      CALL(conv_##N, 100 * IC, OC * K * K * IC, OC, 100 * OC,                                               \\
           edgec_f32_conv2d(x, w, b, y, 1, 10, 10, IC, 10, 10, OC, K, K, 1, 1, 1, 1, K / 2, K / 2, 1, 0.0f, 6.0f)) \\
      CALL(valid_##N, 100 * IC, OC * K * K * IC, 1, 9 * OC,                                                 \\
           edgec_f32_conv2d(x, w, 0, y, 1, 10, 10, IC, 3, 3, OC, K, K, 2, 2, 1, 1, 0, 0, 1, NONE))          \\
      CALL(groups_##N, 200 * IC, 2 * OC * K * K * IC, 2 * OC, 128 * OC,                                     \\
           edgec_f32_conv2d(x, w, b, y, 1, 10, 10, 2 * IC, 8, 8, 2 * OC, K, K, 1, 1, 2, 2, 1, 1, 2, NONE))  \\
      CALL(depthwise_##N, 100 * IC, K * K * IC, IC, 100 * IC,                                               \\
           edgec_f32_depthwise_conv2d(x, w, b, y, 1, 10, 10, IC, 1, 10, 10, K, K, 1, 1, 1, 1, 1, 1, NONE))  \\
      CALL(multiplied_##N, 100 * IC, 2 * K * K * IC, 1, 32 * IC,                                            \\
           edgec_f32_depthwise_conv2d(x, w, 0, y, 1, 10, 10, IC, 2, 4, 4, K, K, 2, 2, 1, 1, 0, 0, 0.0f, 6.0f)) \\
      CALL(pointwise_##N, 64 * IC, OC * IC, OC, 64 * OC, edgec_f32_conv2d_1x1(x, w, b, y, 64, IC, OC, NONE)) \\
      CALL(connected_##N, IC * K, IC * K * OC, OC, OC,                                                      \\
           edgec_f32_fully_connected(x, w, b, y, 1, IC * K, OC, NONE))                                      \\
      CALL(matmul_##N, K * IC, IC * OC, 1, K * OC, edgec_f32_matmul(x, w, y, 0, 0, 0, 0, K, IC, OC))        \\
      CALL(max_pool_##N, 100 * IC, 1, 1, 9 * IC,                                                            \\
           edgec_f32_max_pool2d(x, y, 1, 10, 10, IC, 3, 3, K, K, 2, 2, 1, 1, 0, 0, NONE))                   \\
      CALL(average_pool_##N, 100 * IC, 1, 1, 25 * IC,                                                       \\
           edgec_f32_average_pool2d(x, y, 1, 10, 10, IC, 5, 5, K, K, 2, 2, 1, 1, 1, 1, 1, 1, 0, NONE))      \\
      CALL(add_##N, 9 * IC, 9 * IC, 1, 9 * IC, edgec_f32_add(x, w, y, 9 * IC, 0.0f, EDGEC_INFINITY))        \\
      CALL(sigmoid_##N, 9 * IC, 1, 1, 9 * IC, edgec_f32_sigmoid(x, y, 9 * IC))                              \\
      CALL(softmax_##N, 2 * OC, 1, 1, 2 * OC, edgec_f32_softmax(x, y, 2, OC, 1))                            \\
      CALL(mean_##N, 49 * IC, 1, 1, IC, edgec_f32_reduce_mean(x, y, 1, 49, IC))                             \\
      CALL(sum_##N, K * OC, 1, 1, K, edgec_f32_reduce_sum(x, y, K, OC, 1))                                  \\
      CALL(max_##N, K * OC * IC, 1, 1, K * IC, edgec_f32_reduce_max(x, y, K, OC, IC))                       \\
      CALL(turn_##N, IC * OC, 1, 1, IC * OC, edgec_x32_transpose2d(x, y, 1, IC, OC))                        \\
      CALL(concat_##N, 8 * IC, 1, 1, 8 * (IC + OC), edgec_x32_concat(x, y, 8, IC, IC + OC, OC))             \\
      CALL(copy_##N, IC * K * OC, 1, 1, IC * K * OC,                                                        \\
           static const int32_t d[3] = {IC COMMA K COMMA OC};                                               \\
           static const int32_t s[3] = {1 COMMA IC * OC COMMA IC};                                          \\
           edgec_x32_strided_copy(x, y, 0, 3, d, s))                                                        \\
      CALL(pad_##N, IC * OC, 1, 1, (IC + 2) * (OC + 3), static const float v = 0;                           \\
           static const int32_t d[2] = {IC COMMA OC}; static const int32_t e[2] = {IC + 2 COMMA OC + 3};    \\
           static const int32_t p[2] = {1 COMMA 2}; edgec_x32_pad(x, &v, y, EDGEC_PAD_CONSTANT, 2, d, e, p)) \\
      CALL(broadcast_##N, K * OC * IC, IC, 1, K * OC * IC,                                                  \\
           static const int32_t d[3] = {K COMMA OC COMMA IC};                                               \\
           static const int32_t s[3] = {OC * IC COMMA IC COMMA 1};                                          \\
           static const int32_t t[3] = {0 COMMA 0 COMMA 1};                                                 \\
           edgec_f32_mul_broadcast(x, w, y, 3, d, s, t, 0.0f, 6.0f))                                        \\
      static void run_##N(void) {                                                                           \\
        run_conv_##N(), run_valid_##N(), run_groups_##N(), run_depthwise_##N(), run_multiplied_##N();       \\
        run_pointwise_##N(), run_connected_##N(), run_matmul_##N(), run_max_pool_##N();                     \\
        run_average_pool_##N(), run_add_##N(), run_sigmoid_##N(), run_softmax_##N(), run_mean_##N();        \\
        run_sum_##N(), run_max_##N(), run_turn_##N(), run_concat_##N(), run_copy_##N(), run_pad_##N();      \\
        run_broadcast_##N();                                                                                \\
      }
    #define QCALL(NAME, T, XS, WS, YS, CODE)                                                                \\
      void NAME(const T *x, const int8_t *w, T *y);                                                         \\
      void NAME(const T *x, const int8_t *w, T *y) {                                                        \\
        static const int32_t bias[128], factors[128], scales[11];                                           \\
        static const int64_t wide_bias[128];                                                                \\
        static const int8_t shifts[128];                                                                    \\
        (void)w, (void)bias, (void)factors, (void)scales, (void)wide_bias, (void)shifts;                    \\
        CODE;                                                                                               \\
      }                                                                                                     \\
      static void run_##NAME(void) {                                                                        \\
        T *x = calloc(XS, sizeof *x), *y = calloc(YS, sizeof *y);                                           \\
        int8_t *w = calloc(WS, 1);                                                                          \\
        NAME(x, w, y);                                                                                      \\
        free(x), free(w), free(y);                                                                          \\
      }
    #define TWICE EDGEC_TWICE, factors, shifts, NULL, 1, -3, -128, 127
    #define WIDE EDGEC_WIDE, factors, shifts, NULL, 0, 0, -32768, 32767
    #define QCALLS(N, T, dt, IC, OC, K, BIAS, TAIL)                                                         \\
      QCALL(q_conv_##N, T, 100 * IC, OC * K * K * IC, 100 * OC,                                             \\
            edgec_##dt##_conv2d(x, w, BIAS, y, 1, 10, 10, IC, 10, 10, OC, K, K, 1, 1, 1, 1, K / 2, K / 2, 1, \\
                                5, 0, TAIL))                                                                \\
      QCALL(q_valid_##N, T, 100 * IC, OC * K * K * IC, 9 * OC,                                              \\
            edgec_##dt##_conv2d(x, w, NULL, y, 1, 10, 10, IC, 3, 3, OC, K, K, 2, 2, 1, 1, 0, 0, 1, 0, 0, TAIL)) \\
      QCALL(q_depthwise_##N, T, 100 * IC, K * K * IC, 100 * IC,                                             \\
            edgec_##dt##_depthwise_conv2d(x, w, BIAS, y, 1, 10, 10, IC, 1, 10, 10, K, K, 1, 1, 1, 1, 1, 1,  \\
                                          5, 0, TAIL))                                                      \\
      QCALL(q_transposed_##N, T, 25 * IC, OC * K * K * IC, 100 * OC,                                        \\
            edgec_##dt##_conv_transpose2d(x, w, BIAS, y, 1, 5, 5, IC, 10, 10, OC, K, K, 2, 2, 0, 1, 5, 0, TAIL)) \\
      QCALL(q_connected_##N, T, IC * K, IC * K * OC, OC,                                                    \\
            edgec_##dt##_fully_connected(x, w, BIAS, y, 1, IC * K, OC, 0, 0, TAIL))                         \\
      QCALL(q_average_##N, T, 100 * IC, 1, 25 * IC,                                                         \\
            edgec_##dt##_average_pool2d(x, y, 1, 10, 10, IC, 5, 5, K, K, 2, 2, 1, 1, 1, 1, -100, 100))      \\
      QCALL(q_mean_##N, T, 49 * IC, 1, IC,                                                                  \\
            edgec_##dt##_reduce_sum(x, y, 1, 49, IC, 245, EDGEC_TWICE, 1 << 30, -4, 0.0, 3, -128, 127))     \\
      QCALL(q_add_##N, T, 9 * IC, 1, 9 * IC, edgec_##dt##_add(x, x, y, 9 * IC, scales))                     \\
      static void run_q_##N(void) {                                                                         \\
        run_q_conv_##N(), run_q_valid_##N(), run_q_depthwise_##N(), run_q_transposed_##N();                 \\
        run_q_connected_##N(), run_q_average_##N(), run_q_mean_##N(), run_q_add_##N();                      \\
      }
    QCALLS(a, int8_t, qs8, 16, 16, 3, bias, TWICE)
    QCALLS(b, int8_t, qs8, 3, 8, 3, bias, TWICE)
    QCALLS(c, int8_t, qs8, 1, 1, 1, bias, TWICE)
    QCALLS(d, int16_t, qs16, 5, 7, 2, wide_bias, WIDE)
    CALLS(a, 16, 16, 3)
    CALLS(b, 3, 8, 3)
    CALLS(c, 1, 1, 1)
    CALLS(d, 64, 10, 5)
    CALLS(e, 5, 7, 2)
    int main(void) {
      run_a(), run_b(), run_c(), run_d(), run_e();
      run_q_a(), run_q_b(), run_q_c(), run_q_d();
      return 0;
    }

    """

  /// Writes every kernel header and the program to a folder; the program's path is the result.
  private func writeProgram(in folder: TemporaryDirectory) throws -> String {
    var text = ""
    for i in 0..<edgec_kernel_source_count() {
      let name = String(cString: edgec_kernel_source_name(i))
      try folder.write(String(cString: edgec_kernel_source_text(i)), to: name)
      text += "#include \"\(name)\"\n"
    }
    return try folder.write(text + Self.program, to: "calls.c")
  }

  @Test(arguments: KernelSourceTests.Toolchain.all, ["-Os", "-O2", "-O3"])
  func optimisersHaveNoDoubts(_ toolchain: KernelSourceTests.Toolchain, optimization: String) throws {
    let compiler = try #require(
      Subprocess.find(toolchain.compiler), "\(toolchain.compiler) is not installed: run 'make setup'")
    let folder = try TemporaryDirectory()
    let source = try writeProgram(in: folder)
    let flags = toolchain.flags + CCompiler.strictFlags + [optimization, "-c"]
    let result = try Subprocess.run(compiler, flags + [source], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(arguments: CCompiler.host)
  func sanitizersFindNothing(compiler: CCompiler) throws {
    let folder = try TemporaryDirectory()
    let program = try compiler.compile(
      [writeProgram(in: folder)], flags: ["-O1"], sanitizers: [.address, .undefined])
    let result = try program.run()
    #expect(result.status == 0, "\(result.errors)")
  }
}
