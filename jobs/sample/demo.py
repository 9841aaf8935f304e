"""Demo: makes a desk of its own, on which a made-up company has worked for weeks.

Nothing in it is drawn by hand: customers' forms go through the queue, staff type facts,
and the real jobs run as of the moments of the script, up to ten o'clock of the last
working day. The environment is not asked, so that no made-up letter ever leaves.
"""

from __future__ import annotations

import random
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol, TypeAlias

from jobs.mailing.folder import LETTERS
from jobs.sample import demo_folder, demo_script, demo_survey
from jobs.sample.demo_script import Days
from jobs.sample.demo_stage import DemoDesk
from sheets_schema.books.shelf import BOARD, DESK
from sheets_schema.writing import wording
from sync.bootstrap import furnish, open_desk
from sync.durable.letters import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from jobs.sample.demo_script import Moment
    from sheets_schema.timing.worktime import WorkTime
    from sync.configuration.settings import Settings
    from sync.desk import Desk

ENDS = time(10)
MomentsBar: TypeAlias = (
    "Callable[[list[Moment]], AbstractContextManager[Iterable[Moment]]]"
)
"""How somebody is shown that long work goes on: a bar over the moments played."""
BEFORE = timedelta(days=60)
"""How long before now the desk is made, so that its calendar covers the script."""
SEED = 912
_AS_WRITTEN: Mapping[str, str] = {}


class Opener(Protocol):
    """How a desk is opened: see `sync.bootstrap.open_desk`."""

    def __call__(
        self,
        folder: Path,
        settings: Settings,
        *,
        now: datetime,
        draw: Callable[[], int],
    ) -> Desk:
        """The desk of a folder."""
        ...


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made.

    Attributes:
        folder: The desk's folder.
        settings: Of that folder alone, whatever the environment says.
        ends: The moment at which the script ends and the desk's clock goes on.
        letters: How many letters were sent.
    """

    folder: Path
    settings: Settings
    ends: datetime
    letters: int

    @property
    def words(self) -> str:
        """For people: where to look, and what to try."""
        return _WORDS.format(
            company=self.settings.company.name,
            moment=wording.moment(self.ends),
            desk=self.folder / DESK.file,
            board=self.folder / BOARD.file,
            letters=self.folder / LETTERS,
            count=self.letters,
            page=f"{self.settings.web.url}/",
        )


_WORDS = """\
{company} là công ty tưởng tượng. Câu chuyện của họ dừng ở
{moment}; từ đó bàn chạy theo giờ thật.

Xem:
  {desk}
      tab Sổ phản hồi: hồ sơ ở mọi tình trạng, việc quá hạn có màu; tab Phiếu khiếu nại
  {board}
      khảo sát khách hàng, so với năm trước, có biểu đồ
  {letters}
      {count} thư: báo đã nhận, nhắc việc, báo quá hạn, việc hôm nay

Thử:
  1. Gửi một phản hồi tại {page}
     Vài giây sau, mở lại sổ: dòng cuối đã có số và mã tra cứu.
  2. Ghi Trần Thu Hà vào cột Người phụ trách của một dòng quá hạn, lưu, đóng sổ.
     Trong một phút hệ thống ghi lúc tiếp nhận và hạn kế tiếp; mở lại sổ để xem.
  3. Gõ một phản hồi mới vào dòng trống đầu tiên, ngày gõ quen tay: 27.3 hay 3/4/26."""


def make(
    folder: Path,
    *,
    now: datetime,
    port: int,
    watch: MomentsBar = nullcontext,
    opened: Opener = open_desk,
    otherwise: Mapping[str, str] = _AS_WRITTEN,
) -> Demo:
    """Make the demo in a folder; one that stands there is made anew.

    Args:
        folder: What an earlier demo made in it is deleted first.
        now: The real moment.
        port: Where its pages will be, or another where that is taken.
        watch: Shows how far the script has come.
        opened: Opens the desk on the store that holds its books.
        otherwise: Lines of its settings that say something else, as where its books
            are: see `demo_folder.lay_out`.

    Raises:
        Refused: The folder is somebody else's, or a book in it is open.
        OSError: It cannot be written.
    """
    demo_folder.clear(folder)
    said = demo_folder.lay_out(folder, port=port, otherwise=otherwise)
    early, dice = now.astimezone(said.zone) - BEFORE, random.Random(SEED)  # noqa: S311 - the same codes each time
    desk = opened(folder, said, now=early, draw=lambda: dice.randrange(10**9))
    try:
        furnish(desk, email=said.company.email, now=early)
        ends = _live(desk, folder, now=now.astimezone(said.zone), watch=watch)
        letters = sum(
            entry.state in {State.SENT, State.FILED}
            for entry in desk.ledger.entries(since=early)
        )
    finally:
        desk.queue.close()
    return Demo(folder, said, ends, letters)


def _live(desk: Desk, folder: Path, *, now: datetime, watch: MomentsBar) -> datetime:
    """Play the script up to the last working day before now; when it ends."""
    office = desk.office(desk.store.read(DESK), now=now)
    ends = last_end(office.worktime, now)
    stage = DemoDesk(desk, folder, demo_survey.year(ends.date()))
    stage.furnish()
    demo_survey.fill(desk.store, last=ends.date())
    with watch(demo_script.moments(Days(office.worktime, ends))) as script:
        for at, deeds in script:
            stage.play(at, deeds)
    stage.run("review", ends)  # the log of letters tells that the last ones are gone
    return ends


def last_end(worktime: WorkTime, now: datetime) -> datetime:
    """Ten o'clock of the last working day, up to now."""
    day = now.date() if now.time() >= ENDS else now.date() - demo_script.DAY
    while not worktime.day_length(day):
        day -= demo_script.DAY
    return datetime.combine(day, ENDS, now.tzinfo)
