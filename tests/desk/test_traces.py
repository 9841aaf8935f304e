"""What other cases can tell of one is found in few of its cells."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.books.register import F01
from sheets_schema.casework import history
from sheets_schema.casework.cases import Clerk, Dossier
from sheets_schema.casework.lines import Line
from sheets_schema.casework.numbers import Numbers
from sheets_schema.records import Row, Seen
from tests.casework.drawn import office
from tests.desk.conftest import FRIDAY
from tests.desk.test_edits import FACTS, MEANT, NONSENSE

if TYPE_CHECKING:
    from sheets_schema.cells import Raw

CODE = "F01-2026-0001"
STAMPED: tuple[dict[str, Raw], ...] = (
    {"logged_at": datetime(2026, 3, 5, 17)},
    {"logged_at": datetime(2025, 12, 30, 8), "kind_sent": "Khiếu nại"},
    {"imported_at": datetime(2026, 3, 1, 8)},
)
facts = st.dictionaries(st.sampled_from(FACTS["f01"]), st.sampled_from(NONSENSE)) | (
    st.fixed_dictionaries(
        {}, optional={key: st.sampled_from(raws) for key, raws in MEANT["f01"].items()}
    )
)


@given(
    facts, facts, st.sampled_from(STAMPED), st.booleans(), st.sampled_from((0, 1, 400))
)
def test_a_case_leaves_the_same_trace_in_few_cells_as_in_all(
    now: dict[str, Raw],
    before: dict[str, Raw],
    stamps: dict[str, Raw],
    is_as_before: bool,  # noqa: FBT001 - drawn
    days: int,
) -> None:
    """Whatever was typed, and however long ago."""
    own: dict[str, Raw] = {"code": CODE, **stamps}
    filled = {key: raw for key, raw in before.items() if raw is not None}
    seen = Seen(CODE, {**filled, **own}, changed_at=FRIDAY - timedelta(days=days))
    row = Row(3, dict(seen.cells) if is_as_before else {**now, **own})
    dossier = Dossier(Line(F01, row, CODE, seen, office().conditions), ())
    clerk = Clerk((), {}, Numbers({}, int), opens_slips=False)
    told = clerk.trace(dossier, office(), now=FRIDAY)
    assert told == history.trace(clerk.case(dossier, office(), now=FRIDAY))
