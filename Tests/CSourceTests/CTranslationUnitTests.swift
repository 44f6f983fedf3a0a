import CSource
import Testing

struct CTranslationUnitTests {
  @Test func sourceFile() {
    let unit = CTranslationUnit([
      .comment("generated; do not edit\nmodel a*/b /*c??/"),
      .systemInclude("stdint.h"),
      .include("net.h"),
      .blank,
      .define("NET_SIZE", .unsigned(12)),
      .define("NET_ZERO_POINT", .integer(-3)),
      .array(
        CArray(
          name: "net_w", elements: .float([0.1, -2, 1e-20]), attributes: ["EDGEC_WEIGHTS"],
          comment: "'w', 3 elements")),
      .array(CArray(name: "net_none", elements: .int32([]))),
      .blank,
      .function(
        CFunction(
          name: "net_run", parameters: [.init(.pointer(.void), "arena")],
          body: [
            .variable(
              .pointer(.integer(bits: 8)), "base",
              .cast(.pointer(.integer(bits: 8)), .identifier("arena"))),
            .comment("Conv 'a'"),
            .call(
              "edgec_f32_conv2d",
              [.binary(.identifier("base"), "+", 16), .unary("&", .identifier("net_w"))]
                + (1000..<1022).map { .integer($0) } + [.float(-.infinity)]),
            .for(
              .int, "i", count: .binary(.identifier("n"), "-", 1),
              [.assign(.element(.identifier("y"), .identifier("i")), .binary(.binary(1, "+", 2), "*", -3))]),
            .if(.identifier("a"), then: [.return(nil)], else: [.block([.blank])]),
          ])),
    ])
    #expect(
      unit.text == """
        /* generated; do not edit
         * model a* /b / *c? ?/ */
        #include <stdint.h>
        #include "net.h"

        #define NET_SIZE 12u
        #define NET_ZERO_POINT (-3)
        /* 'w', 3 elements */
        static EDGEC_WEIGHTS const float net_w[3] = {
          0.1f, -2.0f, 1e-20f,
        };
        static const int32_t net_none[1] = {
          0,
        };

        void net_run(void *arena) {
          int8_t *base = (int8_t *)arena;
          /* Conv 'a' */
          edgec_f32_conv2d(base + 16, &net_w, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009,
              1010, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1018, 1019, 1020, 1021, (-1.0f / 0.0f));
          for (int i = 0; i < (n - 1); ++i) {
            y[i] = (1 + 2) * (-3);
          }
          if (a) {
            return;
          } else {
            {

            }
          }
        }

        """)
  }

  @Test func header() {
    let run = CFunction(
      name: "net_input", result: .pointer(.const(.float)),
      parameters: [.init(.pointer(.const(.void)), "arena")],
      body: [], comment: "Fill in place.")
    let unit = CTranslationUnit.header(
      named: "my-net.h",
      [
        .comment("edgec"), .directive("ifdef __cplusplus"), .verbatim("extern \"C\" {"), .directive("endif"),
        .function(run.prototype), .function(CFunction(name: "net_clear", isStatic: true)),
      ])
    #expect(
      unit.text == """
        /* edgec */
        #ifndef MY_NET_H
        #define MY_NET_H

        #ifdef __cplusplus
        extern "C" {
        #endif
        /* Fill in place. */
        const float *net_input(const void *arena);
        static void net_clear(void);

        #endif

        """)
  }

  @Test func arraysWrapAtOneHundredColumns() {
    let text = CTranslationUnit([
      .array(CArray(name: "a", elements: .int8([Int8](repeating: -100, count: 50))))
    ])
    .text
    let lines = text.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines.allSatisfy { $0.utf8.count <= 100 })
    #expect(lines[1].utf8.count > 94)
  }

  @Test(arguments: [
    (CType.pointer(.const(.pointer(.const(.char)))), "const char *const *p"),
    (.const(.pointer(.integer(bits: 16, signed: false))), "uint16_t *const p"),
    (.const(.float), "const float p"),
  ])
  func declarators(type: CType, text: String) {
    let function = CFunction(name: "f", parameters: [.init(type, "p")])
    #expect(CTranslationUnit([.function(function)]).text == "void f(\(text));\n")
  }

  @Test func stringsEscapeEverythingUnprintable() {
    #expect(CExpression.string("a\"\\\n??=é").text == #""a\"\\\012\077\077=\303\251""#)
  }
}
