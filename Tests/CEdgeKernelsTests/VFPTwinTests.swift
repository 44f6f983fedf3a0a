import EdgeC
import EdgeTestSupport
import Testing

/// Assembly for Arm's floating point unit gives the bits of its twin in C.
struct VFPTwinTests {
  /// What both compile: the twin's file hides that the compiler optimises.
  private static let kernels = """
    #include "edgec/vfp_conv2d.h"
    #include "edgec/vfp_depthwise_conv2d.h"
    void NAME(conv)(const float *x, const float *w, float *y, float *s, const int32_t *g, float lo, float hi);
    void NAME(conv)(const float *x, const float *w, float *y, float *s, const int32_t *g, float lo, float hi) {
      edgec_vfp_conv2d(x, w, y, s, 1, g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7], 1, 1, 1, 1, g[8], g[8], lo, hi);
    }
    void NAME(product)(const float *x, const float *w, float *y, int32_t m, int32_t k, int32_t n, float lo, float hi);
    void NAME(product)(const float *x, const float *w, float *y, int32_t m, int32_t k, int32_t n, float lo, float hi) {
      edgec_vfp_fully_connected(x, w, y, m, k, n, lo, hi);
    }
    void NAME(depthwise)(const float *x, const float *w, float *y, float *s, const int32_t *g, float lo, float hi);
    void NAME(depthwise)(const float *x, const float *w, float *y, float *s, const int32_t *g, float lo, float hi) {
      edgec_vfp_depthwise_conv2d_3x3(x, w, y, s, 1, g[0], g[1], g[2], g[3], g[4], g[5], g[5], 1, 1, lo, hi);
    }
    """
  private static let program = """
    #include <stdint.h>
    #include <stdio.h>
    #include <string.h>
    typedef const float *in;
    void asm_conv(in, in, float *, float *, const int32_t *, float, float);
    void twin_conv(in, in, float *, float *, const int32_t *, float, float);
    void asm_product(in, in, float *, int32_t, int32_t, int32_t, float, float);
    void twin_product(in, in, float *, int32_t, int32_t, int32_t, float, float);
    void asm_depthwise(in, in, float *, float *, const int32_t *, float, float);
    void twin_depthwise(in, in, float *, float *, const int32_t *, float, float);
    static float x[4096], w[40000], s[8192], y[2][4096];
    static const float limits[3][2] = {{-3e38f, 3e38f}, {0.0f, 6.0f}, {0.0f, __builtin_inff()}};
    static const int32_t convs[][9] = {
        {7, 6, 3, 7, 6, 9, 3, 3, 1}, {5, 5, 8, 5, 5, 16, 3, 3, 1}, {4, 5, 12, 2, 2, 3, 4, 5, 0}};
    static const int32_t products[][3] = {{1, 4, 1}, {3, 24, 11}, {2, 300, 8}, {1, 640, 20}};
    static const int32_t depthwise[][6] = {{5, 7, 4, 5, 7, 1}, {6, 6, 12, 3, 3, 2}, {1, 1, 8, 1, 1, 1}};
    static int failures(const char *kernel, int32_t n) {
      const int differ = memcmp(y[0], y[1], sizeof y[0]) != 0;
      if (differ) printf("%s %d differs\\n", kernel, (int)n);
      memset(y, 0, sizeof y);
      return differ;
    }
    int main(void) {
      uint32_t state = 1;
      int failed = 0;
      for (int i = 0; i < 4096 + 40000; ++i) {
        state = state * 1664525u + 1013904223u;
        (i < 4096 ? x : w - 4096)[i] = (float)(int32_t)state / 1e9f;
      }
      for (int l = 0; l < 3; ++l) {
        const float lo = limits[l][0], hi = limits[l][1];
        for (int i = 0; i < 3; ++i) {
          asm_conv(x, w, y[0], s, convs[i], lo, hi), twin_conv(x, w, y[1], s, convs[i], lo, hi);
          failed += failures("conv", i);
          asm_depthwise(x, w, y[0], s, depthwise[i], lo, hi), twin_depthwise(x, w, y[1], s, depthwise[i], lo, hi);
          failed += failures("depthwise", i);
        }
        for (int i = 0; i < 4; ++i) {
          const int32_t *p = products[i];
          asm_product(x, w, y[0], p[0], p[1], p[2], lo, hi), twin_product(x, w, y[1], p[0], p[1], p[2], lo, hi);
          failed += failures("product", i);
        }
      }
      printf("%d failed\\n", failed);
      return failed;
    }
    """

  @Test(arguments: ["-O1", "-O2", "-O3", "-Os"])
  func sameBits(level: String) throws {
    let folder = try TemporaryDirectory()
    let sources = [
      try folder.write("#define NAME(f) asm_##f\n\(Self.kernels)\n", to: "asm.c"),
      try folder.write("#undef __OPTIMIZE__\n#define NAME(f) twin_##f\n\(Self.kernels)\n", to: "twin.c"),
      try folder.write(Self.program, to: "main.c"),
    ]
    let program = try CortexMBoard.cortexM4.compile(
      sources, includes: ["\(Fixture.packageRoot)/Sources/CEdgeKernels/include"], flags: [level],
      strict: false)
    let result = try program.run()
    #expect(result.text == "0 failed\n")
  }
}
