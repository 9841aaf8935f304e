"""Starting: ``--help`` beside Python with click alone; ``serve`` to its first answer.

Goals: help within 1.5 times importing click alone; pages within a second; gspread and
openpyxl are not imported by what does not use them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
RUNS = 15
HEAVY = ("gspread", "openpyxl", "google.auth", "requests")


def seconds(*words: str) -> float:
    """The median time of a Python program."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, *words], cwd=ROOT, check=True, capture_output=True
        )
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def first_answer(folder: Path) -> tuple[float, str]:
    """From the command to the first page, and the heavy packages loaded by then."""
    code = (
        "import sys, threading, langnghe, os\n"
        "def told():\n"
        "    import time; time.sleep(1.5)\n"
        f"    print([m for m in {HEAVY!r} if m in sys.modules], flush=True)\n"
        "threading.Thread(target=told, daemon=True).start()\n"
        f"langnghe.main(['serve', '--no-jobs', '--folder', {str(folder)!r}])\n"
    )
    environ = {**os.environ, "LANGNGHE_WEB__PORT": "0"}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    ) as pages:
        address = pages.stdout.readline().split()[-1]
        urlopen(address).read()  # noqa: S310 - our own page
        taken = time.perf_counter() - began
        heavy = pages.stdout.readline().strip()
        pages.terminate()
    return taken, heavy


def main() -> None:
    """Print ours, the peer and the floor."""
    floor = seconds("-c", "pass")
    peer = seconds("-c", "import click")
    ours = seconds("-c", "import langnghe; langnghe.main()", "--help")
    print(f"{'python alone':<28}{floor * 1000:8.0f} ms")
    print(f"{'importing click':<28}{peer * 1000:8.0f} ms")
    print(f"{'langnghe --help':<28}{ours * 1000:8.0f} ms")
    print(f"{'help / click':<28}{ours / peer:8.2f}      (goal 1.5)")
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        subprocess.run(
            [
                sys.executable,
                "-m",
                "langnghe",
                "init",
                "--company",
                "A",
                "--folder",
                str(desk),
            ],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        first_answer(desk)
        taken, heavy = first_answer(desk)
    print(f"{'serve, to its first page':<28}{taken * 1000:8.0f} ms   (goal 1,000)")
    print(f"heavy packages loaded by the pages: {heavy} (goal: none)")


if __name__ == "__main__":
    main()
