"""Slips of paper, counted and typed in beside what phones sent: counted apart."""

from typing import Any

from flask import flash, redirect, request, url_for

from ..data.db import db
from ..events.access import Can, needs
from ..events.models import Event
from ..web.i18n import _
from .actions import add_ranked_slip, set_papers, wait_for_vote
from .ballots import LONGEST_WORD, chosen_in_form, field_of, is_whole_ranking
from .blueprint import bp
from .models import StepVote, VoteKind
from .queries import options_of, vote_or_404, words_of
from .vote_page import render_vote

MOST = 100_000
MOST_WORDS = 300


def _number(name: str) -> int | None:
    """A typed count; None for what is none."""
    text = request.form.get(name, "").strip() or "0"
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST else None


@bp.post("/events/<slug>/votes/<int:vote_id>/papers")
@needs(Can.TAKE_NOTES)
def type_papers(event: Event, vote_id: int) -> Any:
    """How often slips of paper name each option."""
    vote = vote_or_404(event, vote_id)
    wait_for_vote(vote)
    options = words_of(vote) if vote.kind is VoteKind.WORD else options_of(vote)
    names = {one.id: request.form.get(field_of(one.id), "") for one in options}
    counts = {one.id: _number(field_of(one.id)) for one in options}
    words = [" ".join(line.split()) for line in request.form.get("words", "").splitlines()]
    words = [word for word in words if word] if vote.kind is VoteKind.WORD else []
    typed = {
        "typed_counts": names,
        "typed_slips": request.form.get("slips", ""),
        "typed_words": request.form.get("words", ""),
        "seen": vote.version,
    }
    if None in counts.values() or _number("slips") is None:
        return render_vote(event, vote, 422, wrong=_("Type whole numbers."), **typed)
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        sentence = _(
            "A word is at most %(max)d characters; write one on each line.", max=LONGEST_WORD
        )
        return render_vote(event, vote, 422, wrong=sentence, **typed)
    if request.form.get("seen") != str(vote.version):
        return render_vote(event, vote, 409, wrong=_theirs(options, vote), **typed)
    whole = {key: number for key, number in counts.items() if number is not None}
    people = vote.kind in (VoteKind.GRADIENTS, VoteKind.WORD)  # one a slip
    slips = sum(whole.values()) + len(words) if people else _number("slips") or 0
    set_papers(vote, whole, slips, words)
    flash(_("Saved."))
    db.session.commit()
    return _back(event, vote)


def _theirs(rows: Any, vote: StepVote) -> str:
    """What somebody else typed in meanwhile, beside what was typed here."""
    numbers = ", ".join(f"{place}: {one.papers}" for place, one in enumerate(rows, 1))
    return _(
        "Somebody else has changed this vote in the meantime. Their numbers, option by option: "
        "%(numbers)s. What you typed is still here; save again to replace theirs.",
        numbers=numbers,
    )


@bp.post("/events/<slug>/votes/<int:vote_id>/slip")
@needs(Can.TAKE_NOTES)
def type_slip(event: Event, vote_id: int) -> Any:
    """One slip with a ranking: its points are added to those on paper."""
    vote = vote_or_404(event, vote_id)
    chosen = chosen_in_form(vote.kind, [one.id for one in options_of(vote)], request.form)
    if vote.kind is not VoteKind.RANKING or not chosen or not is_whole_ranking(chosen):
        sentence = _("Give each place once, beginning with 1.")
        return render_vote(event, vote, 422, slip_wrong=sentence)
    add_ranked_slip(vote, chosen)
    flash(_("The slip is counted."))
    db.session.commit()
    return _back(event, vote)


def _back(event: Event, vote: StepVote) -> Any:
    return redirect(url_for("voting.show_vote", slug=event.slug, vote_id=vote.id, _anchor="papers"))
