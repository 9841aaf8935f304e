"""Kinds of letters: who gets each, when, how often; and how one is written.

All that sets one kind apart from another is a line of one table. Its words stand in the
letter tab, under the same key.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.timing import quiet
from sheets_schema.timing.quiet import When
from sheets_schema.words import FeedbackKind, Role
from sheets_schema.writing import courtesy, letters
from sheets_schema.writing.letter import Letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sheets_schema.company.office import Office, Recipient
    from sheets_schema.timing.quiet import Hours
    from sheets_schema.writing.wording import Lang

DONE = "đã xử lý"
"""Why a reminder is dropped that nobody calls for any more."""


class Audience(StrEnum):
    """Readers who are not found by a role alone; the others are a `Role`."""

    CUSTOMER = "Khách hàng"
    WAITED_FOR = "Người được chờ"
    """Whoever has to take the next step."""
    EVERYBODY = "Người có việc"
    """Each person who has something to do or to wait for."""


Readers: TypeAlias = tuple[Audience | Role, ...]


@dataclass(frozen=True, slots=True)
class LetterKind:
    """What all letters of one kind have in common.

    Attributes:
        key: Of its words in the letter tab: ``C01``, ``N05a``.
        audience: Who gets it.
        fields: What its words may put between braces, parted by blanks.
        once: The key that makes a letter once. In braces: its kind, what it is about as
            told to `write`, and whose it is: ``{mailbox}``, or ``{reader}`` that is the
            address as written, else the role.
        when: The hours in which it goes out.
        dropped: Why it is dropped where nobody calls for it any more before it went;
            empty for one that goes whatever happens.
        is_automatic: Whether anybody can set it off by filling in a form with somebody
            else's address.
        asks: What is asked of a reader, where the kind says it to each in other words.
        weight: Of letters that one person would get at one moment the heaviest goes,
            and names the others; 0 for a kind that always goes by itself.
    """

    key: str
    audience: Readers
    fields: str
    once: str
    when: When
    dropped: str = ""
    is_automatic: bool = False
    asks: Mapping[str, str] = field(default_factory=dict, hash=False)
    weight: int = 0

    @property
    def places(self) -> tuple[str, ...]:
        """What its words may put between braces."""
        return tuple(self.fields.split())

    @property
    def is_for_customers(self) -> bool:
        """Whether it leaves the company."""
        return Audience.CUSTOMER in self.audience

    def hours(self, work: Hours, *, is_urgent: bool) -> Hours:
        """When it goes out; what is urgent goes at any hour."""
        return quiet.hours(When.AT_ONCE if is_urgent else self.when, work)


_THANKS = "cong_ty ma luc_nhan han lien_ket hotline"
_CASE = "so viec han khach lien_he tom_tat lien_ket"
_LATE = "so viec han nguoi_cho khach lien_he tom_tat lien_ket"
_HIGHER = "so viec han nguoi_cho khach tom_tat da_nhac de_nghi lien_ket"
_ARRIVED = (
    "so loai cap_do dich_vu kenh luc_nhan khach lien_he lan_truoc noi_dung viec han "
    "lien_ket"
)
_NOTHING: Mapping[str, str] = {}
_TO_DIRECTOR = "Việc này đã được báo lên Giám đốc."
_TO_GENERAL = "Việc này đã được báo lên Tổng Giám đốc."
_ASKS_LATE: Mapping[str, str] = {
    Audience.WAITED_FOR: (
        "Xin làm ngay việc trên. Chưa xong được thì xin gọi cho khách, hẹn một giờ cụ "
        "thể, ghi vào cột Hẹn xong trước, và báo Trưởng CSKH đang vướng ở đâu."
    ),
    Role.HEAD: (
        f"{_TO_DIRECTOR} Xin gỡ vướng cùng người đang được chờ: giao người khác, thêm "
        "người, hoặc chốt giờ hẹn mới với khách."
    ),
    Role.DIRECTOR: (
        "Xin cho ý kiến để hồ sơ đi tiếp: giao người khác, thêm người, hoặc chốt giờ "
        "hẹn mới với khách."
    ),
}
_NAME_SOMEBODY = (
    "Xin chỉ định người giải quyết ngay hôm nay và một giờ gọi lại cho khách."
)
_ASKS_LATEST: Mapping[str, str] = {
    Audience.WAITED_FOR: (
        "Xin làm ngay việc trên, gọi cho khách trong hôm nay, hẹn một giờ cụ thể và "
        "ghi vào cột Hẹn xong trước."
    ),
    Role.HEAD: (
        f"{_TO_GENERAL} Xin trình ngay hôm nay ai sẽ giải quyết và giờ gọi lại cho "
        "khách."
    ),
    Role.DIRECTOR: f"{_TO_GENERAL} {_NAME_SOMEBODY}",
    Role.GENERAL_DIRECTOR: _NAME_SOMEBODY,
}
_KEEPERS = (Role.ADMIN, Role.HEAD)
"""Those who look after the desk itself."""


def _thanks(key: str) -> LetterKind:
    """One a case: who was told once is not told again when it gets another kind."""
    to = (Audience.CUSTOMER,)
    return LetterKind(key, to, _THANKS, "thanks:{ref}", When.AT_ONCE, is_automatic=True)


def _reminder(
    key: str, places: str, *above: Role, weight: int, asks: Mapping[str, str] = _NOTHING
) -> LetterKind:
    """A step of the stair: one a person, clock and deadline."""
    return LetterKind(
        key,
        (Audience.WAITED_FOR, *above),
        places,
        "{kind}:{ref}:{clock}:{due}:{mailbox}",
        When.WORKING,
        dropped=DONE,
        asks=asks,
        weight=weight,
    )


# fmt: off
C01, C01H, C11, C11K = map(_thanks, ("C01", "C01h", "C11", "C11k"))
N01 = LetterKind("N01", (Role.STAFF,), _ARRIVED, "{kind}:{ref}:{mailbox}", When.WORKING,
           dropped=DONE, weight=1)
N04 = _reminder("N04", _CASE, weight=2)
N05A = _reminder("N05a", _LATE, Role.HEAD, weight=3)
N05B = _reminder("N05b", _HIGHER, Role.HEAD, Role.DIRECTOR, asks=_ASKS_LATE, weight=4)
N05C = _reminder("N05c", _HIGHER, Role.HEAD, Role.DIRECTOR, Role.GENERAL_DIRECTOR,
                 asks=_ASKS_LATEST, weight=5)
N06 = LetterKind("N06", (Audience.EVERYBODY,),
           "ngay dem_hom_nay dem_qua_han danh_sach lien_ket",
           "{kind}:{ref}:{mailbox}", When.MORNING)
N14 = LetterKind("N14", _KEEPERS, "loi viec han chi_tiet lien_ket",
           "{kind}:{matter}:{mailbox}", When.WORKING)
N14R = LetterKind("N14r", _KEEPERS, "vai_tro thay_the lien_ket",
            "{kind}:{matter}:{mailbox}", When.WORKING)
N18 = LetterKind("N18", (Role.DIRECTOR, Role.GENERAL_DIRECTOR),
           "nam ket_qua_ngan ket_qua so_phieu de_nghi the so",
           "{kind}:{ref}:{reader}", When.WORKING)
# fmt: on

KINDS: Mapping[str, LetterKind] = {
    kind.key: kind
    for kind in (
        *(C01, C01H, C11, C11K),
        *(N01, N04, N05A, N05B, N05C, N06, N14, N14R, N18),
    )
}
"""Every kind of letter by its key."""

GATHERED = tuple(key for key, kind in KINDS.items() if kind.weight)
"""The kinds of which one letter to a person may name what others would say."""

THANKS: Mapping[str, LetterKind] = {
    FeedbackKind.COMPLAINT: C01,
    FeedbackKind.QUESTION: C01H,
    FeedbackKind.SUGGESTION: C11,
    FeedbackKind.COMPLIMENT: C11K,
}
"""Which letter tells a customer that a case of a kind has come in."""


def of(key: str) -> LetterKind:
    """The kind of a letter by its key.

    Of one that only another version of this program knows: what is true of all letters
    to customers (C, S), or inside the company.
    """
    if key in KINDS:
        return KINDS[key]
    outside = key[:1] in {"C", "S"}
    return LetterKind(
        key,
        (Audience.CUSTOMER,) if outside else (),
        "",
        "",
        When.DAYTIME if outside else When.WORKING,
    )


def write(
    kind: LetterKind,
    to: Recipient,
    values: Mapping[str, str],
    *,
    office: Office,
    lang: Lang = "vi",
    is_urgent: bool = False,
    ref: str = "",
    matter: str = "",
    clock: str = "",
    step: str = "",
    due: str = "",
) -> Letter | None:
    """A letter of a kind: its words filled, between a greeting and the closing.

    Args:
        kind: Which.
        to: Who gets it; without an address it waits.
        values: What stands in each of the kind's places.
        office: The company: its words and name.
        lang: The reader's language.
        is_urgent: Whether it goes in quiet time, too.
        ref: The code of what it is about.
        matter: What it is about, where that has no code.
        clock: The key of the clock that asked for it.
        step: Which reminder of that clock.
        due: The deadline of that clock, in figures.

    Returns:
        None where the company switched letters of this kind off.

    Raises:
        Unfillable: The words ask for what no letter of this kind can say.
    """
    template = office.template(kind.key)
    if template is None:
        return None
    said = {place: values[place] for place in kind.places}
    subject, body = letters.fill(template, said, lang=lang)
    greeting = courtesy.staff_greeting(to.name, title=to.title)
    if kind.is_for_customers:
        greeting = courtesy.customer_greeting(to.name, to.organisation, lang)
    once = {"kind": kind.key, "ref": ref, "matter": matter, "clock": clock, "due": due}
    mailbox = to.email.lower()
    key = kind.once.format(**once, mailbox=mailbox, reader=to.email or to.role)
    return Letter(
        key=key.rstrip(":"),
        template=kind.key,
        to_name=courtesy.person_name(to.name) if kind.is_for_customers else to.name,
        to_address=to.email,
        role=to.role,
        ref=ref,
        clock=clock,
        step=step,
        subject=subject,
        body="\n\n".join(
            (greeting, body, courtesy.closing(office.company, template.spoken(lang)))
        ),
        urgent=is_urgent,
        droppable=bool(kind.dropped),
    )


def timed(letters: Iterable[Letter], hours: Hours, *, now: datetime) -> list[Letter]:
    """The letters, each with the first moment at which it may go.

    What a letter says hangs on its matter alone; when it goes is known when it is
    queued. One that lies ready for a later moment does not go before it.
    """
    return [
        replace(
            one,
            not_before=of(one.template)
            .hours(hours, is_urgent=one.urgent)
            .next_open(one.not_before or now),
        )
        for one in letters
    ]
