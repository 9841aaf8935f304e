"""Effort: how long the trials run, by the profile that ``make`` chose."""

import os

from hypothesis import settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")  # noqa: TID251 - chosen by make
EXAMPLES = {"ci": 50, "deep": 2000}
"""How many examples a property runs."""


def load() -> None:
    """Let properties run as many examples as the profile says."""
    settings.register_profile("chosen", max_examples=EXAMPLES[PROFILE], deadline=None)
    settings.load_profile("chosen")


def rounds(usual: int, *, deep: int) -> int:
    """How often a trial that is no property is done."""
    return {"ci": usual, "deep": deep}[PROFILE]
