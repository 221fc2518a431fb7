"""What `init` writes: a small project of real targets and figures, spoken in one language."""
