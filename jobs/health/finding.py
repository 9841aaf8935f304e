"""Finding: one thing that the doctor saw, and all of them together."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing.

    Attributes:
        what: What is so, one sentence.
        do: What to do about it; empty where nothing is.
        grave: Whether the desk cannot do its work until it is done.
    """

    what: str
    do: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was found."""

    findings: tuple[Finding, ...]

    @property
    def is_ill(self) -> bool:
        """Whether anything keeps the desk from its work."""
        return any(finding.grave for finding in self.findings)

    @property
    def figures(self) -> Mapping[str, object]:
        """For scripts."""
        listed = [asdict(finding) for finding in self.findings]
        return {"ok": not self.is_ill, "findings": listed}

    @property
    def words(self) -> str:
        """For people: a line each, the grave ones marked."""
        if not self.findings:
            return "✔ Bàn hoạt động tốt, không có gì cần làm."
        return "\n".join(map(_line, self.findings))


def _line(finding: Finding) -> str:
    mark = "✖" if finding.grave else "•"
    return f"{mark} {finding.what}" + (f"\n  → {finding.do}" if finding.do else "")
