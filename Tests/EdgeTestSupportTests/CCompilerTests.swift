import EdgeTestSupport
import Testing

struct CCompilerTests {
  private let echo = """
    #include <stdio.h>
    int main(int count, char **arguments) {
      int c = 0;
      while ((c = getchar()) != EOF) putchar(c + count - 1);
      fprintf(stderr, "%s", arguments[count - 1]);
      return 7;
    }
    """

  @Test(arguments: CCompiler.host)
  func compilesAndRuns(compiler: CCompiler) throws {
    let folder = try TemporaryDirectory()
    let program = try compiler.compile(
      [folder.write(echo, to: "echo.c")], sanitizers: [.address, .undefined])
    let result = try program.run(["x"], input: [UInt8]("HAL".utf8))
    #expect(result.text == "IBM")
    #expect(result.errors == "x")
    #expect(result.status == 7)
  }

  @Test(arguments: CCompiler.host)
  func strictFlagsRejectNarrowing(compiler: CCompiler) throws {
    let folder = try TemporaryDirectory()
    let source = try folder.write(
      "int main(int n, char **a) { signed char c = n; return c + !a; }\n", to: "narrow.c")
    #expect(throws: CompilationFailed.self) { try compiler.compile([source]) }
    #expect(throws: Never.self) { try compiler.compile([source], strict: false) }
  }

  @Test(arguments: CCompiler.host)
  func sanitizersStopTheProgram(compiler: CCompiler) throws {
    let folder = try TemporaryDirectory()
    let source = try folder.write(
      "int main(int n, char **a) { int v[4] = {0}; (void)a; return v[n + 3] + 2147483647 * n; }\n",
      to: "overflow.c")
    let result = try compiler.compile([source], flags: ["-O0"], sanitizers: [.address, .undefined]).run()
    #expect(result.status != 0)
    #expect(result.errors.contains("overflow") || result.errors.contains("out of bounds"))
  }
}
