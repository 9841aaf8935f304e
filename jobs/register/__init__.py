"""What a review decides about register and slips."""
