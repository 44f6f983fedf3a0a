/// A change of layout as a transpose of as few axes as possible.
struct MergedTranspose {
  /// The atoms of each merged axis, in the order they have before.
  let runs: [[Int]]
  let permutation: [Int]

  init(from: AtomOrder, to: AtomOrder) {
    var runs: [[Int]] = []
    for atom in from {
      if let last = runs.last?.last, let place = to.firstIndex(of: last), place + 1 < to.count,
        to[place + 1] == atom
      {
        runs[runs.count - 1].append(atom)
      } else {
        runs.append([atom])
      }
    }
    self.runs = runs
    permutation = to.compactMap { atom in runs.firstIndex { $0[0] == atom } }
  }

  func shape(_ sizes: [Int]) -> [Int] { runs.map { $0.reduce(1) { $0 * sizes[$1] } } }

  /// How many axes the transpose has, where there is any atom.
  static func rank(from: AtomOrder, to: AtomOrder) -> Int {
    let breaks = zip(from, from.dropFirst()).count { atom, next in
      guard let place = to.firstIndex(of: atom), place + 1 < to.count else { return true }
      return to[place + 1] != next
    }
    return breaks + 1
  }
}
