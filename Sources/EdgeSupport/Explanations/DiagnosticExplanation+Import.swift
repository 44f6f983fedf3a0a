/// E2xx: what can be wrong with a model whose bytes are right.
extension DiagnosticExplanation {
  static let unsupportedOperator = DiagnosticExplanation(
    title: "operators that edgec does not import",
    meaning:
      "The model uses operators that edgec does not know, or not in this form. All of them are reported at once.",
    causes: [
      "The operator belongs to one runtime or framework (its name has a domain, `com.example::Twirl`).",
      "The operator works on sequences, maps or strings, which no target has.",
    ],
    remedies: [
      "Look the operator up in `docs/OPERATORS.md`.",
      "Export with another opset, or replace the operator in the network by plain ones.",
      "Cut the model before it and do the rest on the host.",
    ],
    example: """
      model.onnx: error: E201: operator com.example::Twirl is not supported (1 node)
        node   'twirl_b' (#1), com.example::Twirl-1
        hint   see docs/OPERATORS.md for what is; re-export without it or with another opset
      """)

  static let unsupportedOpset = DiagnosticExplanation(
    title: "an operator set that edgec does not know",
    meaning:
      "The opset is the version of ONNX's operators that a model is written in. This one is newer than edgec, is missing, "
      + "or is too old for what was asked.",
    causes: [
      "The exporter is newer than edgec.",
      "A script built the model without `opset_imports`.",
      "`edgec quantize` was given an opset before 13, which cannot store a scale for each channel.",
    ],
    remedies: [
      "Export with an opset that the message lists, such as `torch.onnx.export(…, opset_version=18)`.",
      "Or convert the file with `onnx.version_converter.convert_version`.",
    ],
    example: """
      model.onnx: error: E202: expected opset 1 to 28, got 99
        hint   re-export the model with an opset in this range, or use onnx.version_converter
      """)

  static let invalidAttribute = DiagnosticExplanation(
    title: "an attribute that ONNX does not allow",
    meaning:
      "A node's attribute is missing, of the wrong type, or has a value that the operator's specification forbids.",
    causes: [
      "A script edited the model, and the attribute belongs to another version of the operator.",
      "The exporter has a bug, or writes an opset that it does not declare.",
    ],
    remedies: [
      "Compare the node with the operator's page in ONNX's documentation, for the opset that the message shows.",
      "Export again; `onnx.checker.check_model(model, full_check=True)` tells whether the exporter is to blame.",
    ],
    example: """
      model.onnx: error: E203: attribute 'strides': expected a list of integers, got a list of floats
        node   'conv_y' (#0), Conv-17
        note   inputs x: f32[1,3,8,8], w: f32[4,3,3,3]
      """)

  static let invalidInputs = DiagnosticExplanation(
    title: "inputs that an operator does not take",
    meaning: "A node's inputs have a number, a type or shapes that the operator's specification forbids.",
    causes: [
      "The shape given with `--input-shape` or `--dim` does not suit the network: sizes that must meet do not.",
      "The network was exported for one image size and has that size built into a Reshape.",
      "A script edited the model and left out a Cast or a Transpose.",
    ],
    remedies: [
      "Compare the shapes in the note with what the network expects; try the shapes that it was trained with.",
      "Export again with the input shape that you want.",
    ],
    example: """
      model.onnx: error: E204: input 1: expected f32 like the inputs before it, got i64
        node   'add_y' (#0), Add-17
        note   inputs x: f32[1,4], z: i64[1,4]
        hint   insert a Cast, or re-export the model
      """)

  static let danglingValue = DiagnosticExplanation(
    title: "a value that nothing produces",
    meaning:
      "A node reads, or the graph puts out, a value that is no input, no initializer and no node's output.",
    causes: [
      "A script cut the model and kept a node that needs what was cut off.",
      "A value was renamed in one place only.",
    ],
    remedies: [
      "Cut with `onnx.utils.extract_model`, which makes inputs of what is missing.",
      "Search the script for the name that the message gives.",
    ],
    example: """
      model.onnx: error: E205: an input is produced by nothing
        node   'add_y' (#0), Add
        value  'nowhere'
        hint   the model was cut or edited badly; re-export it
      """)

  static let cyclicGraph = DiagnosticExplanation(
    title: "nodes that depend on each other in a circle",
    meaning: "Nodes wait for each other's results, or a function calls itself. ONNX graphs have no cycles.",
    causes: [
      "A script connected a node's input to a value that is computed from the node's own output.",
      "Recurrence was written as an edge backwards; ONNX has Loop, Scan and LSTM for it.",
    ],
    remedies: ["Break the circle at one of the nodes that the note lists."],
    example: """
      model.onnx: error: E206: 3 nodes wait for each other's results
        node   'add_a' (#0), Add
        note   nodes 'add_a' (#0), 'relu_b' (#1), 'relu_y' (#2)
        hint   ONNX graphs are acyclic; re-export the model
      """)

  static let duplicateName = DiagnosticExplanation(
    title: "two values of one name",
    meaning: "Two inputs, outputs or results of nodes have the same name, so readers of it are ambiguous.",
    causes: [
      "Two models were merged without a prefix for their names.",
      "A script copied a node and kept the names of its outputs.",
    ],
    remedies: ["Give each value a name of its own; `onnx.compose.add_prefix` does it for a whole model."],
    example: """
      model.onnx: error: E207: a value is assigned more than once
        node   'tanh_a' (#1), Tanh
        value  'a'
        hint   ONNX graphs are in single-assignment form; re-export the model
      """)
}
