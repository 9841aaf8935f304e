"""The yearly survey: from answers to figures and a page."""
