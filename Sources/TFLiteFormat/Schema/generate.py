#!/usr/bin/env python3
"""Writes Sources/TFLiteFormat/Generated from tflite.fbs. Run without arguments; needs nothing but Python 3."""

import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
OUTPUT = HERE.parent / "Generated"
NOTICE = "// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit."

# Tables that TFLiteModel.swift and its neighbours represent by hand; only their slots are generated.
HANDWRITTEN = [
    "Model", "OperatorCode", "SubGraph", "Tensor", "Operator", "Buffer", "Metadata", "SignatureDef", "TensorMap",
    "ExternalBufferGroup", "ExternalBuffer",
]
# Swift names of those declarations that would be ambiguous without the format's prefix.
SWIFT_NAMES = {"TensorType": "TFLiteTensorType", "QuantizationParameters": "TFLiteQuantization"}
# Enumerations whose cases also carry the schema's spelling, for messages and reports.
NAMED = ["BuiltinOperator", "TensorType"]
# Words and names that the rules of `lower_camel` would spell badly.
WORDS = {"PADV2": "PAD V2", "TOPK": "TOP K", "MATMUL": "MAT MUL", "SHUFFLED4x16INT8": "SHUFFLED4X16 INT8"}
NAMES = {"ATan2": "atan2", "GATHER_ND": "gatherNd", "SCATTER_ND": "scatterNd"}
ACRONYMS = {"2D", "3D", "ND", "LSTM", "RNN", "K"}
KEYWORDS = {"if", "while", "where", "default", "in", "is", "as", "for", "switch", "case", "return", "repeat"}

SCALARS = {  # schema type: (Swift type in the file, width, Swift type in the struct)
    "bool": ("Bool", 1, "Bool"), "byte": ("Int8", 1, "Int"), "ubyte": ("UInt8", 1, "UInt8"),
    "ushort": ("UInt16", 2, "Int"), "int": ("Int32", 4, "Int"), "uint": ("UInt32", 4, "Int"),
    "long": ("Int64", 8, "Int"), "ulong": ("UInt64", 8, "UInt64"), "float": ("Float", 4, "Float"),
}
SCALAR, STRING, VECTOR, TABLE, VECTOR_OF_TABLES, UNION = range(6)  # as in FlatBuffersBridge.h


class Field:
    def __init__(self, slot, name, type_name, default):
        self.slot, self.name, self.type, self.default = slot, name, type_name, default

    @property
    def swift(self):
        return escaped(lower_camel(self.name))


class Schema:
    """The parsed file; dictionaries keep the order of declaration."""

    def __init__(self, text):
        self.enums, self.unions, self.tables, self.docs = {}, {}, {}, {}
        pattern = r"((?:///[^\n]*\n)*)(enum|union|table) (\w+)(?:: (\w+))? \{(.*?)\}"
        declarations = re.findall(pattern, text, re.S)
        for doc, kind, name, underlying, body in declarations:
            self.docs[name] = [line.removeprefix("///").strip() for line in doc.splitlines()]
            body = re.sub(r"//[^\n]*", "", body)
            if kind == "enum":
                cases = re.findall(r"(\w+) = (-?\d+)", body)
                self.enums[name] = (underlying, [(case, int(value)) for case, value in cases])
            elif kind == "union":
                self.unions[name] = re.findall(r"\w+", body)
        for _, kind, name, _, body in declarations:
            if kind == "table":
                self.tables[name] = self.fields(body)

    def fields(self, body):
        fields, slot = [], 0
        for name, type_name, default, deprecated in re.findall(
            r"(\w+): (\[?\w+\]?)(?: = ([-\w.]+))?( \(deprecated\))?;", body
        ):
            if type_name in self.unions:
                slot += 1  # the slot before holds the union's type
            if not deprecated:
                fields.append(Field(slot, name, type_name, default))
            slot += 1
        return fields


def lower_camel(name):
    """The Swift spelling of an UPPER_CASE, snake_case or UpperCamel name."""
    if name in NAMES:
        return NAMES[name]
    if name not in WORDS and not (name.isupper() or name.islower()):
        head = re.match(r"[A-Z]+[0-9]*(?=[A-Z][a-z]|$)|[A-Z]", name).group()
        return head.lower() + name[len(head) :]
    first, *rest = " ".join(WORDS.get(word, word) for word in name.split("_")).split()
    return first.lower() + "".join(capitalized(word) for word in rest)


def capitalized(word):
    upper = word.upper()
    if upper in ACRONYMS or (word.isupper() and re.fullmatch(r"[A-Z]\d.*", word)):
        return upper
    return word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:])


def escaped(name):
    return f"`{name}`" if name in KEYWORDS else name


def swift_name(name):
    return SWIFT_NAMES.get(name, name)


def element(type_name):
    return type_name[1:-1] if type_name.startswith("[") else None


def property_of(schema, field):
    """(Swift type, default expression) of a field's stored property."""
    name, inner = field.type, element(field.type)
    if inner in schema.enums:
        return f"[{swift_name(inner)}]", "[]"
    if inner in SCALARS:
        return f"[{SCALARS[inner][2]}]", "[]"
    if inner:
        return f"[{swift_name(inner)}]", "[]"
    if name == "string":
        return "String", '""'
    if name in schema.enums:
        cases = schema.enums[name][1]
        case = field.default or next(case for case, value in cases if value == 0)
        return swift_name(name), f".{lower_camel(case)}"
    if name in SCALARS:
        zero = {"Bool": "false"}.get(SCALARS[name][2], "0")
        return SCALARS[name][2], field.default or zero
    return f"{swift_name(name)}?", "nil"


def writing(schema, field):
    """(statement that writes the child first or None, statement that adds the field)."""
    name, inner, slot, swift = field.type, element(field.type), field.slot, field.swift
    child = lower_camel(field.name) + "Offset"
    add = f"builder.add(slot: {slot}, {child})"
    default = property_of(schema, field)[1]
    if inner in schema.enums:
        return f"let {child} = builder.vector({swift}.map(\\.rawValue))", add
    if inner in SCALARS:
        stored, _, public = SCALARS[inner]
        narrow = f", as: {stored}.self" if public == "Int" else ""
        return f"let {child} = builder.vector({swift}{narrow})", add
    if inner:
        return f"let {child} = builder.vector(ofTables: {swift}.map {{ $0.write(to: builder) }})", add
    if name == "string":
        return f"let {child} = builder.string({swift})", add
    if name in schema.enums:
        return None, f"builder.add(slot: {slot}, {swift}, default: {default})"
    if name in SCALARS:
        stored, _, public = SCALARS[name]
        narrow = f", as: {stored}.self" if public == "Int" else ""
        return None, f"builder.add(slot: {slot}, {swift}{narrow}, default: {default})"
    if name in schema.unions:
        return f"let {child} = {swift}?.write(to: builder)", f"builder.add(unionSlot: {slot}, {child})"
    return f"let {child} = {swift}?.write(to: builder) ?? 0", add


def reading(schema, field):
    name, inner, slot = field.type, element(field.type), field.slot
    default = property_of(schema, field)[1]
    if inner in schema.enums:
        return f"try table.enumerations(slot: {slot})"
    if inner in SCALARS:
        stored, _, public = SCALARS[inner]
        call = {"Bool": "booleans", "UInt8": "bytes", "Float": "floats"}.get(public, "integers")
        narrow = f", as: {stored}.self" if public == "Int" else ""
        return f"try table.{call}(slot: {slot}{narrow})"
    if inner:
        return f"try table.tables(slot: {slot}).map {{ try {swift_name(inner)}(reading: $0) }}"
    if name == "string":
        return f"try table.string(slot: {slot})"
    if name in schema.enums:
        return f"try table.enumeration(slot: {slot}, default: {default})"
    if name in SCALARS:
        stored, _, public = SCALARS[name]
        call = {"Bool": "boolean", "Float": "float"}.get(public, "integer")
        narrow = f", as: {stored}.self" if public == "Int" else ""
        return f"table.{call}(slot: {slot}{narrow}, default: {default})"
    if name in schema.unions:
        return f"try table.union(slot: {slot}).map {{ try {name}(type: $0.type, reading: $0.table) }}"
    return f"try table.table(slot: {slot}).map {{ try {swift_name(name)}(reading: $0) }}"


def table_file(schema, name):
    fields, swift = schema.tables[name], swift_name(name)
    lines = [NOTICE, ""]
    lines += doc_lines(schema, name, f"The schema's `{name}` table.")
    lines.append(f"public struct {swift}: Hashable, Sendable {{")
    properties = [(field.swift, *property_of(schema, field)) for field in fields]
    lines += [f"  public var {member}: {type_name}" for member, type_name, _ in properties]
    if fields:
        lines += ["", "  public init("]
        lines += [f"    {member}: {type_name} = {default}," for member, type_name, default in properties]
        lines[-1] = lines[-1].rstrip(",")
        lines.append("  ) {")
        lines += [f"    self.{member.strip('`')} = {member}" for member, _, _ in properties]
        lines.append("  }")
    else:
        lines += ["  public init() {}"]
    lines += ["}", "", f"extension {swift}: SchemaTable {{"]
    lines.append("  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {")
    # Wide fields first, which leaves the least padding between them.
    widest_first = sorted(fields, key=lambda field: -stored_width(schema, field))
    statements = [writing(schema, field) for field in widest_first]
    lines += [f"    {child}" for child, _ in statements if child]
    lines.append("    builder.startTable()")
    lines += [f"    {add}" for _, add in statements]
    lines += ["    return builder.endTable()", "  }", ""]
    if fields:
        lines.append("  init(reading table: FlatBufferTable) throws {")
        lines += [f"    {field.swift} = {reading(schema, field)}" for field in fields]
        lines.append("  }")
    else:
        lines.append("  init(reading table: FlatBufferTable) throws {}")
    return lines + ["}"]


def doc_lines(schema, name, fallback):
    return [f"/// {line}" for line in schema.docs[name] or [fallback]]


def union_case(member):
    return escaped(lower_camel(member.removesuffix("Options")))


def union_file(schema, name):
    members = schema.unions[name]
    lines = [NOTICE, ""] + doc_lines(schema, name, f"The schema's `{name}` union.")
    lines.append(f"public enum {name}: Hashable, Sendable {{")
    lines += [f"  case {union_case(member)}({swift_name(member)})" for member in members]
    lines += ["}", "", f"extension {name} {{"]
    lines += [
        "  /// The type number and the offset of the written table.",
        "  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Union {",
        "    switch self {",
    ]
    for number, member in enumerate(members, 1):
        case = union_case(member)
        lines.append(f"    case .{case.strip('`')}(let table): (type: {number}, table: table.write(to: builder))")
    lines += ["    }", "  }", "", "  init(type: UInt8, reading table: FlatBufferTable) throws {", "    switch type {"]
    for number, member in enumerate(members, 1):
        case = union_case(member).strip("`")
        lines.append(f"    case {number}: self = .{case}(try {swift_name(member)}(reading: table))")
    lines.append(f'    default: throw table.malformed("unknown type \\(type) of {name}")')
    return lines + ["    }", "  }", "}"]


def enum_file(schema, name):
    underlying, cases = schema.enums[name]
    swift = swift_name(name)
    lines = [NOTICE, ""] + doc_lines(schema, name, f"The schema's `{name}` enumeration.")
    lines.append(f"public enum {swift}: {SCALARS[underlying][0]}, Hashable, Sendable, CaseIterable {{")
    lines += [f"  case {escaped(lower_camel(case))} = {value}" for case, value in cases]
    if name in NAMED:
        lines += ["", "  /// The schema's spelling.", "  public var schemaName: String {", "    switch self {"]
        lines += [f'    case .{lower_camel(case)}: "{case}"' for case, _ in cases]
        lines += ["    }", "  }"]
    return lines + ["}"]


def slots_file(schema):
    lines = [NOTICE, "", "/// Slot numbers of the tables that are represented by hand.", "enum Slots {"]
    for name in HANDWRITTEN:
        lines.append(f"  enum {name} {{")
        lines += [f"    static let {field.swift}: UInt16 = {field.slot}" for field in schema.tables[name]]
        lines += ["  }", ""]
    return lines[:-1] + ["}"]


def layout_file(schema):
    """The whole schema as numbers, which is what the verifier walks."""
    numbers = {name: i for i, name in enumerate([*schema.tables, *schema.unions])}
    rows, starts = [], []
    for name, fields in schema.tables.items():
        starts.append(len(rows))
        rows += [(field.slot, *layout(schema, numbers, field), f"{name}.{field.name}") for field in fields]
    for name, members in schema.unions.items():
        starts.append(len(rows))
        rows += [(i, TABLE, 0, numbers[member], f"{name}.{member}") for i, member in enumerate(members, 1)]
    starts.append(len(rows))
    lines = [
        NOTICE, "",
        "/// The schema as the bridge's verifier reads it: one row `slot, kind, width, target` for each field of each",
        "/// table and for each member of each union, and the row at which each table or union starts.",
        "enum SchemaLayout {", f"  static let root: Int32 = {numbers['Model']}", "", "  static let fields: [Int32] = [",
    ]
    lines += [f"    {slot}, {kind}, {width}, {target},  // {comment}" for slot, kind, width, target, comment in rows]
    lines += ["  ]", "", "  static let starts: [Int32] = ["]
    for i in range(0, len(starts), 16):
        lines.append("    " + ", ".join(map(str, starts[i : i + 16])) + ",")
    return lines + ["  ]", "}"]


def layout(schema, numbers, field):
    """(kind, width, target) of a field."""
    name, inner = field.type, element(field.type)
    scalar = inner or name
    if scalar in schema.enums:
        scalar = schema.enums[scalar][0]
    if scalar in SCALARS:
        return (VECTOR if inner else SCALAR), SCALARS[scalar][1], 0
    if name == "string":
        return STRING, 0, 0
    if inner:
        return VECTOR_OF_TABLES, 0, numbers[inner]
    return (UNION if name in schema.unions else TABLE), 0, numbers[name]


def stored_width(schema, field):
    """Bytes a field takes in its table; everything but a scalar is a 4-byte offset."""
    kind, width, _ = layout(schema, dict.fromkeys([*schema.tables, *schema.unions], 0), field)
    return width if kind == SCALAR else 4


def main():
    schema = Schema((HERE / "tflite.fbs").read_text())
    files = {"Slots.swift": slots_file(schema), "SchemaLayout.swift": layout_file(schema)}
    for name in schema.enums:
        files[f"Enumerations/{swift_name(name)}.swift"] = enum_file(schema, name)
    for name in schema.unions:
        files[f"Unions/{name}.swift"] = union_file(schema, name)
    for name in schema.tables:
        if name not in HANDWRITTEN:
            folder = "Options" if name.endswith("Options") else "Tables"
            files[f"{folder}/{swift_name(name)}.swift"] = table_file(schema, name)
    for stale in sorted(OUTPUT.rglob("*.swift")):
        if str(stale.relative_to(OUTPUT)) not in files:
            stale.unlink()
    for path, lines in files.items():
        target = OUTPUT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n")


main()
