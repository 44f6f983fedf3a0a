import CSource
import Testing

struct CIdentifiersTests {
  @Test(arguments: [
    ("conv1", "conv1"), ("/model/layers.0/Conv_output_0", "model_layers_0_Conv_output_0"), ("3x3", "n3x3"),
    ("", "unnamed"), ("___", "unnamed"),
    ("été", "t"), ("int", "int_2"), ("Class", "Class_2"),
    ("NULL", "NULL_2"),
    ("_hidden_", "hidden"), ("a__b", "a_b"),
    (String(repeating: "x", count: 200), String(repeating: "x", count: 62)),
  ])
  func sanitizing(name: String, identifier: String) {
    var scope = CIdentifiers()
    #expect(scope.cIdentifier(from: name) == identifier)
  }

  @Test func equalNamesGetNumbers() {
    var scope = CIdentifiers(reserved: ["Net_run"])
    let names = ["a.b", "a/b", "A_B", "a_b_2", "net_run", "a b"].map { scope.cIdentifier(from: $0) }
    #expect(names == ["a_b", "a_b_2", "A_B_3", "a_b_2_2", "net_run_2", "a_b_4"])
  }

  @Test func longNamesStayDistinctAndShort() {
    var scope = CIdentifiers()
    let names = (0..<1000).map { _ in scope.cIdentifier(from: String(repeating: "y", count: 100)) }
    #expect(Set(names).count == 1000)
    #expect(names.allSatisfy { $0.utf8.count <= 63 })
  }
}
