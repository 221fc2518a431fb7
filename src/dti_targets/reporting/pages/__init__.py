"""Results -> pages: what is said, in which order, in the words of a language."""
