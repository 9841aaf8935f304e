"""Diagnosis: all that the doctor found, for people and for scripts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.finding import Finding


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
        listed = [asdict(it) for it in self.findings]
        return {"ok": not self.is_ill, "findings": listed}

    @property
    def words(self) -> str:
        """For people: a line each, the grave ones marked."""
        if not self.findings:
            return "✔ Bàn hoạt động tốt, không có gì cần làm."
        return "\n".join(map(_line, self.findings))


def _line(finding: Finding) -> str:
    mark = "✖" if finding.grave else "•"
    lines = [f"{mark} {finding.what}"]
    lines += [f"  → {finding.do}"] if finding.do else []
    lines += [f"  ({finding.detail})"] if finding.detail else []
    return "\n".join(lines)
