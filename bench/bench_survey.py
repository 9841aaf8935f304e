"""The annual summary of 20 marks and 3 texts a slip, beside counting alone.

Ours is the whole summary of two years, from rows to figures. The floor is a Counter for
each column, marks and texts, filled in chunks; those of the texts are dropped with
their chunk, or they would hold every text. The peer counts slip by slip, as one would
write it at first. Reading (making the rows, which a store does) is measured apart and
taken off all three. Times are the best of several turns, of the processor, with the
slips out of the collector's sight. The goal: ours at most 1.5 times the floor plus
reading, and memory that does not grow with the slips.
"""

import gc
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from random import Random
from typing import TypeAlias

from sheets_schema.reading.typed import Raw
from sheets_schema.records import Row
from sheets_schema.surveys import survey
from sheets_schema.surveys.survey import SurveyTabs

SIZES = (10_000, 100_000)
TURNS = 5
GOAL = 1.5
CHUNK = 4096
Work: TypeAlias = Callable[[Iterable[Row]], None]
MARKS = tuple(f"q{number}" for number in range(1, 21))
TEXTS = ("q21", "q22", "q23")
WORDS = ("nhân viên", "nhiệt tình", "giao hàng", "chậm", "thêm chỗ để xe", "hài lòng")
ASKED = ("Điều Quý khách hài lòng nhất", "Điều chưa hài lòng", "Kiến nghị")
QUESTIONS = [
    *(
        Row(3, {"id": key, "scale": "1-5", "not_applicable": "6", "track": key})
        for key in MARKS
    ),
    *(
        Row(3, {"id": key, "text": text})
        for key, text in zip(TEXTS, ASKED, strict=True)
    ),
]


def slips(size: int) -> list[dict[str, Raw]]:
    """Slips of two years; a mark in ten is left out, a text in two."""
    chance = Random(7)
    return [_slip(chance, 2025 + (number % 2)) for number in range(size)]


def _slip(chance: Random, year: int) -> dict[str, Raw]:
    cells: dict[str, Raw] = {"campaign": f"KS-{year}"}
    cells |= {k: chance.choice((0, 1, 2, 3, 4, 4, 4, 5, 5, 6)) for k in MARKS}
    for key in MARKS:
        if chance.random() < 0.1:
            del cells[key]
    for key in TEXTS:
        if chance.random() < 0.5:
            cells[key] = " ".join(chance.choices(WORDS, k=chance.randint(2, 7)))
    return cells


def read(kept: list[dict[str, Raw]]) -> Iterator[Row]:
    """The rows as a store hands them over, made while they are asked for."""
    return (Row(line, dict(cells)) for line, cells in enumerate(kept, 3))


def ours(rows: Iterable[Row]) -> None:
    survey.summarise(SurveyTabs((), QUESTIONS, (), rows), year=2026)


def floor(rows: Iterable[Row]) -> None:
    counts: defaultdict[str, Counter[Raw]] = defaultdict(Counter)
    ahead = iter(rows)
    while chunk := list(islice(ahead, CHUNK)):
        cells = [row.cells for row in chunk]
        for key in MARKS:
            counts[key].update([one.get(key) for one in cells])
        for key in TEXTS:
            Counter([one.get(key) for one in cells])


def peer(rows: Iterable[Row]) -> None:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        for key in MARKS:
            counts[key][str(row.get(key))] += 1
        for key in TEXTS:
            if row.get(key):
                texts[key].append(str(row.get(key)))


def nothing(rows: Iterable[Row]) -> None:
    for _ in rows:
        pass


def seconds(kept: list[dict[str, Raw]]) -> dict[Work, float]:
    """The best time of each way; they take turns, so that all see the same machine."""
    best: dict[Work, float] = {}
    for _ in range(TURNS):
        for work in (nothing, ours, peer, floor):
            start = time.process_time()
            work(read(kept))
            taken = time.process_time() - start
            best[work] = min(taken, best.get(work, taken))
    return best


def peak(work: Work, kept: list[dict[str, Raw]]) -> float:
    """The most memory held at a time, in MB, without the slips themselves."""
    tracemalloc.start()
    work(read(kept))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    print(
        f"{'slips':>8} {'reading':>9} {'ours':>9} {'peer':>9} {'floor':>9} "
        f"{'ours/floor':>11} {'ours/(floor+reading)':>21} {'MB ours':>8} {'MB peer':>8}"
    )
    for size in SIZES:
        kept = slips(size)
        gc.freeze()
        best = seconds(kept)
        reading = best[nothing]
        mine, other, least = (best[work] - reading for work in (ours, peer, floor))
        whole = (mine + reading) / (least + reading)
        print(
            f"{size:>8} {reading:>8.3f}s {mine:>8.3f}s {other:>8.3f}s {least:>8.3f}s "
            f"{mine / least:>11.2f} {whole:>21.2f} "
            f"{peak(ours, kept):>8.1f} {peak(peer, kept):>8.1f}"
        )
    print(f"goal: ours at most {GOAL} times floor plus reading; memory flat")


if __name__ == "__main__":
    main()
