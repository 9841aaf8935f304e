"""The survey's words: its figures in sentences, for the report and the letter."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sheets_schema.surveys.figures import FEWEST, SMALL, nps
from sheets_schema.surveys.question import Measure, Voice
from sheets_schema.writing.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets_schema.surveys.figures import Figure, Summary
    from sheets_schema.surveys.interval import Interval

NO_INVITATIONS = "không có số mời"
UNCLEAR = "chênh lệch chưa đủ lớn để kết luận"
REFERENCE = "tham khảo"
TOO_FEW = f"n<{FEWEST}"
_LONGEST_NAME = 70
_COMPARABLE = 3
"""Of fewer questions each would be an extreme."""
_LEVEL = 0.05
"""A change below this is shown as 0,0."""


def name(figure: Figure) -> str:
    """The question in a sentence: its label between quotation marks, cut if long."""
    label = figure.question.label
    if len(label) > _LONGEST_NAME:
        label = label[: _LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"
    return f"“{label}”"


def marks(of: range) -> str:
    """Marks that stand together: ``4–5``."""
    return str(of[0]) if len(of) == 1 else f"{of[0]}–{of[-1]}"


def percent(share: float) -> str:
    """A share of 1, always with one decimal, so that figures line up: ``80,0%``."""
    return f"{rounded(100 * share, 1)}%"


def rounded(value: float, places: int) -> str:
    """A figure as a spreadsheet shows it in a cell: halves go up, ``6,3`` of 6.25.

    Python rounds halves to the even digit, and a sentence would say another figure than
    the table below it.
    """
    exact, last = Decimal(f"{value:.10f}"), Decimal(1).scaleb(-places)
    return str(exact.quantize(last, ROUND_HALF_UP)).replace(".", ",")


def shared(figure: Figure) -> str:
    """A share with its n: ``84,9%, n = 2.730``."""
    return f"{percent(figure.share)}, {sample(figure.marks.n)}"


def between(interval: Interval) -> str:
    """An interval of shares: ``83,6–86,2%``."""
    low, high = percent(interval.low), percent(interval.high)
    return f"{low.removesuffix('%')}–{high}"


def sample(n: int) -> str:
    """The n of a share, and whether it is a small one: ``n = 12, tham khảo``."""
    return f"n = {number(n)}" + (f", {REFERENCE}" if n < SMALL else "")


def points(figure: Figure) -> str:
    """How much it changed, without a sign: ``3,2 điểm phần trăm``, ``4 điểm``."""
    moved = abs(figure.change or 0)
    if figure.question.measure is Measure.RECOMMEND:
        return f"{rounded(moved, 0)} điểm"
    return f"{rounded(moved, 1)} điểm phần trăm"


def change(figure: Figure, year: int) -> str:
    """This year against the last, in words; never more than the sample can say."""
    if figure.change is None:
        return f"chưa có câu tương ứng của năm {year - 1} để so sánh"
    if abs(figure.change) < _LEVEL:
        return f"bằng năm {year - 1}"
    if figure.clear:
        way = "tăng" if figure.change > 0 else "giảm"
        return f"{way} {points(figure)} so với năm {year - 1}"
    way = "cao" if figure.change > 0 else "thấp"
    return f"{way} hơn {points(figure)} so với năm {year - 1}, {UNCLEAR}"


def remark(figure: Figure) -> str:
    """What stands beside a line of figures."""
    said = []
    if figure.change is not None:
        moved = "tăng" if figure.change > 0 else "giảm"
        said.append(moved if figure.clear else UNCLEAR)
    if figure.small:
        said.append(REFERENCE)
    if figure.small_before:
        said.append(f"năm trước {REFERENCE}")
    return "; ".join(said)


def headline(summary: Summary) -> str:
    """The answer in one sentence, before any table."""
    figure, year = summary.headline, summary.year
    if figure is None:
        slips = (
            f"{number(summary.slips)} phiếu" if summary.slips else "chưa có phiếu nào"
        )
        return f"Năm {year} có {slips} trả lời về mức độ hài lòng."
    if figure.withheld:
        return f"Năm {year} có dưới {FEWEST} câu trả lời nên không in tỷ lệ hài lòng."
    best = marks(figure.question.best)
    return (
        f"Năm {year}, {percent(figure.share)} khách hàng hài lòng ở câu {name(figure)} "
        f"(điểm {best}, {sample(figure.marks.n)}), "
        f"{change(figure, year)}{_extremes(summary)}."
    )


def scores(summary: Summary) -> str:
    """NPS and CES in a sentence each; empty where neither was asked."""
    loyal = summary.of(Measure.RECOMMEND, Measure.EFFORT)
    return " ".join(
        f"{_score(figure)}, {change(figure, summary.year)}."
        for figure in loyal
        if not figure.withheld
    )


def _score(figure: Figure) -> str:
    n = sample(figure.marks.n)
    if figure.question.measure is Measure.RECOMMEND:
        return f"{name(figure)}: NPS {nps(figure.question, figure.marks)} ({n})"
    mean = rounded(figure.marks.mean, 1)
    best = marks(figure.question.best)
    share = percent(figure.share)
    return f"{name(figure)}: CES {mean}, {share} chấm điểm {best} ({n})"


def ranked(summary: Summary) -> list[Figure]:
    """Satisfaction by question, the best first; what is withheld stands last."""
    asked = summary.of(Measure.SATISFACTION)
    return sorted(asked, key=lambda f: (f.withheld, -f.share))


def _extremes(summary: Summary) -> str:
    sure = [figure for figure in ranked(summary) if figure.marks.n >= SMALL]
    if len(sure) < _COMPARABLE or sure[0].share == sure[-1].share:
        return ""
    best, worst = sure[0], sure[-1]
    return (
        f"; cao nhất là {name(best)} ({shared(best)}), "
        f"thấp nhất là {name(worst)} ({shared(worst)})"
    )


def turnout(summary: Summary) -> str:
    """How many answered, of how many."""
    slips = number(summary.slips)
    before = number(summary.slips_before) if summary.slips_before else "không có"
    return (
        f"Số phiếu trả lời: {slips} (năm {summary.year - 1}: {before}). "
        f"Tỷ lệ trả lời: {_rate(summary)}."
    )


def _rate(summary: Summary) -> str:
    response = summary.response
    if response is None:
        return NO_INVITATIONS
    done, invited = response.completed, response.invited
    if done > invited:
        many, few = number(done), number(invited)
        return f"không tính được, vì {many} phiếu nhiều hơn {few} số mời"
    said = [f"{percent(response.of_invited)} số mời ({number(done)}/{number(invited)})"]
    if response.of_reached is not None:
        reached = number(invited - response.bounced)
        rate = percent(response.of_reached)
        said.insert(0, f"{rate} số thư mời đến nơi ({number(done)}/{reached})")
    partial = f"; {number(response.partial)} phiếu làm dở" if response.partial else ""
    return " và ".join(said) + partial


def requests(summary: Summary) -> Iterator[str]:
    """What the directors are asked to decide (Q30)."""
    figures = [f for f in ranked(summary) if not f.withheld]
    fallen = [f for f in figures if f.clear and (f.change or 0) < 0]
    if fallen:
        names = ", ".join(f"{name(f)} (giảm {points(f)})" for f in fallen[-3:])
        yield f"Cho ý kiến về các mặt giảm rõ so với năm {summary.year - 1}: {names}."
    lowest = next((f for f in reversed(figures) if f.marks.n >= SMALL), None)
    if lowest is not None and lowest.question.worst:
        share = percent(lowest.marks.share(lowest.question.worst))
        yield (
            f"Chọn việc cải tiến cho {name(lowest)}: {share} khách hàng không hài lòng "
            f"(điểm {marks(lowest.question.worst)}, n = {number(lowest.marks.n)})."
        )
    wishes = sum(o.words.n for o in summary.opinions if o.voice is Voice.WISH)
    if wishes:
        yield (
            f"Chọn những việc sẽ làm trong {number(wishes)} kiến nghị của khách hàng "
            "(đọc đủ ở sổ Khảo sát, tab Câu trả lời)."
        )


def brief(summary: Summary) -> str:
    """The answer in a subject: ``84,9% hài lòng (n = 2.730)``."""
    figure = summary.headline
    if figure is None or figure.withheld:
        return f"{number(summary.slips)} phiếu trả lời"
    return f"{percent(figure.share)} hài lòng ({sample(figure.marks.n)})"
