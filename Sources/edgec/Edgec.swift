#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
import EdgeCommands

/// The program: hands the arguments to `EdgeCommands` and its text to the system.
@main struct Edgec {
  static func main() {
    let code = EdgeCommands.run(
      Array(CommandLine.arguments.dropFirst()),
      stdout: { write($0, to: STDOUT_FILENO) }, stderr: { write($0, to: STDERR_FILENO) },
      isColored: isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil,
      isTerminal: isatty(STDERR_FILENO) == 1)
    exit(code)
  }

  /// Writes all of `text`. A reader that went away ends the program, as for any other tool in a pipe.
  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = systemWrite(descriptor, rest)
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
