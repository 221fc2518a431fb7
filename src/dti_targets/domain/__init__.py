"""The nouns: what promises, what was published, what was answered. Nothing here reads or writes."""
