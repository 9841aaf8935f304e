"""A case: its state, its clocks, its numbers, what a whole register comes to."""
