"""Filing: a paper without mistakes becomes the parcel that the queue keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms_app import consent, limits, peers
from sheets_schema import choices, codes
from sheets_schema.books.logs import CONSENT
from sheets_schema.books.register import F01
from sheets_schema.words import WEB
from sync.durable.queue import Parcel, Sender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forms_app.forms import Paper
    from forms_app.language import Language
    from forms_app.signing import Signer
    from sheets_schema.cells import Raw

COLUMNS = {"full_name": "name", "contract_no": "contract", "org_name": "org"}
"""Where the name of a field and of its column in the register differ."""
LANGUAGES = dict(zip(("vi", "en"), choices.LISTS["lang"], strict=True))
SAME = {"kind", "lang", "note"}
"""What may differ between two sendings of one page that are the same."""
_LOOK_FIRST = "Xin kiểm tra: {reason}."


def parcel(
    paper: Paper,
    meant: Mapping[str, str],
    *,
    token: str,
    sender: str,
    company: str,
    language: Language,
    signer: Signer,
    draw: Callable[[int], int],
) -> Parcel:
    """What the queue keeps of a paper: a row of the register, and its consents.

    The kind is what the customer said (``kind_sent``) and nobody's word yet: see
    `judged`.

    Args:
        paper: As it came.
        meant: Its answers, by the name of the field.
        token: The page's one-time token.
        sender: The network address.
        company: Named in the consents.
        language: In which the page was read.
        signer: Makes the hashes.
        draw: A number below the one given, at random.
    """
    fields = {COLUMNS.get(key, key): text for key, text in meant.items()}
    fields |= {"channel": WEB, "lang": LANGUAGES[language.code]}
    fields["kind_sent"] = fields.pop("kind")
    contacts = tuple(signer.blur(one) for one in _contacts(meant))
    consents = consent.lines(
        paper, language=language, company=company, person=_person(fields)
    )
    return Parcel(
        token=token,
        at=paper.now,
        rows={F01.key: (fields,), CONSENT.key: consents},
        track_code=another_code(draw),
        sender=Sender(
            address=signer.blur(peers.network(sender)),
            contacts=contacts,
            digest=signer.blur(" ".join(meant["description"].lower().split())),
        ),
        pin="" if contacts else f"{draw(10_000):04}",
    )


def judged(mine: Parcel, reason: str) -> Parcel:
    """The parcel with the kind that its sender chose, or why a person looks first.

    Args:
        mine: As it was filed.
        reason: What looks odd about it; empty where nothing does.
    """
    (row,) = mine.rows[F01.key]
    note = {"note": _LOOK_FIRST.format(reason=reason)}
    more = note if reason else {"kind": row["kind_sent"]}
    return replace(mine, rows={**mine.rows, F01.key: ({**row, **more},)})


def is_suspect(kept: Parcel) -> bool:
    """Whether a person looks at it before anything else happens."""
    return "kind" not in kept.first(F01.key)


def _person(fields: Mapping[str, str]) -> str:
    """Who consents, in the words by which a consent is looked up."""
    known = (fields.get(key) for key in ("name", "phone", "email"))
    return ", ".join(text for text in known if text) or "Không để lại tên"


def another_code(draw: Callable[[int], int]) -> str:
    """A tracking code that nobody can guess."""
    return codes.track_code(draw(10**9))


def _contacts(meant: Mapping[str, str]) -> Iterator[str]:
    """What the limit on contacts counts by, however it is written."""
    if "phone" in meant:
        yield "".join(sign for sign in meant["phone"] if sign.isdigit())
    if "email" in meant:
        yield limits.mailbox(meant["email"])


def is_same(kept: Parcel, mine: Parcel) -> bool:
    """Whether two parcels say the same, so that the second adds nothing."""
    return _words(kept) == _words(mine)


def _words(one: Parcel) -> Mapping[str, Raw]:
    row = one.first(F01.key)
    return {key: raw for key, raw in row.items() if key not in SAME}
