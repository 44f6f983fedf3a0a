// The C header is included by the bridge target only; Swift never sees it.
