"""Intake: the page where a customer writes, and what becomes of it when it is sent."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from flask import abort, redirect, request
from werkzeug.datastructures import MultiDict

from forms_app import (
    contacts,
    errors,
    filing,
    forms,
    front,
    limits,
    questions,
    suspicion,
)
from forms_app.forms import Paper
from forms_app.reader import language, place
from forms_app.signing import is_foreign
from sync.durable.database import Unstorable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from forms_app.desk_port import PagesDesk
    from forms_app.errors import Refusal
    from forms_app.language import Said
    from forms_app.signing import Signer, Ticket
    from sync.configuration.settings import Limits
    from sync.durable.queue import Count, Parcel

TRAP = "website"
"""The box that people do not see."""
MOST_ANSWERS = 300
"""Of one form; a page has not half as many boxes and fields."""
QUESTIONS = {
    question.__name__: question
    for question in (
        questions.kind,
        questions.service,
        questions.service_other,
        questions.contract_no,
        questions.branch,
        questions.event_when,
        questions.event_date,
        questions.description,
        questions.wanted,
        questions.wanted_other,
        contacts.full_name,
        contacts.phone,
        contacts.email,
        contacts.org_name,
        contacts.org_role,
        contacts.contact_pref,
        contacts.contact_time,
        contacts.no_contact,
        contacts.consent_case,
        contacts.consent_health,
    )
}
"""The questions by the name of their field, in the order of the page."""


class Intake:
    """The customers' page of one desk."""

    def __init__(self, desk: PagesDesk, signer: Signer) -> None:
        self._desk = desk
        self._signer = signer

    def show(self) -> Response:
        """The empty page."""
        return self._show(self._paper(MultiDict()), None)

    def send(self) -> Answer:
        """Keep what was sent and lead to its code, or bring the page back."""
        if sum(map(len, request.form.listvalues())) > MOST_ANSWERS:
            abort(400)
        paper = self._paper(request.form)
        ticket = self._signer.read(paper.text("ticket"))
        if paper.ticked("switch"):
            return self._show(paper, ticket)
        try:
            return self._accept(paper, ticket)
        except errors.Refusal as refusal:
            return self._show(paper, ticket, refusal=refusal)
        except Unstorable:
            return self._show(paper, ticket, refusal=errors.NotStored())

    def _accept(self, paper: Paper, ticket: Ticket | None) -> Answer:
        hosts = {request.host, self._desk.host}
        if ticket is None or is_foreign(request.headers, hosts):
            raise errors.Stale
        answers = forms.read(paper, QUESTIONS)
        if answers.problems:
            return self._show(paper, ticket, problems=answers.problems)
        mine = self._file(paper, answers.meant, ticket)
        kept = self._once(mine, ticket, trapped=paper.text(TRAP))
        if not filing.is_same(kept, mine):
            moment = kept.at.astimezone(paper.zone)
            raise errors.SentOtherwise(kept.track_code, language().moment(moment))
        return redirect(place("received", token=kept.token), 303)

    def _once(self, mine: Parcel, ticket: Ticket, *, trapped: str) -> Parcel:
        """What is kept under the page's token; a repeat is let in at any time."""
        try:
            self._let_in(ticket, mine.at)
            return self._keep(mine, trapped=trapped)
        except errors.Refusal:
            kept = self._desk.queue.find(ticket.token)
            if kept is None:
                raise
            return kept

    def _file(self, paper: Paper, meant: Mapping[str, str], ticket: Ticket) -> Parcel:
        return filing.parcel(
            paper,
            meant,
            token=ticket.token,
            sender=request.remote_addr or "",
            company=self._desk.settings.company.name,
            language=language(),
            signer=self._signer,
            draw=self._desk.draw,
        )

    def _let_in(self, ticket: Ticket, now: datetime) -> None:
        if ticket.is_old(now):
            raise errors.Stale
        if ticket.age(now) < self._desk.settings.limits.min_seconds:
            raise errors.TooFast

    def _keep(self, mine: Parcel, *, trapped: str) -> Parcel:
        """Count and store in one, so that of many at once no more get in."""
        desk, asked = self._desk, limits.asked(mine)
        judge = partial(_judged, allowed=desk.settings.limits, trapped=trapped)
        again = partial(filing.another_code, desk.draw)
        try:
            judge(mine, desk.queue.recent(*asked))  # who is refused makes nobody wait
            return desk.queue.put(mine, asked=asked, judge=judge, another_code=again)
        except limits.NoTurnLeft as full:
            wait = language().wait(full.seconds)
            raise errors.TooMany(full.seconds, wait) from None

    def _paper(self, typed: MultiDict[str, str]) -> Paper:
        return Paper(typed, office=self._desk.office(), now=self._desk.clock())

    def _show(
        self,
        paper: Paper,
        ticket: Ticket | None,
        *,
        problems: Mapping[str, Said] | None = None,
        refusal: Refusal | None = None,
    ) -> Response:
        """The page with what was typed, and with what stands against it."""
        return front.page(
            paper,
            self._kept(ticket, paper.now, refusal),
            problems=problems or {},
            refusal=refusal,
            trap=TRAP,
            company=self._desk.settings.company.name,
        )

    def _kept(
        self, ticket: Ticket | None, now: datetime, refusal: Refusal | None
    ) -> str:
        """The page's ticket, or another: with a head start for who has read it all."""
        if ticket and not ticket.is_old(now) and not (refusal and refusal.renews):
            return ticket.text
        seconds = self._desk.settings.limits.min_seconds if refusal else 0
        return self._signer.ticket(now - timedelta(seconds=seconds)).text


def _judged(
    mine: Parcel, counts: Sequence[Count], *, allowed: Limits, trapped: str
) -> Parcel:
    """What is stored; what a person should look at first has no kind yet.

    Raises:
        NoTurnLeft: The sender has had its turns.
    """
    before = limits.counted(counts)
    limits.check(before, allowed, mine.at)
    return filing.judged(mine, suspicion.reason(mine, before, allowed, trapped=trapped))
