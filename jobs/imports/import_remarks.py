"""Remarks on an import: what a person should look at before it is written."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sheets_schema.imports.day_order import DayOrder
from sheets_schema.imports.matching import LOOKED_AT
from sheets_schema.writing.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jobs.imports.import_cells import Target
    from jobs.imports.import_plan import ImportPlan
    from jobs.imports.import_source import Source

_UTF8 = "utf-8-sig"
_SHOWN = 3


def of(source: Source, plan: ImportPlan | None) -> Iterator[str]:
    """The sentences, about the file first, then column by column."""
    yield from _about_file(source)
    if plan is not None:
        if plan.wide:
            count, lines = number(len(plan.wide)), _lines(plan.wide)
            yield (
                f"{count} dòng có ô nằm ngoài các cột có tiêu đề ({lines}); "
                "những ô ấy không được nhập."
            )
        yield from _about_lines(plan)
        yield from chain.from_iterable(map(_about_column, plan.targets))


def _about_lines(plan: ImportPlan) -> Iterator[str]:
    if plan.loose:
        count, lines = number(len(plan.loose)), _lines(plan.loose)
        yield (
            f"{count} dòng nằm dưới một dòng trống, không có khoá và ngày ({lines}): "
            "được coi là dòng cộng, chữ ký hay ghi chú, không nhập."
        )
    if plan.hidden:
        count, lines = number(len(plan.hidden)), _lines(plan.hidden)
        yield f"{count} dòng bị ẩn trong tệp ({lines}), vẫn được nhập."
    if plan.doubles:
        shown = [
            f"dòng {line} và dòng {first}" for line, first in plan.doubles[:_SHOWN]
        ]
        more = "…" if len(plan.doubles) > _SHOWN else ""
        yield (
            f"Trùng khoá: {'; '.join(shown)}{more}. Chỉ dòng phía trên được nhập; xin "
            "xem dòng dưới có phải hồ sơ khác không."
        )


def _about_file(source: Source) -> Iterator[str]:
    wide = len(source.headings.names)
    if wide > LOOKED_AT:
        yield (
            f"Tệp có {number(wide)} cột; chỉ xem {number(LOOKED_AT)} cột đầu khi gợi ý."
        )
    encoding = source.foreign.encoding
    if source.writing:
        yield f"Chữ trong tệp theo bảng mã {source.writing}, được đổi sang Unicode."
    elif encoding not in {"", _UTF8}:
        name = encoding.replace("cp", "windows-")
        yield f"Tệp theo bảng mã {name}, được đổi sang Unicode."
    yield from source.foreign.told
    if source.foreign.is_hidden:
        yield f"Trang tính “{source.foreign.name}” bị ẩn trong tệp."
    if source.joined:
        yield (
            f"{number(source.joined)} ô gộp qua nhiều dòng: mỗi dòng được điền giá trị "
            "của ô gộp."
        )
    if source.others:
        names = ", ".join(f"“{name}”" for name in source.others)
        yield f"Tệp còn trang tính {names}; xin chọn bằng --sheet nếu cần."


def _about_column(one: Target) -> Iterator[str]:
    name = " + ".join(f"“{it}”" for it in one.headings) or f"= {one.value}"
    if one.is_dated:
        yield from (f"Cột {name}: {said}" for said in _about_dates(one))
    for trouble in one.troubles.values():
        count, where = number(trouble.count), ""
        if one.headings:
            where = f" ({_lines(trouble.lines, trouble.count)})"
        kept = "được giữ nguyên chữ" if trouble.is_kept else "không được nhập"
        yield (
            f"Cột {name}: {count} ô không hợp với “{one.column.heading}”{where}, "
            f"{kept}. {trouble.said}"
        )


def _about_dates(one: Target) -> Iterator[str]:
    dates, tally = one.dates, one.dates.tally
    if tally.order is DayOrder.MIXED:
        yield (
            f"{number(tally.day_first)} ô chỉ có thể là ngày trước, "
            f"{number(tally.month_first)} ô chỉ có thể là tháng trước."
        )
    if tally.order is DayOrder.UNCLEAR:
        yield (
            f"cả {number(tally.either)} ô đều đọc được hai cách; "
            "được hiểu là ngày trước, tháng sau."
        )
    if dates.days:
        yield (
            f"{number(dates.days)} ô chỉ ghi ngày, không ghi giờ; "
            "được hiểu là đến hết ngày ấy (23:59)."
        )
    if dates.real and tally.month_first:
        yield (
            f"{number(dates.real)} ô là ngày thật, các ô khác là chữ viết tháng trước; "
            "xin xem các ngày thật có bị đảo ngày và tháng không."
        )


def _lines(lines: Sequence[int], count: int = 0) -> str:
    shown = ", ".join(map(str, lines[:_SHOWN]))
    more = "…" if max(count, len(lines)) > _SHOWN else ""
    return f"dòng {shown}{more}"
