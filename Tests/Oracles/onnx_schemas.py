"""Lists the operators of ONNX's default domain as JSON on stdout: {"name": [versions at which it was defined anew]}."""

import json

import onnx.defs

versions = {}
for schema in onnx.defs.get_all_schemas_with_history():
    if schema.domain == "" and not schema.deprecated:
        versions.setdefault(schema.name, set()).add(schema.since_version)
print(json.dumps({name: sorted(numbers) for name, numbers in sorted(versions.items())}))
