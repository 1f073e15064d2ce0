"""The page phones vote on: no account, no JavaScript needed; one vote a device, which can be changed while the vote is open."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from flask import (
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask_limiter.util import get_remote_address

from ..accounts.doors import public_page
from ..data.db import db, read_first, then_write
from ..events.models import Event
from ..lib.sealing import new_secret, secret_mark
from ..participation.door.badge import BADGE
from ..participation.models import Participation
from ..web.i18n import LANGUAGES, _, refresh
from ..web.limits import is_within_limit
from ..web.refused import Refused
from . import wording
from .actions import cast_ballot, closed_sentence
from .addresses import VOTE, badge_behind, device_behind, known_pass, sign_device, typed_code
from .ballots import (
    LONGEST_WORD,
    Chosen,
    chosen_in_form,
    is_whole_ranking,
    turn_in_form,
    word_in_form,
)
from .blueprint import bp
from .models import StepVote, VoteBallot, VoteKind, VoteOption, VoteStatus, VoteWord
from .queries import ballot_of, find_vote_by_code, options_of, others_open

BURST = "120/second"
"""Posts from one address, right or wrong: the whole room may be behind one router."""
OF_A_PHONE = "40/minute"
"""Posts of one device."""
WRONG_CODES = "60/minute"
"""Personal codes from one address that were not right."""
COOKIE, KEPT_DAYS = "voter", 30


@dataclass
class PhoneVisit:
    """A phone at a vote: what it has chosen so far, and what the page shows in the fields."""

    vote: StepVote
    event: Event
    secret: str
    options: list[VoteOption] = field(default_factory=list)
    ballot: VoteBallot | None = None
    chosen: Chosen = field(default_factory=dict)
    word: str = ""
    problem: str = ""
    sent: bool = False

    @property
    def mark(self) -> str:
        """By which its ballot is found, in this vote alone."""
        return secret_mark(self.secret, f"vote {self.vote.id}")

    def show_ballot(self) -> None:
        """Fill the fields with what this phone has sent, if it has."""
        if self.ballot is None:
            return
        self.chosen = {option: number for option, number in self.ballot.chosen}
        if self.vote.kind is VoteKind.WORD:
            word = db.session.get(VoteWord, next(iter(self.chosen), 0))
            self.word = word.text if word else ""


def _visit(code: str) -> PhoneVisit:
    """The vote with that code as this phone sees it, or a page that says it is not there."""
    found = find_vote_by_code(typed_code(code))
    if found is None:
        abort(404)
    kept = request.cookies.get(COOKIE) or request.form.get("device", "")
    visit = PhoneVisit(*found, secret=device_behind(kept) or new_secret())
    if visit.vote.status is VoteStatus.OPEN:
        visit.options = list(options_of(visit.vote))
        if request.method == "GET" or visit.vote.is_personal:  # else one more question for nothing
            visit.ballot = ballot_of(visit.vote, visit.mark)
        visit.show_ballot()
    return visit


def _page(visit: PhoneVisit, status: int = 200) -> Any:
    vote = visit.vote
    turn = visit.ballot.turn + 1 if visit.ballot else 1
    answer = make_response(
        render_template(
            f"voting/phone{'_part' if _asked_by_script() else ''}.html",
            visit=visit,
            vote=vote,
            event=visit.event,
            others=[] if vote.status is VoteStatus.OPEN else others_open(vote),
            hint=wording.phone_hint(vote),
            turn=max(turn, turn_in_form(request.form)),
            key=secrets.token_urlsafe(9),
            device=sign_device(visit.secret),
            pass_code=request.values.get("pass", "") or _badge_here(vote),
            longest=LONGEST_WORD,
        ),
        status,
    )
    return _kept(answer, visit)


def _kept(answer: Response, visit: PhoneVisit) -> Response:
    """With what makes this phone the same one next time; the cookie goes to this page alone."""
    if device_behind(request.cookies.get(COOKIE, "")) is None:
        answer.set_cookie(
            COOKIE,
            sign_device(visit.secret),
            max_age=KEPT_DAYS * 86400,
            path="/vote/",
            httponly=True,
            secure=request.is_secure,
            samesite="Lax",
        )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _again(visit: PhoneVisit, sentence: str, status: int) -> Any:
    """The form once more with everything chosen, and why."""
    visit.problem = sentence
    return _page(visit, status)


def _refused_status() -> int:
    """What a form that cannot be counted is answered with; a script takes 409 for something that may be tried again."""
    return 422 if _asked_by_script() else 409


def _asked_by_script() -> bool:
    return "X-Requested-With" in request.headers


def _switched() -> bool:
    """Whether the button for the other language was pressed; from here on that language is spoken."""
    code = request.form.get("switch")
    if code not in LANGUAGES:
        return False
    session["language"] = code
    refresh()
    return True


def _mistake(visit: PhoneVisit) -> str:
    """Why what was chosen cannot be counted, as a sentence; empty if it can."""
    vote, chosen = visit.vote, visit.chosen
    if vote.kind is VoteKind.WORD:
        if not visit.word:
            return _("Write a word first.")
        if len(visit.word) > LONGEST_WORD:
            return _("This is too long: at most %(max)d characters.", max=LONGEST_WORD)
        return ""
    if not chosen:
        return _("Choose something first.")
    if vote.kind is VoteKind.DOTS and sum(chosen.values()) > vote.dots:
        return _(
            "You gave %(given)d dots, but you have %(dots)d. Take some back.",
            given=sum(chosen.values()),
            dots=vote.dots,
        )
    if vote.kind is VoteKind.RANKING and not is_whole_ranking(chosen):
        return _("Give each place once, beginning with 1.")
    return ""


def _badge_here(vote: StepVote) -> str:
    """The code of the badge that this phone has opened, where badges vote."""
    return session.get(BADGE, "") if vote.badges else ""


def _known_code(visit: PhoneVisit) -> str:
    """By what the personal code that came along is known; empty where it is none of this event's."""
    typed, vote = request.form.get("pass", "").strip(), visit.vote
    if vote.passes and (known := known_pass(vote.id, vote.passes, typed)):
        return known
    who = badge_behind(typed) if vote.badges else None
    row = db.session.get(Participation, who) if who else None
    return f"badge:{row.id}" if row is not None and row.event_id == vote.event_id else ""


@bp.route(VOTE, methods=["GET", "POST"])
@public_page
def vote_by_code(code: str) -> Any:
    """What is asked and what can be chosen; a plain sentence before the vote is opened and after it is closed."""
    read_first()
    switched, visit = _switched(), _visit(code)
    if request.method == "GET":
        visit.sent = "sent" in request.args
        return _page(visit)
    if visit.vote.status is not VoteStatus.OPEN:
        if not switched:
            visit.problem = closed_sentence()
        return _page(visit, 200 if switched else _refused_status())
    numbers = [one.id for one in visit.options]
    visit.chosen = chosen_in_form(visit.vote.kind, numbers, request.form)
    visit.word = word_in_form(request.form)
    if switched:
        return _page(visit)
    address = get_remote_address() or ""
    if not (
        is_within_limit(BURST, "votes", address)
        and is_within_limit(OF_A_PHONE, "votes of a phone", visit.mark)
    ):
        return _again(
            visit, _("Too many votes are coming right now. Please send yours again."), 429
        )
    if mistake := _mistake(visit):
        return _again(visit, mistake, 422)
    return _cast(visit, address)


def _cast(visit: PhoneVisit, address: str) -> Any:
    """Count it in one short transaction."""
    vote, known = visit.vote, ""
    if vote.is_personal and visit.ballot is None:
        known = _known_code(visit)
        if not known and not is_within_limit(WRONG_CODES, "codes of a vote", address):
            abort(429)
    turn, key = max(turn_in_form(request.form), 1), request.form.get("key", "")[:40]
    then_write()
    try:
        counts = cast_ballot(
            vote.id,
            visit.mark,
            turn=turn,
            key=key,
            chosen=visit.chosen,
            word=visit.word,
            known_code=known,
        )
    except Refused as refused:
        db.session.rollback()
        return _again(visit, str(refused), _refused_status())
    db.session.commit()
    if not counts:
        newer = _("You have changed your vote since. This is the one that counts.")
        visit.ballot = ballot_of(vote, visit.mark)
        visit.show_ballot()
        return _again(visit, newer, _refused_status())
    if _asked_by_script():  # it shows the page without asking once more
        visit.sent, visit.ballot = True, VoteBallot(turn=turn)
        return _page(visit)
    answer = redirect(url_for("voting.vote_by_code", code=vote.code, sent=1))
    return _kept(answer, visit)  # type: ignore[arg-type]


vote_by_code.again = lambda why, status, code: _again(_visit(code), why, status)  # type: ignore[attr-defined]


@bp.record_once
def _without_account(state: BlueprintSetupState) -> None:
    """Nobody's rights are used, and a phone may take no cookie."""
    state.app.extensions["csrf"].exempt(vote_by_code)
