extension Skip {
  static let all: [Skip] = []
}
