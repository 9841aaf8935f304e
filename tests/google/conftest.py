"""What the tests of the Google store share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.google.office import Building, building

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Building]:
    """Where desks on Google are made quickly."""
    with building(tmp_path_factory.mktemp("house")) as made:
        yield made
