"""What all tests share: how long a property runs, and what begins first."""

from pathlib import Path

import pytest

from tests import effort

LONGEST = (
    "desk/test_demo",
    "journey/",
    "xlsx/test_many_commits",
    "xlsx/test_dressing",
    "xlsx/test_schema",
    "xlsx/test_full",
    "desk/test_beside_a_colleague",
    "xlsx/test_beside",
    "forms/test_browser",
    "google/",
    "test_docs",
    "stores/",
)
"""Files that take long begin first, so that at the end no worker waits for another."""
HERE = Path(__file__).parent

effort.load()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files in front; the rest stays in its order."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    name = item.path.relative_to(HERE).as_posix()
    found = (at for at, one in enumerate(LONGEST) if name.startswith(one))
    return next(found, len(LONGEST))
