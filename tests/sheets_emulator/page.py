"""A page that shows a spreadsheet as a grid, with its colours, and renews itself."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote

from tests.sheets_emulator import render
from tests.sheets_emulator.a1 import Area, column_letters
from tests.sheets_emulator.book import span
from tests.sheets_emulator.errors import ApiError, KindError
from tests.sheets_emulator.wire import Answer, Request, as_html
from tests.sheets_emulator.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.emulator import Emulator
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json

LEAST_ROWS, LEAST_COLUMNS, MOST_ROWS = 12, 8, 300


def answer(emulator: Emulator, request: Request) -> Answer:
    """The list of spreadsheets, or one of them; a posted form types into a cell."""
    if request.path == "/":
        return as_html(_list(emulator))
    book_id = unquote(request.path.removeprefix("/sheet/"))
    told = ""
    if request.method == "POST":
        told = _typed(emulator, book_id, request)
    with emulator.lock:
        book = emulator.shelf.books.get(book_id)
        if book is None:
            return as_html("<p>No such spreadsheet", 404)
        work = Work(book, "", emulator.now())
        sheet = book.titled(request.asked.get("tab", "")) or book.sheets[0]
        return as_html(_page(work, sheet, told))


def _typed(emulator: Emulator, book_id: str, request: Request) -> str:
    form = {name: one[0] for name, one in parse_qs(request.body.decode()).items()}
    try:
        with emulator.lock:
            person = emulator.person(book_id)
            person.type(form["tab"], form["cell"], form.get("text", ""))
    except (ApiError, KindError, KeyError) as error:
        return str(error)
    return f"{form['cell']} ✓"


def _list(emulator: Emulator) -> str:
    books = "".join(
        f'<li><a href="/sheet/{quote(book.book_id)}">{html.escape(book.title)}</a>'
        for book in emulator.shelf.books.values()
    )
    body = f"<header><h1>Google Sheets (emulator)</h1><ul>{books}</ul></header>"
    return _whole("Google Sheets (emulator)", body)


def _whole(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<link rel="icon" href="data:,">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style>{body}</html>"
    )


def _page(work: Work, sheet: Sheet, told: str) -> str:
    book = work.book
    tabs = "".join(
        f'<a class="{"here" if one is sheet else ""}" '
        f'href="?tab={quote(one.title)}">{html.escape(one.title)}</a>'
        for one in book.sheets
        if not one.properties.get("hidden")
    )
    title = html.escape(sheet.title, quote=True)
    form = (
        f'<form method="post"><input type="hidden" name="tab" value="{title}">'
        '<label>Ô <input name="cell" size="5" required placeholder="B7"></label> '
        '<label>= <input name="text" size="60"></label> <button>Gõ</button> '
        f"<output>{html.escape(told)}</output>"
        '<a id="last" href="">Dòng cuối ↓</a></form>'
    )
    body = (
        f"<header><h1>{html.escape(book.title)}</h1>{_about(book)}</header>"
        f'<nav>{tabs}</nav>{form}<div class="grid">{_table(work, sheet)}</div>'
        f"{_charts(sheet)}"
        f"<script>{SCRIPT}</script>"
    )
    return _whole(book.title, body)


def _charts(sheet: Sheet) -> str:
    titles = [chart["spec"].get("title", "…") for chart in sheet.charts]
    return "".join(f"<header><p>▦ {html.escape(title)}</header>" for title in titles)


def _about(book: Book) -> str:
    zone, locale = book.properties["timeZone"], book.locale
    return f"<p>{html.escape(locale)} · {html.escape(zone)} · <a href='/'>☰</a></p>"


def _table(work: Work, sheet: Sheet) -> str:
    """The grid as far as it is filled; of a long one the frozen and the last lines."""
    held = [(row, column) for row, column, _ in sheet.filled(sheet.area)]
    valued = [(r, c) for r, c in held if sheet.has_value(r, c)]
    bottom = max((row for row, _ in valued), default=0) + 4
    right = max((column for _, column in valued), default=0) + 2
    height = min(sheet.row_count, max(bottom, LEAST_ROWS))
    columns = range(min(sheet.column_count, max(right, LEAST_COLUMNS)))
    shown = [c for c in columns if not _is_hidden(sheet.column_lines, c)]
    heads = "".join(
        f"<th{_still(sheet, c)} style='{_width(sheet, c)}'>{column_letters(c)}"
        for c in shown
    )
    frozen = sheet.frozen("Row")
    start = max(frozen, height - MOST_ROWS)
    left_out = f"<tr><th>…<td colspan=9>{start - frozen} dòng ở trên"
    lines = [
        *_rows(work, sheet, range(frozen), shown),
        left_out if start > frozen else "",
        *_rows(work, sheet, range(start, height), shown),
    ]
    body = "".join(lines)
    return f"<table><thead><tr><th>{heads}</thead><tbody>{body}</tbody></table>"


def _still(sheet: Sheet, column: int) -> str:
    return " class=still" if column < sheet.frozen("Column") else ""


def _rows(
    work: Work, sheet: Sheet, rows: Iterable[int], columns: list[int]
) -> Iterator[str]:
    for row in rows:
        if not _is_hidden(sheet.row_lines, row):
            yield _row(work, sheet, row, columns)


def _is_hidden(lines: dict[int, Json], at: int) -> bool:
    own = lines.get(at, {})
    return bool(own.get("hiddenByUser") or own.get("hiddenByFilter"))


def _width(sheet: Sheet, column: int) -> str:
    return f"min-width:{sheet.column_lines.get(column, {}).get('pixelSize', 100)}px"


def _row(work: Work, sheet: Sheet, row: int, columns: list[int]) -> str:
    frozen = row < sheet.frozen("Row")
    cells = []
    for column in columns:
        merge = _merge(sheet, row, column)
        if merge is None or (merge.top, merge.left) == (row, column):
            cells.append(_cell(work, sheet, (row, column), merge))
    kind = ' class="frozen"' if frozen else ""
    return f'<tr{kind}><th class="at">{row + 1}{"".join(cells)}'


def _merge(sheet: Sheet, row: int, column: int) -> Area | None:
    place = Area(row, column, row + 1, column + 1)
    for one in sheet.merges:
        area = span(one).clamped(sheet.row_count, sheet.column_count)
        if area.touches(place):
            return area
    return None


def _cell(work: Work, sheet: Sheet, place: tuple[int, int], merge: Area | None) -> str:
    cell = sheet.cell(*place)
    value = render.plain(work, sheet, *place)
    text = html.escape(render.text(value, cell, work.book.locale))
    look = render.effective(work, sheet, place)
    number = isinstance(value, float | int) and not isinstance(value, bool)
    so = {
        "number": number,
        "note": cell.note,
        "wrap": look.get("wrapStrategy") == "WRAP",
        "still": place[1] < sheet.frozen("Column"),
    }
    kinds = " ".join(name for name, one in so.items() if one)
    note = f' title="{html.escape(cell.note, quote=True)}"' if cell.note else ""
    size = ""
    if merge:
        size = f" rowspan={merge.bottom - merge.top} colspan={merge.right - merge.left}"
    at = f"{column_letters(place[1])}{place[0] + 1}"
    return f'<td data-at="{at}" class="{kinds}" style="{_css(look)}"{note}{size}>{text}'


def _css(look: Json) -> str:
    font = look.get("textFormat", {})
    parts = []
    if look["backgroundColor"] != {"red": 1, "green": 1, "blue": 1}:
        parts.append(f"background-color:{_color(look['backgroundColor'])}")
    if font.get("foregroundColor"):
        parts.append(f"color:{_color(font['foregroundColor'])}")
    if font.get("bold"):
        parts.append("font-weight:bold")
    if font.get("italic"):
        parts.append("font-style:italic")
    if font.get("strikethrough"):
        parts.append("text-decoration:line-through")
    if look.get("horizontalAlignment"):
        parts.append(f"text-align:{look['horizontalAlignment'].lower()}")
    if look.get("verticalAlignment"):
        parts.append(f"vertical-align:{look['verticalAlignment'].lower()}")
    return ";".join(parts)


def _color(color: Json) -> str:
    parts = (round(color.get(name, 0) * 255) for name in ("red", "green", "blue"))
    return "#" + "".join(f"{part:02x}" for part in parts)


STYLE = """
body { font: 14px/1.35 Arial, sans-serif; margin: 0; color: #202124;
height: 100vh; display: flex; flex-direction: column }
header, nav, form { padding: 6px 16px }
nav { display: flex; flex-wrap: wrap; gap: 4px }
nav a { padding: 2px 10px; border: 1px solid #dadce0; border-radius: 4px;
color: inherit; text-decoration: none; white-space: nowrap }
nav a.here { background: #e6f4ea; font-weight: bold } h1 { font-size: 18px; margin: 0 }
.grid { overflow: auto; flex: 1; border-top: 1px solid #dadce0; scroll-padding: 80px }
table { border-collapse: separate; border-spacing: 0; table-layout: fixed }
th, td { border: solid #e2e3e3; border-width: 0 1px 1px 0; padding: 2px 4px;
overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; max-width: 420px }
td { white-space: nowrap; background: #fff; cursor: cell }
td.wrap { white-space: pre-wrap }
thead th, th.at { background: #f8f9fa; font-weight: normal; color: #5f6368 }
thead th { position: sticky; top: 0; z-index: 2 }
th.at { position: sticky; left: 0; z-index: 1; vertical-align: middle }
tr.frozen td { background: #f1f3f4; font-weight: bold }
tr.frozen td, tr.frozen th { position: sticky; z-index: 2 } td.still { z-index: 1 }
.still { position: sticky } tr.frozen .still, thead .still, .frozen .at { z-index: 3 }
td.number { text-align: right } td.note { background-image:
linear-gradient(225deg, #f9ab00 5px, transparent 5px) }
td.picked { outline: 2px solid #1a73e8; outline-offset: -2px }
td.fresh { animation: fresh 12s ease-out }
@keyframes fresh { from, 60% { box-shadow: inset 0 0 0 3px #34a853 } }
p { color: #5f6368; margin: 2px 0 } input { font: inherit }
form a { margin-left: 16px; color: #1a73e8 }
"""

SCRIPT = """
const one = q => document.querySelector(q), grid = one('.grid'), form = one('form');
const cells = t => t.querySelectorAll('td[data-at]');
const words = t => new Map([...cells(t)].map(d => [d.dataset.at, d.textContent]));
function settle() {
  let top = grid.querySelector('thead').offsetHeight;
  for (const row of grid.querySelectorAll('tr.frozen')) {
    for (const cell of row.children) cell.style.top = top + 'px';
    top += row.offsetHeight;
  }
  for (const cell of grid.querySelectorAll('.still'))
    cell.style.left = cell.offsetLeft + 'px';
  grid.style.scrollPaddingTop = top + 'px';
  mark();
}
function mark() {
  for (const cell of cells(grid))
    cell.classList.toggle('picked', cell.dataset.at === form.cell.value.toUpperCase());
}
function show(page) {
  const old = grid.querySelector('table'), was = words(old);
  const now = new DOMParser().parseFromString(page, 'text/html');
  const fresh = now.querySelector('.grid table');
  for (const cell of cells(fresh))
    if (was.has(cell.dataset.at) && was.get(cell.dataset.at) !== cell.textContent)
      cell.classList.add('fresh');
  for (const cell of old.querySelectorAll('td.fresh')) {
    const same = fresh.querySelector(`td[data-at="${cell.dataset.at}"]`);
    const age = cell.getAnimations()[0]?.currentTime;
    if (same && age && !same.classList.contains('fresh')) {
      same.classList.add('fresh');
      same.style.animationDelay = `-${age}ms`;
    }
  }
  const at = [grid.scrollLeft, grid.scrollTop];
  old.replaceWith(fresh);
  settle();
  [grid.scrollLeft, grid.scrollTop] = at;
  return now;
}
async function look(sent) {
  const now = show(await (await fetch(location, sent)).text());
  if (sent) one('output').textContent = now.querySelector('output').textContent;
}
grid.addEventListener('click', event => {
  const cell = event.target.closest('td[data-at]');
  if (!cell) return;
  form.cell.value = cell.dataset.at;
  form.text.value = cell.textContent;
  form.text.select();
  mark();
});
form.addEventListener('submit', event => {
  event.preventDefault();
  look({method: 'POST', body: new URLSearchParams(new FormData(form))});
});
one('#last').addEventListener('click', event => {
  event.preventDefault();
  const full = [...grid.querySelectorAll('tbody tr')].filter(
    row => [...row.querySelectorAll('td')].some(cell => cell.textContent));
  full.at(-1)?.scrollIntoView({block: 'end', inline: 'nearest'});
});
settle();
setInterval(look, 2000);
"""
