import DigitRecognition
import Foundation

let paths = CommandLine.arguments.dropFirst()
if paths.isEmpty {
  print("usage: digit-recogniser DRAWING...")
  exit(2)
}
let recogniser = DigitRecogniser()
for path in paths {
  guard let text = try? String(contentsOfFile: path, encoding: .utf8), let drawing = Drawing(text) else {
    print("\(path): error: expected eight lines of eight '.', '+' or '#'")
    exit(2)
  }
  let (digit, probability) = try recogniser.recognise(drawing)
  print("\(path): \(digit), \(Int((probability * 100).rounded())) %")
}
