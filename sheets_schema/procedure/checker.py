"""Checker: what cannot work in a written procedure, before a case finds out.

`of_course` looks at the table of stages, which the program brings; `of_company` at what
the company has set: its limits and who may decide.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import chain, product
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.cells import MOMENT, MONEY, NUMBER
from sheets_schema.choices import LISTS
from sheets_schema.finding import Finding, Matter
from sheets_schema.procedure.conditions import (
    Every,
    Facts,
    Not,
    Some,
    column,
)
from sheets_schema.procedure.gates import OfRole
from sheets_schema.procedure.policy import LINES, SPANS, Limit, span
from sheets_schema.procedure.stages import CUSTOMER, NOBODY
from sheets_schema.procedure.walk import BEGIN, meant, places, words
from sheets_schema.timing.worktime import UNITS
from sheets_schema.words import Role
from sheets_schema.writing import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sheets_schema.cells import Value
    from sheets_schema.company.authority import Authority
    from sheets_schema.company.office import Office
    from sheets_schema.procedure.conditions import Condition
    from sheets_schema.procedure.stages import Course, Stage
    from sheets_schema.procedure.walk import Mark, Node
    from sheets_schema.timing.worktime import WorkTime

Remedy: TypeAlias = tuple[tuple[str, ...], float | None, float | None]
"""Its kinds, the level of its case, and what it costs in ₫."""
FORTNIGHT = 14 * 48
"""How many half hours are tried as the start of a limit."""
PLENTY = 10.0**12
"""More than any remedy costs, in ₫."""


def of_course(
    course: Course, limit: Callable[[str], Limit | None] = lambda _: None
) -> Iterator[Finding]:
    """What is wrong in a table of stages.

    Args:
        course: The table.
        limit: The limits and switches under which ways to an end are looked for.
    """
    yield from _unreachable(course)
    left = example(Every(tuple(Not(one.when) for one in course.stages)), course)
    yield from _dead_ends(places(course, limit)) if left is None else _without(left)
    for role in sorted(roles(course) - set(LISTS["role"])):
        yield _wrong(
            f"Không ai giữ được vai trò “{role}”: danh mục Vai trò không có.",
            "Xin dùng một vai trò của danh mục.",
        )


def roles(course: Course) -> frozenset[str]:
    """The roles that a course waits for, or asks to decide."""
    waited = (stage.role for stage in course.stages)
    clocks = (clock.role for clock in course.clocks)
    needs = (need for gate in course.gates for need in gate.needs)
    named = (need.roles for need in needs if isinstance(need, OfRole))
    every = chain(waited, clocks, chain.from_iterable(named))
    return frozenset(map(str, every)) - {CUSTOMER, NOBODY}


def _wrong(what: str, do: str) -> Finding:
    return Finding(what, do, Matter.PROCEDURE)


# --- the stages


def _unreachable(course: Course) -> Iterator[Finding]:
    """Lines that no case can come to, because those above take all of theirs."""
    for number, stage in enumerate(course.stages, 1):
        above = course.stages[: number - 1]
        alone = Every((stage.when, *(Not(one.when) for one in above)))
        if example(alone, course) is not None:
            continue
        by = _takes(stage, above, course)
        name = f"Bước {number} “{stage.status}” không bao giờ tới lượt"
        yield _wrong(f"{name}: {by}.", "Xin đưa bước này lên trên, hoặc bỏ nó.")


def _takes(stage: Stage, above: Sequence[Stage], course: Course) -> str:
    """Which line above takes the cases of a stage."""
    for number, other in enumerate(above, 1):
        if example(Every((stage.when, Not(other.when))), course) is None:
            said = "mâu thuẫn với nó" if stage.when == other.when else "đã nhận hết"
            return f"bước {number} “{other.status}” {said}"
    return "các bước trên đã nhận hết"


def _without(left: Facts) -> Iterator[Finding]:
    """What is told of a case that no line takes."""
    told = "; ".join(_told(left)) or "chưa điền ô nào"
    yield _wrong(
        f"Có hồ sơ không thuộc bước nào: {told}.",
        "Xin thêm một bước cuối nhận mọi hồ sơ còn lại.",
    )


def _told(facts: Facts) -> Iterator[str]:
    for tab, row in facts.values.items():
        for key, said in row.items():
            if said is not None:
                yield f"{column(f'{tab}.{key}').heading} = {said}"


def _dead_ends(found: Mapping[Mark, Node]) -> Iterator[Finding]:
    """Stages from which no filling of what is asked leads to an end."""
    alive = {mark for mark, place in found.items() if place.stage.is_end}
    while True:
        more = {
            mark
            for mark, place in found.items()
            if mark not in alive and any(to in alive for _, to in place.moves)
        }
        if not more:
            break
        alive |= more
    stuck = [place for mark, place in found.items() if mark not in alive]
    last = [place for place in stuck if not place.moves] or stuck
    for stage in dict.fromkeys(place.stage for place in last):
        yield _wrong(
            f"Bước “{stage.status}” là ngõ cụt: điền hết các ô được hỏi cũng không "
            "tới được bước kết thúc.",
            "Xin thêm ô được hỏi, hoặc một bước nhận hồ sơ sau bước này.",
        )


def example(condition: Condition, course: Course) -> Facts | None:
    """A subject of which a condition holds; None where there can be none.

    Cells are filled one by one, each with every word that makes a difference, and what
    is settled already is not tried further.
    """
    asked = dict.fromkeys(chain.from_iterable(_asked(it) for it in condition.atoms))
    return _search(condition, course, Facts({}, lambda _: None), list(asked), {})


def _asked(atom: Condition) -> Sequence[str]:
    return (*sorted(atom.cells), *sorted(atom.lines))


def _search(
    condition: Condition,
    course: Course,
    facts: Facts,
    open_: Sequence[str],
    lines: Mapping[str, float],
) -> Facts | None:
    known = frozenset((*lines, *_cells(facts)))
    settled = _settled(condition, facts, known)
    if settled is not None:
        return facts if settled else None
    name, rest = open_[0], open_[1:]
    for value in _values(name, course):
        if name in LINES:
            now = {**lines, name: float(value is True)}
            tried = Facts(facts.values, _limits(now))
        else:
            now, tried = dict(lines), facts.saying({name: value})
        found = _search(condition, course, tried, rest, now)
        if found is not None:
            return found
    return None


def _cells(facts: Facts) -> Iterator[str]:
    return (f"{tab}.{key}" for tab, row in facts.values.items() for key in row)


def _limits(lines: Mapping[str, float]) -> Callable[[str], Limit | None]:
    return lambda key: Limit(key, "", lines[key], "") if key in lines else None


def _values(name: str, course: Course) -> Iterable[Value]:
    """What is tried of a cell, or of a line of the policy."""
    if name in LINES:
        return (False, True)
    kind = column(name).kind
    if kind.format == MOMENT.format:
        return (None, BEGIN, BEGIN + timedelta(days=1))
    if kind in {NUMBER, MONEY}:
        return (None, 0, PLENTY)
    return (None, *(meant(name, word, BEGIN) for word in words(name, course)))


def _settled(condition: Condition, facts: Facts, known: frozenset[str]) -> bool | None:
    """Whether a condition holds by what is known; None where that is not enough."""
    match condition:
        case Every(of=parts):
            found = [_settled(part, facts, known) for part in parts]
            return False if False in found else None if None in found else True
        case Some(of=parts):
            found = [_settled(part, facts, known) for part in parts]
            return True if True in found else None if None in found else False
        case Not(of=part):
            inner = _settled(part, facts, known)
            return None if inner is None else not inner
        case _:
            enough = condition.cells | condition.lines <= known
            return condition.holds(facts) if enough else None


# --- what a company has set


def of_company(course: Course, office: Office, *, now: datetime) -> Iterator[Finding]:
    """What cannot work in the settings of a office."""
    yield from _limits_inside(office, now=now)
    yield from _authority(office.authority)
    deciders = {one.decider for one in office.authority}
    for role in sorted((roles(course) | deciders) - {Role.UNIT}):
        if not office.acting(role, now.date()):
            yield Finding(
                f"Quy trình chờ vai trò {role}, mà chưa ai giữ hay thay được.",
                "Xin ghi vai trò này cho một người ở tab Nhân sự.",
                Matter.PROCEDURE,
                tab="person",
                column="role",
            )


def _limits_inside(office: Office, *, now: datetime) -> Iterator[Finding]:
    """Limits that cannot be met: they end after the one around them has ended."""
    on = now.date()
    for key, line in LINES.items():
        inner = office.procedure.limit(key, on)
        outer = office.procedure.limit(line.inside, on) if line.inside else None
        if inner and outer and _is_longer(inner, outer, office.worktime, now):
            yield Finding(
                f"Hạn “{inner.name}” ({inner.words}) dài hơn hạn bao quanh nó, "
                f"“{outer.name}” ({outer.words}), nên không giữ được.",
                "Xin sửa một trong hai hạn ở tab Quy định.",
                Matter.PROCEDURE,
                tab="policy",
                column="value",
                code=key,
            )


def _is_longer(inner: Limit, outer: Limit, work: WorkTime, now: datetime) -> bool:
    """Whether a limit ends later than another, whenever in a fortnight both start."""
    if not {inner.key, outer.key} <= SPANS or not {inner.unit, outer.unit} <= {*UNITS}:
        return False
    first = datetime.combine(now.date(), time.min, now.tzinfo)
    starts = (first + half * timedelta(minutes=30) for half in range(FORTNIGHT))
    return any(
        work.due(at, inner.amount, inner.unit) > work.due(at, outer.amount, outer.unit)
        for at in starts
    )


def _authority(lines: Sequence[Authority]) -> Iterator[Finding]:
    """Gaps, lines that are never used, and lines that contradict one another."""
    cases = list(_remedies(lines))
    first = {
        case: next((one for one in lines if one.fits(*case)), None) for case in cases
    }
    gaps = [case for case, line in first.items() if line is None]
    if gaps:
        yield _of_line(
            0,
            f"Tab Thẩm quyền không có dòng nào cho: {_remedy(gaps[0])}.",
            "Xin thêm một dòng cuối chỉ ghi Người quyết, các ô khác để trống.",
        )
    for at, line in enumerate(lines):
        if line not in first.values():
            yield _of_line(
                line.line,
                f"Dòng thẩm quyền của {line.decider} không bao giờ được dùng: "
                f"{_covering(line, lines[:at], cases)}.",
                "Xin đưa dòng này lên trên, sửa điều kiện, hoặc bỏ nó.",
            )
        if line.within and span("within", line.within) is None:
            yield _of_line(
                line.line,
                f"Hạn quyết “{line.within}” chưa đọc được.",
                "Xin ghi như: 1 ngày làm việc.",
            )


def _of_line(line: int, what: str, do: str) -> Finding:
    return Finding(what, do, Matter.PROCEDURE, tab="authority", line=line)


def _remedies(lines: Sequence[Authority]) -> Iterator[Remedy]:
    """Remedies on both sides of every bound that a line names."""
    every = LISTS["remedy_kind"]
    kinds = ((), *((kind,) for kind in every), every)
    bounds = {
        bound + by
        for line in lines
        for bound in (line.amount_from, line.amount_to)
        if bound is not None
        for by in (-1, 0, 1)
    }
    amounts = (None, *sorted({0.0, PLENTY, *(it for it in bounds if it >= 0)}))
    return product(kinds, (1.0, 2.0, 3.0), amounts)


def _covering(
    line: Authority, above: Sequence[Authority], cases: Iterable[Remedy]
) -> str:
    """Why a line is never the first that fits."""
    fitted = [case for case in cases if line.fits(*case)]
    if not fitted:
        return "các điều kiện của nó không hồ sơ nào khớp"
    for other in above:
        if all(other.fits(*case) for case in fitted):
            said = "mâu thuẫn với" if other.decider != line.decider else "đã khớp hết"
            return f"{said} dòng trên của {other.decider}"
    return "các dòng trên đã khớp hết"


def _remedy(remedy: Remedy) -> str:
    """A remedy in words."""
    kinds, severity, amount = remedy
    said = "; ".join(kinds) or "chưa có loại biện pháp"
    level = f"cấp độ {severity:g}" if severity else "chưa có cấp độ"
    cost = "chưa có giá trị" if amount is None else wording.money(amount)
    return f"{said}, {level}, {cost}"
