"""No book made from ours at random stops a review, or loses what a cell holds."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.effort import rounds
from tests.xlsx.test_bounded import MEGABYTES, ROOT


def test_no_change_of_cells_stops_a_review_or_loses_one() -> None:
    count = rounds(200, deep=5_000)
    said = subprocess.run(
        [sys.executable, "-m", "tests.xlsx.random_books", f"{count}"],
        check=False,
        capture_output=True,
        cwd=ROOT,
    )
    assert said.returncode == 0, said.stderr.decode()[-2_000:]
    found = json.loads(said.stdout)
    assert (found["wrong"], found["peak"] < MEGABYTES) == ([], True)
