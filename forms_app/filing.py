"""Filing: a paper without mistakes becomes the submission that the queue keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms_app import consent, limits
from sheets_schema import choices, codes
from sheets_schema.words import WEB
from sync.durable.queue import Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forms_app.forms import Paper
    from forms_app.language import Language
    from forms_app.signing import Signer

COLUMNS = {"full_name": "name", "contract_no": "contract", "org_name": "org"}
"""Where the name of a field and of its column in the register differ."""
LANGUAGES = dict(zip(("vi", "en"), choices.LISTS["lang"], strict=True))
SAME = {"kind", "lang"}
"""What may differ between two sendings of one page that are the same."""


def submission(
    paper: Paper,
    meant: Mapping[str, str],
    *,
    token: str,
    sender: str,
    company: str,
    language: Language,
    signer: Signer,
    draw: Callable[[int], int],
) -> Submission:
    """What the queue keeps of a paper.

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
    return Submission(
        token=token,
        track_code=another_code(draw),
        received_at=paper.now,
        fields=fields,
        consents=consent.lines(
            paper, language=language, company=company, person=_person(fields)
        ),
        address=signer.blur(limits.network(sender)),
        contacts=contacts,
        digest=signer.blur(" ".join(meant["description"].lower().split())),
        pin="" if contacts else f"{draw(10_000):04}",
    )


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
        yield meant["email"].lower()


def is_same(kept: Submission, mine: Submission) -> bool:
    """Whether two submissions say the same, so that the second adds nothing."""
    return _words(kept) == _words(mine)


def _words(one: Submission) -> dict[str, str]:
    return {key: text for key, text in one.fields.items() if key not in SAME}
