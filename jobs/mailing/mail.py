"""The mail: what every place that takes letters promises, and how it says no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType

    from jobs.mailing.envelope import Envelope
    from jobs.mailing.replies import Cause


class LetterRefused(Exception):  # noqa: N818 - named for the refusal
    """One letter was not taken; ``str`` is one sentence.

    Attributes:
        cause: What stands in its way.
        reason: Why, for the ledger.
    """

    def __init__(self, reason: str, *, cause: Cause) -> None:
        self.cause = cause
        self.reason = reason
        super().__init__(f"Thư không được nhận: {reason}.")


class Closed(Exception):  # noqa: N818 - named for the refusal
    """No letter at all is taken now, which is no letter's fault; one sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Chưa gửi được thư: {reason}.")


class Post(Protocol):
    """Where letters go; used as ``with post: post.deliver(…)``, a batch at a time."""

    @property
    def is_mail(self) -> bool:
        """Whether what it takes is on its way to the reader."""
        ...

    def __enter__(self) -> Self:
        """Make ready; nothing far away is reached before the first letter."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of whatever is open."""
        ...

    def deliver(self, envelope: Envelope) -> None:
        """Hand over one letter; when this returns it is in safe hands.

        Raises:
            LetterRefused: This letter was not taken; the next may be.
            Closed: None would be taken now.
        """
        ...
