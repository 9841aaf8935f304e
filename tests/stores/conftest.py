"""Every store takes the same tests: a new one is added to the list here."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.google import hand
from tests.stores.trial import Trial, memory, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

SHEET = os.environ.get("LANGNGHE_LIVE_SHEET", "")  # noqa: TID251 - no setting of a desk
KEY = os.environ.get("GOOGLE_APPLICATION_CREDENTIALS", "")  # noqa: TID251 - as above


@contextmanager
def in_memory(_: Path) -> Iterator[Trial]:
    yield memory(_)


@contextmanager
def in_workbook(folder: Path) -> Iterator[Trial]:
    yield workbook(folder)


@contextmanager
def on_google(_: Path) -> Iterator[Trial]:
    """A spreadsheet of Google's own, whose content is lost."""
    with hand.live(Path(KEY), SHEET) as made:
        yield made


STORES = [
    pytest.param(in_memory, id="memory"),
    pytest.param(in_workbook, id="workbook"),
    pytest.param(hand.google, id="google"),
]
LIVE = [pytest.param(on_google, id="live", marks=pytest.mark.live)]


@pytest.fixture(params=[*STORES, *(LIVE if SHEET and KEY else ())])
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Trial]:
    """A store with a dressed book, and a person who works in it."""
    with request.param(tmp_path) as made:
        yield made
