"""A case: its state, its clocks, its numbers and what is said of it."""
