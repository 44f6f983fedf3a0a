// Filled in by the first slice of this target.
