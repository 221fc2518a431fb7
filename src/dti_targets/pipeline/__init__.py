"""The whole program: one module for each question that it answers."""
