"""A report -> pages -> text. Nothing here prints, opens a file or exits."""
