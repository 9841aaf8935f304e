"""The moment: the one place that reads the machine's clock."""

import time


def wall() -> float:
    """Seconds since 1970, as the machine sees them."""
    return time.time()  # noqa: TID251 - a server stamps its files by its own clock
