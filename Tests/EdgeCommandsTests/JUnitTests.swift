import EdgeTestSupport
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The rules of the JUnit schema that most build servers follow.
struct JUnitTests {
  private static let model = Fixture.path("models/digits_mlp_dynamo/model.onnx")

  /// Passed and failed comparisons, an exceeded budget; a model that cannot be read; a target that cannot be had.
  @Test(arguments: [
    [model, "--against", "c", "--max-ram", "1", "--per-layer", "--against", "tflite"],
    [model, "--against", "c", "--max-ulp", "0"], [Fixture.path("malformed/text.onnx")], [model],
  ])
  func isValid(arguments: [String]) throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun(["verify"] + arguments + ["--junit", folder.file("r.xml")])
    let suites = try XMLTree(folder.bytes("r.xml")).root
    #expect(suites.name == "testsuites" && suites.attributes.isEmpty)
    let suite = try #require(suites.children.first)
    #expect(suites.children.count == 1 && suite.name == "testsuite")
    let required: Set = [
      "package", "id", "name", "timestamp", "hostname", "tests", "failures", "errors", "time", "skipped",
    ]
    #expect(Set(suite.attributes.keys) == required)
    #expect(suite.attributes["timestamp"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil)
    #expect(suite.children.first?.name == "properties")
    #expect(suite.children.suffix(2).map(\.name) == ["system-out", "system-err"])
    let cases = suite.children.dropFirst().dropLast(2)
    #expect(!cases.isEmpty && cases.allSatisfy { $0.name == "testcase" })
    for item in cases {
      #expect(Set(item.attributes.keys) == ["classname", "name", "time"])
      #expect(item.children.count <= 1)
      for outcome in item.children {
        #expect(["failure", "error", "skipped"].contains(outcome.name))
        #expect(outcome.name == "skipped" || outcome.attributes["type"]?.hasPrefix("E") == true)
        #expect(outcome.attributes["message"]?.isEmpty == false)
      }
    }
    func count(_ outcome: String) -> Int { cases.count { $0.children.first?.name == outcome } }
    #expect(suite.attributes["tests"] == "\(cases.count)")
    #expect(suite.attributes["failures"] == "\(count("failure"))")
    #expect(suite.attributes["errors"] == "\(count("error"))")
    #expect(suite.attributes["skipped"] == "\(count("skipped"))")
    #expect((run.code == 0) == (count("failure") + count("error") == 0))
  }
}

/// Elements with their attributes; text is left out.
private final class XMLTree: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var children: [Element] = []
  }

  private var open = [Element(name: "", attributes: [:])]

  var root: Element { open[0].children[0] }

  init(_ bytes: some Sequence<UInt8>) throws {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    try #require(parser.parse(), "not well-formed")
  }

  func parser(
    _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
    attributes: [String: String]
  ) {
    open.append(Element(name: name, attributes: attributes))
  }

  func parser(_: XMLParser, didEndElement _: String, namespaceURI _: String?, qualifiedName _: String?) {
    let element = open.removeLast()
    open[open.count - 1].children.append(element)
  }
}
