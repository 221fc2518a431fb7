"""Charts of targets on their way: shapes and text at coordinates that are the same everywhere."""
