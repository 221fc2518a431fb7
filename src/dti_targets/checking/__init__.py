"""What is expected, what answers it, and the verdict. No file, no clock, no environment."""
