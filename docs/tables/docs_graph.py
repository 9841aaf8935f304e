"""The graph of states, drawn by judging cases in which people fill cell after cell.

Where an arrow leads is never written down here: the cells beside it are filled, and the
lifecycle says what the case has become.
"""  # noqa: INP001 - cog imports it by its folder

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.books.register import F01
from sheets_schema.books.slip import F02
from sheets_schema.casework import lifecycle, stamps
from sheets_schema.casework.case import Case
from sheets_schema.cells import MOMENT, YES
from sheets_schema.entry import Entry
from sheets_schema.records import Row
from sheets_schema.words import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.cells import Value

Arrow: TypeAlias = "tuple[Status, Status]"

NOW = datetime(2026, 3, 6, 9, 42, tzinfo=UTC)
TABLES = {table.key: table for table in (F01, F02)}
STARTS = ("f01.kind_sent", "f01.description", "f01.imported_at")
"""How a row begins: an odd message of the page, any other, one of an older register."""
MOVES: Mapping[Status, tuple[str, ...]] = {
    Status.SUSPECT: ("f01.kind=Khiếu nại", "f01.kind=Rác"),
    Status.NEW: (
        "f01.kind=Khiếu nại; f01.owner",
        "f01.kind=Khiếu nại; f01.owner; f01.validity=Không hợp lệ",
        "f01.kind=Góp ý; f01.owner",
        "f01.kind=Lời khen; f01.owner",
        "f01.kind=Hỏi thông tin; f01.owner",
        "f01.kind=Ngoài phạm vi; f01.owner",
        "f01.kind=Trùng; f01.same_as",
        "f01.kind=Rác",
        "f01.withdrawn_at",
    ),
    Status.LOGGED: (
        "f02.submitted_at",
        "f01.replied_at",
        "f01.replied_at; f01.validity_why",
        "f01.passed_to",
    ),
    Status.LEADER_REVIEW: ("f01.leader_decision=Áp dụng; f01.leader_by",),
    Status.AWAITING_DIRECTION: ("f02.lead_unit",),
    Status.INVESTIGATING: (
        "f02.ask_text",
        "f02.verdict=Đúng; f02.verdict_why",
        "f02.verdict=Không đúng; f02.verdict_why",
    ),
    Status.WAITING_CUSTOMER: ("f02.ask_answered_at",),
    Status.REJECTION_REVIEW: ("f02.decision=Duyệt; f02.decided_by",),
    Status.REJECTED: ("f02.closed_by", "f02.customer_view=Không đồng ý"),
    Status.NEGOTIATING: ("f02.remedy; f02.asked_at",),
    Status.AWAITING_APPROVAL: (
        "f02.decision=Duyệt; f02.decided_by",
        "f02.decision=Trả lại; f02.decided_by",
    ),
    Status.EXECUTING: ("f02.done_at; f02.done_proof",),
    Status.VERIFYING: (
        "f02.check_result=Đạt; f02.checked_by",
        "f02.check_result=Chưa đạt; f02.checked_by",
    ),
    Status.AWAITING_CUSTOMER: (
        "f02.customer_view=Hài lòng",
        "f02.customer_view=Không đồng ý",
    ),
    Status.EXPLAINING: ("f02.rca_at; f02.capa_needed", "f02.closed_by"),
    Status.PREVENTING: ("f02.closed_by",),
    Status.IMPORTED: ("f01.handled_at",),
}
"""What people fill in a state; cells that change nothing there draw no arrow."""


def states() -> str:
    """The graph in Mermaid, in the order of the rules from the bottom up."""
    order = dict.fromkeys(rule.status for rule in reversed(lifecycle.RULES))
    names = {status: f"s{number}" for number, status in enumerate(order)}
    nodes = (f'    state "{status.value}" as {name}' for status, name in names.items())
    first = (f"    [*] --> {names[_status(case)]}" for case in _begun())
    arrows = (
        f"    {names[start]} --> {names[end]}: {label}"
        for (start, end), label in found().items()
    )
    lines = ("```mermaid", "stateDiagram-v2", *nodes, *first, *arrows, "```")
    return "\n" + "\n".join(lines) + "\n"


def found() -> Mapping[Arrow, str]:
    """Every arrow, from the first states on, with the cells that lead along it."""
    waiting, known = _begun(), set()
    ways: dict[Arrow, dict[str, None]] = defaultdict(dict)
    while waiting:
        case = waiting.pop(0)
        mark = (_status(case), case.kind, case.is_invalid)
        if mark not in known:
            known.add(mark)
            for cells, after in _moves(case):
                ways[_status(case), _status(after)][cells] = None
                waiting.append(after)
    return {arrow: _label(list(cells)) for arrow, cells in ways.items()}


def _begun() -> list[Case]:
    return [_filled(Case(_empty("f01")), cells) for cells in STARTS]


def _moves(case: Case) -> Iterator[tuple[str, Case]]:
    for cells in MOVES.get(_status(case), ()):
        if case.is_complaint or not cells.startswith("f02"):
            after = _filled(case, cells)
            if _status(after) != _status(case):
                yield cells, after


def _status(case: Case) -> Status:
    return next(rule.status for rule in lifecycle.RULES if rule.when(case))


def _filled(case: Case, cells: str) -> Case:
    """A case with cells filled, and the stamps that a review would set."""
    values: dict[str, dict[str, Value]] = {tab: {} for tab in TABLES}
    for tab, key, said in _split(cells):
        values[tab][key] = said or _something(tab, key)
    slip = (case.slip or _empty("f02")).saying(values["f02"])
    slip = slip.saying(stamps.new_on_slip(slip, now=NOW))
    case = Case(case.entry.saying(values["f01"]), (slip,))
    return Case(case.entry.saying(stamps.new_on_case(case, now=NOW)), (slip,))


def _split(cells: str) -> Iterator[tuple[str, str, str]]:
    for cell in cells.split("; "):
        name, _, said = cell.partition("=")
        tab, _, key = name.partition(".")
        yield tab, key, said


def _something(tab: str, key: str) -> Value:
    kind = TABLES[tab][key].kind
    if kind is YES:
        return True
    return NOW if kind.format == MOMENT.format else "…"


def _label(ways: list[str]) -> str:
    """The cells by their headings; what they say where there is one way only."""
    cells = [(TABLES[tab][key].heading, said) for tab, key, said in _split(ways[0])]
    if len(ways) == 1:
        return ", ".join(f"{one} = {said}" if said else one for one, said in cells)
    every = (TABLES[tab][key].heading for way in ways for tab, key, _ in _split(way))
    return ", ".join(dict.fromkeys(every))


def _empty(tab: str) -> Entry:
    return Entry(TABLES[tab], Row(0, {}), {})
