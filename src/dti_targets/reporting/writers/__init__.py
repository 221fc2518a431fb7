"""The report in the formats of other programs, and the records and findings they are made of."""
