internal import ArgumentParser

/// `NAME=SIZE`
struct DimensionArgument: ExpressibleByArgument {
  let name: String
  let size: Int

  init?(argument: String) {
    guard let (name, value) = splitAtLastEquals(argument), let size = Int(value), size >= 0 else {
      return nil
    }
    self.name = name
    self.size = size
  }
}

/// `INPUT=1,3,224,224`; nothing after the equals sign is a scalar.
struct ShapeArgument: ExpressibleByArgument {
  let name: String
  let shape: [Int]

  init?(argument: String) {
    guard let (name, value) = splitAtLastEquals(argument) else { return nil }
    let parts = value.split(separator: ",", omittingEmptySubsequences: false)
    let sizes = value.isEmpty ? [] : parts.map { Int($0) ?? -1 }
    guard sizes.allSatisfy({ $0 >= 0 }) else { return nil }
    self.name = name
    shape = sizes
  }
}

/// `INPUT=FILE`
struct InputFileArgument: ExpressibleByArgument {
  let name: String
  let path: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    name = String(argument[..<equals])
    path = String(argument[argument.index(after: equals)...])
    if path.isEmpty { return nil }
  }
}

/// A number of bytes: `65536`, `64K` or `1M`, in powers of 1024.
struct ByteCountArgument: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    let unit: Int
    switch argument.last {
    case "K", "k": unit = 1 << 10
    case "M", "m": unit = 1 << 20
    case "G", "g": unit = 1 << 30
    default: unit = 1
    }
    let digits = unit == 1 ? argument[...] : argument.dropLast()
    guard let count = Int(digits), count >= 0 else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: unit)
    if overflow { return nil }
    self.bytes = bytes
  }
}

private func splitAtLastEquals(_ text: String) -> (String, String)? {
  guard let equals = text.lastIndex(of: "="), equals != text.startIndex else { return nil }
  return (String(text[..<equals]), String(text[text.index(after: equals)...]))
}
