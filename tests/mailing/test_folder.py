from dataclasses import replace
from pathlib import Path

import pytest

from jobs.mailing.envelope import Envelope
from jobs.mailing.folder import FolderPost
from jobs.mailing.mail import Closed

ENVELOPE = Envelope(
    sender="cskh@example.com",
    recipient="an@example.com",
    message_id="<a1@example.com>",
    label="20260306-0942 C01 F01-2026-0123 an@example.com",
    content=b"Subject: Hello\r\n\r\n",
)


def deliver(folder: Path, *envelopes: Envelope) -> list[str]:
    """The names of the files after a batch."""
    with FolderPost(folder) as post:
        for envelope in envelopes:
            post.deliver(envelope)
    return sorted(path.name for path in folder.iterdir())


def test_without_a_server_a_letter_is_a_file(tmp_path: Path) -> None:
    (name,) = deliver(tmp_path / "letters", ENVELOPE)
    assert name.startswith("20260306-0942 C01 F01-2026-0123 an@example.com ")
    assert (tmp_path / "letters" / name).read_bytes() == ENVELOPE.content


def test_a_letter_delivered_again_replaces_its_file(tmp_path: Path) -> None:
    first = deliver(tmp_path, ENVELOPE)
    again = replace(ENVELOPE, label="20260306-1015 C01", content=b"Subject: 2\r\n\r\n")
    assert deliver(tmp_path, again) == first
    assert (tmp_path / first[0]).read_bytes() == again.content


def test_two_letters_with_one_label_are_two_files(tmp_path: Path) -> None:
    other = replace(ENVELOPE, message_id="<a2@example.com>")
    assert len(deliver(tmp_path, ENVELOPE, other, ENVELOPE)) == 2


@pytest.mark.parametrize("label", ["../../etc/passwd", 'a/b\\c:d*?"<>|', "x" * 400])
def test_a_label_cannot_leave_the_folder(tmp_path: Path, label: str) -> None:
    (name,) = deliver(tmp_path / "letters", replace(ENVELOPE, label=label))
    assert not set(name) & set('/\\:*?"<>|')
    assert len(name) < 200


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("a file in the way")
    with pytest.raises(Closed, match="letters"):
        deliver(tmp_path / "letters", ENVELOPE)


def test_a_folder_that_went_away_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    with FolderPost(folder) as post:
        folder.rmdir()
        with pytest.raises(Closed, match="letters"):
            post.deliver(ENVELOPE)
