// The C++ headers are included by the bridge target only; Swift never sees them.
