"""The skin of the grid page: its style, and the script that keeps it fresh."""

from __future__ import annotations

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
