"""The front door: commands. Reads the clock, the environment and the command line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from jobs.front import options, terminal
from jobs.front.door import NOT_DONE, Door

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from sync.configuration.settings import Settings
    from sync.desk import Desk

THREADS = 8
"""How many requests the pages work on at once."""


@click.group(cls=Door, invoke_without_command=True)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Lắng Nghe: bàn tiếp nhận phản hồi, khiếu nại trong chính sổ của công ty.

    Bắt đầu: “langnghe demo” để xem thử, “langnghe init” để lập bàn của công ty, rồi
    “langnghe serve” để mở trang cho khách và chạy các việc theo giờ.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@main.command()
@options.folder
@options.as_json
@options.founding
def init(
    folder: Path,
    pack: str | None,
    company: str | None,
    email: str | None,
    store: str | None,
    *,
    take_over: bool,
    as_json: bool,
) -> None:
    """Lập bàn: thư mục, sổ, các tab và người phụ trách đầu tiên."""
    from jobs import founding  # noqa: PLC0415 - loaded by what uses it

    ask = terminal.asked if founding.is_new(folder) else terminal.as_given
    wanted = founding.Wishes(
        company=ask("Tên công ty", company, ""),
        email=ask("Email người phụ trách", email, ""),
        pack=ask("Quy trình (hop-nhat, misa, newca, qt912)", pack, founding.PACK),
        store=store or "",
        take_over=take_over,
    )
    founded = founding.found(folder, wanted, os.environ, now=_utc_now())
    terminal.say(founded.figures, founded.words, as_json=as_json)


@main.command()
@options.showing
def demo(folder: Path, port: int, *, no_serve: bool) -> None:
    """Bàn mẫu: một công ty tưởng tượng với hồ sơ ở mọi tình trạng."""
    from jobs import catalogue  # noqa: PLC0415 - loaded by what uses it
    from jobs.sample import demo as sample  # noqa: PLC0415 - as above

    made = sample.make(
        folder,
        now=_utc_now(),
        port=port,
        watch=lambda of: click.progressbar(of, label="Dựng bàn mẫu", file=sys.stderr),
    )
    if no_serve:
        click.echo(made.words)
        return
    desk, clock = _desk(folder, environ={})
    catalogue.run("all", catalogue.Site(desk, folder, clock))
    click.echo(made.words)
    _serve(desk, folder, clock=clock, with_jobs=True)


@main.command()
@options.folder
@click.option("--no-jobs", is_flag=True, help="Chỉ mở trang, không chạy việc theo giờ.")
def serve(folder: Path, *, no_jobs: bool) -> None:
    """Mở trang cho khách và, cùng lúc, chạy các việc theo giờ."""
    desk, clock = _desk(folder)
    _serve(desk, folder, clock=clock, with_jobs=not no_jobs)


@main.command()
@options.folder
def jobs(folder: Path) -> None:
    """Chạy các việc theo giờ, không mở trang."""
    from jobs import catalogue, working  # noqa: PLC0415 - loaded by what uses it

    terminal.log_with_times()
    desk, clock = _desk(folder)
    working.work(catalogue.Site(desk, folder, clock), stop=_stop_at_signal())


@main.command()
@options.folder
@options.as_json
@options.running
def run(
    folder: Path,
    job: str,
    moment: str | None,
    summary: int | None,
    *,
    as_json: bool,
) -> None:
    """Chạy một việc: flush, review, dress, post, digest, survey, backup; hoặc all."""
    from jobs import catalogue  # noqa: PLC0415 - loaded by what uses it

    catalogue.check(job, moment, summary)
    desk, clock = _desk(folder)
    if moment:
        clock = catalogue.stopped(moment, desk.settings.zone)
    done = catalogue.run(job, catalogue.Site(desk, folder, clock, summary or 0))
    terminal.say(done.figures, done.words, as_json=as_json)


@main.command("import")
@options.folder
@options.as_json
@options.importing
def import_(folder: Path, *, as_json: bool, **said: Any) -> None:  # noqa: ANN401 - the words of `options.importing`
    """Nhập sổ cũ, khảo sát cũ (xlsx, xls, csv) vào một tab: xem thử, rồi --apply."""
    from jobs import backup  # noqa: PLC0415 - loaded by what uses it
    from jobs.imports import import_wish, importing  # noqa: PLC0415 - loaded by what uses it

    try:
        wish = import_wish.read(**said, folder=folder)
    except import_wish.Misspelt as misspelt:
        raise click.UsageError(str(misspelt)) from None
    desk, clock = _desk(folder)
    backup.before_first_write(desk, folder, now=clock())
    done = importing.run(desk, wish, now=clock(), watch=terminal.watched)
    terminal.say(done.figures, done.words, as_json=as_json)


@main.command()
@options.folder
@options.as_json
@options.restoring
def restore(
    folder: Path, codes: tuple[str, ...], tab: str | None, *, as_json: bool
) -> None:
    """Lấy lại dòng đã xoá, ví dụ: restore F01-2026-0123, hoặc restore --all f01."""
    from jobs import backup, restoring  # noqa: PLC0415 - loaded by what uses it

    if bool(codes) is (tab is not None):
        raise click.UsageError(options.ONE_OR_ALL)
    desk, clock = _desk(folder)
    backup.before_first_write(desk, folder, now=clock())
    if tab is not None:
        every = restoring.restore_all(desk, tab, now=clock())
        terminal.say(every.figures, every.words, as_json=as_json)
        return
    done = [restoring.restore(desk, code, now=clock()) for code in codes]
    figures = [one.figures for one in done]
    said = figures[0] if len(figures) == 1 else {"restored": figures}
    terminal.say(said, "\n".join(one.words for one in done), as_json=as_json)


@main.command()
@options.folder
@options.as_json
def doctor(folder: Path, *, as_json: bool) -> None:
    """Có gì chưa ổn, và nên làm gì."""
    from jobs.health import doctor as examining  # noqa: PLC0415 - loaded by what uses it

    found = examining.examine(folder, os.environ, now=_utc_now())
    terminal.say(found.figures, found.words, as_json=as_json)
    sys.exit(NOT_DONE if found.is_ill else 0)


def _desk(
    folder: Path, *, environ: Mapping[str, str] = os.environ
) -> tuple[Desk, Callable[[], datetime]]:
    from sync.bootstrap import open_desk  # noqa: PLC0415 - loaded by what uses it
    from sync.configuration.settings import load  # noqa: PLC0415 - loaded by what uses it

    settings = load(folder, environ)
    clock = _clock(settings)
    return open_desk(folder, settings, now=clock()), clock


def _clock(settings: Settings) -> Callable[[], datetime]:
    from datetime import datetime  # noqa: PLC0415 - kept beside its only reader

    return lambda: datetime.now(settings.zone)


def _utc_now() -> datetime:
    from datetime import UTC, datetime  # noqa: PLC0415 - kept beside its only reader

    return datetime.now(UTC)


def _stop_at_signal() -> Any:  # noqa: ANN401 - threading.Event, loaded late
    import signal  # noqa: PLC0415 - loaded by what uses it
    import threading  # noqa: PLC0415 - loaded by what uses it

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _serve(
    desk: Desk, folder: Path, *, clock: Callable[[], datetime], with_jobs: bool
) -> None:
    """The pages and, beside them, the timetable; until a signal says stop."""
    from contextlib import nullcontext  # noqa: PLC0415 - loaded by what uses it

    from forms_app import app, company, serving  # noqa: PLC0415 - as above
    from jobs import catalogue, working  # noqa: PLC0415 - as above

    terminal.log_with_times()
    stop, web = _stop_at_signal(), desk.settings.web
    site = catalogue.Site(desk, folder, clock)
    at_work = working.beside(lambda: working.work(site, stop=stop), stop=stop)
    try:
        with at_work if with_jobs else nullcontext():
            serving.serve(
                app.create_app(company.desk(desk, clock=clock)),
                host=web.host,
                port=web.port,
                threads=THREADS,
                stop=stop,
                proxies=web.proxies,
                listening=lambda host, port: click.echo(
                    f"Trang: http://{host}:{port}/"
                ),
            )
    finally:
        desk.queue.close()


if __name__ == "__main__":
    main()
