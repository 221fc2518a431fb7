"""JSON Schema of the files that people write, for their editors; imported by no run that judges."""
