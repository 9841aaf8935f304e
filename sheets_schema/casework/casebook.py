"""The casebook: what the register and its slips should say, by one reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema import codes, entry
from sheets_schema.books.actions import EVENT
from sheets_schema.books.customers import CUSTOMER
from sheets_schema.books.register import F01
from sheets_schema.books.slip import F02
from sheets_schema.casework import calls, cases, derived, history, lifecycle, slips
from sheets_schema.casework.cases import Clerk
from sheets_schema.casework.history import History
from sheets_schema.casework.judged import Judged
from sheets_schema.casework.lines import Gone, gone, news
from sheets_schema.timing.watched import Watched
from sheets_schema.words import Flag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sheets_schema.casework.case import Case
    from sheets_schema.casework.cases import Dossier
    from sheets_schema.casework.history import Neighbours, Trace
    from sheets_schema.casework.lines import Line
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.casework.slips import Slips
    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.company.office import Office
    from sheets_schema.finding import Finding
    from sheets_schema.recall import Recall
    from sheets_schema.records import Change, Reading, Row, Seen
    from sheets_schema.writing.letter import Letter

    Write: TypeAlias = "Callable[[Judged, Office, datetime], Iterable[Letter]]"
    """Which letters a case calls for at a moment."""
    Remembered: TypeAlias = "tuple[str, str, Mapping[str, Raw]]"
    """A tab, a number, and the facts and stamps to remember of that row."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that a review does about one case.

    It is one value that rests on the rows of the case, on what was last seen of them,
    on the office and on what the rest of the register says; so it can be used again.

    Attributes:
        code: The number of the case.
        trace: What other cases can tell of it.
        neighbours: What the rest of the register says of it.
        changes: What has to be written in its rows.
        remember: The rows of which something is new, as they stand after writing.
        letters: The letters that it calls for.
        problems: What people should mend in its rows.
        stands: Whether its row stands in the sheet.
        open: The case with its verdict; None once it is closed.
    """

    code: str
    trace: Trace
    neighbours: Neighbours
    changes: tuple[Change, ...]
    remember: tuple[Remembered, ...]
    letters: tuple[Letter, ...]
    problems: tuple[Finding, ...]
    stands: bool
    open: Judged | None


@dataclass(frozen=True)
class Casework:
    """What a reading of the register comes to.

    Attributes:
        judgements: One for every numbered case, those included whose rows are missing
            just now.
        changes: What has to be written.
        remember: The facts and stamps to remember, by tab and number, of rows of which
            something is new.
        given: The numbers that do not stand in the sheet before it is written.
        gone: The rows that stand nowhere any more, by tab.
        problems: What people should mend.
    """

    judgements: tuple[Judgement, ...] = ()
    changes: tuple[Change, ...] = ()
    remember: Mapping[str, Mapping[str, Mapping[str, Raw]]] = field(
        default_factory=dict
    )
    given: frozenset[Raw] = frozenset()
    gone: Mapping[str, Gone] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()

    @property
    def open(self) -> Iterator[Judged]:
        """The cases in which something is left to do."""
        return (one.open for one in self.judgements if one.open)

    @property
    def codes(self) -> frozenset[str]:
        """The numbers of all cases."""
        return frozenset(one.code for one in self.judgements)

    @property
    def letters(self) -> Iterator[Letter]:
        """Every letter that the cases call for; the ledger sends each key once."""
        return chain.from_iterable(one.letters for one in self.judgements)


def decide(
    reading: Reading,
    office: Office,
    seen: Mapping[str, Mapping[str, Seen]],
    numbers: Numbers,
    *,
    write: Write,
    recall: Recall,
    now: datetime,
) -> Casework:
    """What the register should say, given what it says.

    A tab that could not be read is left alone; without the tab of slips cases are
    judged by their slips as they were last seen.

    Args:
        reading: The desk book.
        office: From the same reading.
        seen: What was last seen of each row, by tab and number.
        numbers: Gives new numbers; the caller remembers them.
        write: Writes the letters that a case calls for.
        recall: What was found out before. A case is judged again where its rows, what
            was last seen of them, the office or its neighbours are not as they were, or
            a moment has come that its judgement hung on.
        now: With the company's zone, in whole seconds.
    """
    if F01.key not in reading.rows:
        return Casework()
    rows = {
        table.key: recall.rows(table.key, reading.rows[table.key])
        for table in (F01, F02, CUSTOMER, EVENT)
        if table.key in reading.rows
    }
    seen = {tab: recall.same(f"seen {tab}", known) for tab, known in seen.items()}
    for table in (F01, F02):
        here, known = rows.get(table.key, ()), seen[table.key]
        work = partial(_highest, table, here, known)
        top = recall.answer("numbers", table.key, here, known, now=now, work=work)
        numbers.note(table.key.upper(), top)
    to = office.conditions
    of_slips = slips.read(rows.get(F02.key), seen[F02.key], to, recall, now=now)
    events = rows.get(EVENT.key, ())
    of_calls = recall.answer(
        EVENT.key, "", events, to, now=now, work=lambda _: calls.read(events, to)
    )
    given = rows[F01.key], seen[F01.key], of_slips, of_calls, to
    dossiers, words = recall.answer(
        "dossiers", "", *given, now=now, work=lambda _: cases.dossiers(*given)
    )
    clerk = Clerk(
        rows[F01.key], seen[F01.key], numbers, opens_slips=of_slips.is_readable
    )
    bench = _Bench(clerk, office, of_slips.is_readable, write, recall, now)
    judgements = bench.judge(dossiers, rows.get(CUSTOMER.key, ()))
    missing = {
        table.key: gone(table, here, seen[table.key], now=now)
        if table.key in rows
        else Gone()
        for table, here in (
            (F01, {one.code for one in judgements if one.stands}),
            (F02, {line.code for line in of_slips.standing}),
        )
    }
    orphans = _orphans(judgements, of_slips)
    remember = _to_remember(judgements, orphans, office, now)
    return Casework(
        judgements,
        (
            *words,
            *chain.from_iterable(one.changes for one in judgements),
            *of_slips.words,
            *chain.from_iterable(one.back for one in missing.values()),
        ),
        remember,
        _given(remember, rows),
        missing,
        _problems(judgements, orphans, missing.values()),
    )


def _highest(
    table: Table, rows: Iterable[Row], seen: Iterable[str], _: datetime
) -> tuple[str, ...]:
    """The highest number of each year in a tab, or of what was ever seen there."""
    series = table.key.upper()
    found = codes.highest(series, (*(row.get(table.code) for row in rows), *seen))
    return tuple(codes.numbered(series, year, top) for year, top in found.items())


@dataclass(frozen=True, slots=True)
class _Brief:
    """A case before it is judged: all but what its neighbours say."""

    dossier: Dossier
    trace: Trace
    known: Judgement | None = None
    opened: tuple[Case, Watched] | None = None


@dataclass(frozen=True)
class _Bench:
    """Judges the cases of one reading, each where its last judgement does not hold."""

    clerk: Clerk
    office: Office
    opens_slips: bool
    write: Write
    recall: Recall
    now: datetime

    def judge(
        self, dossiers: Iterable[Dossier], customers: tuple[Row, ...]
    ) -> tuple[Judgement, ...]:
        """The judgements on all cases, in the order of the sheet."""
        briefs = [self._brief(dossier) for dossier in dossiers]
        traces = self.recall.same("traces", tuple(one.trace for one in briefs))
        found = self._neighbours(traces, customers)
        judgements = tuple(map(self._judgement, briefs, found))
        self.recall.forget(F01.key, but={one.code for one in judgements})
        return judgements

    def _brief(self, dossier: Dossier) -> _Brief:
        known: Judgement | None = self.recall.find(
            F01.key, dossier.line.code, *self._papers(dossier), now=self.now
        )
        if known:
            return _Brief(dossier, known.trace, known)
        trace = self.clerk.trace(dossier.unread, self.office, now=self.now)
        if trace is not None:
            return _Brief(dossier, trace)
        opened = self._opened(dossier)
        return _Brief(dossier, history.trace(opened[0]), opened=opened)

    def _opened(self, dossier: Dossier) -> tuple[Case, Watched]:
        """The case, and the moment by which it is judged."""
        now = Watched.at(self.now)
        return self.clerk.case(dossier, self.office, now=now), now

    def _papers(self, dossier: Dossier) -> tuple[object, ...]:
        """All that a judgement rests on but the moment and its neighbours."""
        return (self.office, self.opens_slips, *dossier.papers)

    def _neighbours(
        self, traces: tuple[Trace, ...], customers: tuple[Row, ...]
    ) -> Sequence[Neighbours]:
        def found(_: datetime) -> Sequence[Neighbours]:
            entries = entry.read_all(CUSTOMER, customers, self.office.conditions)
            register = History(traces, history.customers(entries))
            return tuple(map(register.of, traces))

        return self.recall.answer(
            "neighbours", "", traces, customers, self.office, now=self.now, work=found
        )

    def _judgement(self, brief: _Brief, neighbours: Neighbours) -> Judgement:
        known = brief.known
        if known and known.neighbours == neighbours:
            return known
        dossier = brief.dossier.unread
        line = dossier.line
        case, now = brief.opened or self._opened(dossier)
        found = self._judged(dossier, case, neighbours, brief.trace, now=now)
        if line.seen:  # one that was never seen takes numbers
            papers = self._papers(dossier)
            self.recall.put(F01.key, line.code, *papers, now=now, found=found)
        return found

    def _judged(
        self,
        dossier: Dossier,
        case: Case,
        neighbours: Neighbours,
        trace: Trace,
        *,
        now: datetime,
    ) -> Judgement:
        office, line = self.office, dossier.line
        verdict = lifecycle.judge(case, office, now=now)
        judged = Judged(case, verdict, line.row, line.is_steady, neighbours)
        read = [case.entry] if judged.stands else []
        read += [slip.entry for slip in dossier.slips if not slip.is_missing]
        return Judgement(
            code=case.code,
            trace=trace,
            neighbours=neighbours,
            changes=(
                *self._on_row(judged),
                *slips.changes(
                    case, lifecycle.own(verdict, office, now=now), office, dossier.slips
                ),
            ),
            remember=tuple(_news(case, dossier)),
            letters=tuple(self.write(judged, office, now)),
            problems=tuple(chain.from_iterable(one.problems for one in read)),
            stands=judged.stands,
            open=None if verdict.flag == Flag.CLOSED else judged,
        )

    def _on_row(self, one: Judged) -> Iterator[Change]:
        """What the row of a case should say; nothing where it does not stand."""
        if one.stands:
            says = derived.on_case(one.case, one.verdict, self.office, one.neighbours)
            yield from one.case.entry.saying(says).changes(one.row)


def _news(case: Case, dossier: Dossier) -> Iterator[Remembered]:
    """The rows of a case of which something is new, as they stand after writing."""
    line, lines = dossier.line, {slip.code: slip for slip in dossier.slips}
    cells = None if line.is_missing else news(line.seen, case.entry)
    if cells:
        yield F01.key, case.code, cells
    for slip in case.slips:
        stood = lines.get(slip.code)
        if stood is not None and stood.is_missing:
            continue
        if cells := news(stood.seen if stood else None, slip):
            yield F02.key, slip.code, cells


def _orphans(judgements: Iterable[Judgement], of_slips: Slips) -> list[Line]:
    """The slips that stand there without their case."""
    known = {one.code for one in judgements}
    lone = (lines for case, lines in of_slips.of_case.items() if case not in known)
    return [line for line in chain.from_iterable(lone) if not line.is_missing]


def _to_remember(
    judgements: Iterable[Judgement],
    orphans: Iterable[Line],
    office: Office,
    now: datetime,
) -> Mapping[str, Mapping[str, Mapping[str, Raw]]]:
    """Facts and stamps of cases and slips as the sheet holds them after writing."""
    remember: dict[str, dict[str, Mapping[str, Raw]]] = {F01.key: {}, F02.key: {}}
    for tab, code, cells in chain.from_iterable(one.remember for one in judgements):
        remember[tab][code] = cells
    for line in orphans:
        if known := news(
            line.seen, slips.stamped(line, slips.NO_CASE, (), office, now=now)
        ):
            remember[F02.key][line.code] = known
    return remember


def _given(
    remember: Mapping[str, Mapping[str, Mapping[str, Raw]]],
    rows: Mapping[str, Iterable[Row]],
) -> frozenset[Raw]:
    """The numbers to be remembered that no row of the sheet carries."""
    stand = {
        row.get(table.code) for table in (F01, F02) for row in rows.get(table.key, ())
    }
    return frozenset(chain.from_iterable(remember.values())) - stand


def _problems(
    judgements: Iterable[Judgement], orphans: Iterable[Line], missing: Iterable[Gone]
) -> tuple[Finding, ...]:
    """What people should mend: in the register, in its slips, in whole tabs."""
    in_cells = chain(
        *(one.problems for one in judgements),
        *(line.entry.problems for line in orphans),
    )
    by_tab = sorted(in_cells, key=attrgetter("tab"))
    return tuple(chain(by_tab, *(one.problems for one in missing)))
