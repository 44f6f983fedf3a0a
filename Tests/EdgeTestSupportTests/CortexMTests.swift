import EdgeC
import EdgeTestSupport
import Testing

struct CortexMTests {
  @Test(arguments: CortexMBoard.allCases)
  func runsAProgram(board: CortexMBoard) throws {
    let folder = try TemporaryDirectory()
    let source = try folder.write(
      """
      #include <math.h>
      #include <stdint.h>
      #include <stdio.h>
      static int32_t initialised = 40;
      static float zeroed[3];
      int main(void) {
        FILE *file = fopen("input.bin", "rb");
        const int first = file ? getc(file) : -1;
        zeroed[1] += sqrtf((float)initialised);
        printf("%d %d %.3f\\n", first, (int)initialised, (double)(zeroed[0] + zeroed[1]));
        return (int)initialised + 2;
      }
      """, to: "main.c")
    try folder.write([9], to: "input.bin")
    let result = try board.compile([source]).run(in: folder.path)
    #expect(result.text == "9 40 6.325\n")
    #expect(result.status == 42)
  }

  @Test(arguments: CortexMBoard.allCases)
  func faultEndsTheProgram(board: CortexMBoard) throws {
    let folder = try TemporaryDirectory()
    let source = try folder.write("int main(void) { __builtin_trap(); }\n", to: "fault.c")
    let result = try board.compile([source]).run()
    #expect(result.status == 99)
  }
}
