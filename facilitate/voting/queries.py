"""The votes of an event, their options, what they could be begun with, and what they have come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..agenda.models import Step, StepObjective
from ..cafe.harvest.points import clear_points
from ..cafe.harvest.queries import notes_of
from ..cafe.queries import cafes_of
from ..consultation.queries import themes_of
from ..data.db import db, get_or_404
from ..events.models import Event, Objective
from ..lib.text import Words
from ..web.i18n import _
from .ballots import count_ballots
from .models import StepVote, VoteBallot, VoteKind, VoteOption, VoteStatus, VoteWord
from .results import OptionCount, VoteResult, sorted_counts


def votes_of(event: Event, *conditions: sa.ColumnElement[bool]) -> Sequence[StepVote]:
    """The votes of an event, as they were prepared."""
    query = sa.select(StepVote).where(StepVote.event_id == event.id, *conditions)
    return db.session.scalars(query.order_by(StepVote.id)).all()


def vote_or_404(event: Event, vote_id: int) -> StepVote:
    """One vote of the event, or a page that says it is not there."""
    return get_or_404(StepVote, StepVote.id == vote_id, StepVote.event_id == event.id)


def find_vote_by_code(code: str) -> tuple[StepVote, Event] | None:
    """The vote that phones open by that code, with its event."""
    query = sa.select(StepVote, Event).join(Event, StepVote.event_id == Event.id)
    row = db.session.execute(query.where(StepVote.code == code)).first()
    return (row[0], row[1]) if row else None


def others_open(vote: StepVote) -> Sequence[StepVote]:
    """What else the room can vote on at this moment."""
    return db.session.scalars(
        sa.select(StepVote)
        .where(
            StepVote.event_id == vote.event_id,
            StepVote.status == VoteStatus.OPEN,
            StepVote.id != vote.id,
        )
        .order_by(StepVote.id)
    ).all()


def options_of(vote: StepVote) -> Sequence[VoteOption]:
    """What can be chosen, in order."""
    query = sa.select(VoteOption).where(VoteOption.vote_id == vote.id)
    return db.session.scalars(query.order_by(VoteOption.position, VoteOption.id)).all()


def ballot_of(vote: StepVote, mark: str) -> VoteBallot | None:
    """What a device has chosen so far."""
    query = sa.select(VoteBallot).where(VoteBallot.vote_id == vote.id, VoteBallot.mark == mark)
    return db.session.scalars(query).first()


def ballots_given(vote: StepVote) -> int:
    """How many phones have voted."""
    query = sa.select(sa.func.count(VoteBallot.id)).where(VoteBallot.vote_id == vote.id)
    return db.session.scalar(query) or 0


def has_ballots(vote: StepVote) -> bool:
    """Whether every ballot that was counted is still there: only then can a vote be opened again."""
    return vote.sent <= ballots_given(vote)


def steps_to_choose(event: Event) -> Sequence[Step]:
    """The steps of the agenda a vote may be asked in, by title."""
    query = sa.select(Step).where(Step.event_id == event.id, Step.removed_at.is_(None))
    return db.session.scalars(query.order_by(Step.id)).all()


def step_titles_of(votes: Iterable[StepVote]) -> dict[int, Words]:
    """The titles of the steps these votes are in."""
    wanted = {vote.step_id for vote in votes if vote.step_id}
    if not wanted:
        return {}
    rows = db.session.execute(sa.select(Step.id, Step.title).where(Step.id.in_(wanted)))
    return {key: title for key, title in rows}


def results_of(votes: Sequence[StepVote]) -> dict[int, VoteResult]:
    """What each of these votes (its id) has come to: closed ones as they were frozen, others as they stand."""
    if not votes:
        return {}
    options: defaultdict[int, list[VoteOption | VoteWord]] = defaultdict(list)
    mine = VoteOption.vote_id.in_([vote.id for vote in votes])
    query = sa.select(VoteOption).where(mine).order_by(VoteOption.position, VoteOption.id)
    for option in db.session.scalars(query):
        options[option.vote_id].append(option)
    for word in _words_in([vote.id for vote in votes if vote.kind is VoteKind.WORD]):
        options[word.vote_id].append(word)
    running = [vote.id for vote in votes if vote.status is not VoteStatus.CLOSED]
    ballots: defaultdict[int, list[dict[int, int]]] = defaultdict(list)
    if running:
        given = sa.select(VoteBallot.vote_id, VoteBallot.chosen)
        for vote_id, chosen in db.session.execute(given.where(VoteBallot.vote_id.in_(running))):
            ballots[vote_id].append({key: number for key, number in chosen})
    return {vote.id: _result(vote, options[vote.id], ballots[vote.id]) for vote in votes}


def frozen_results(event: Event) -> list[VoteResult]:
    """What every closed vote of the event has come to."""
    options: defaultdict[int, list[VoteOption | VoteWord]] = defaultdict(list)
    closed: dict[int, StepVote] = {}
    query = sa.select(StepVote, VoteOption).outerjoin(VoteOption, VoteOption.vote_id == StepVote.id)
    mine = (StepVote.event_id == event.id, StepVote.status == VoteStatus.CLOSED)
    for vote, option in db.session.execute(
        query.where(*mine).order_by(StepVote.id, VoteOption.position, VoteOption.id)
    ):
        closed[vote.id] = vote
        if option is not None:
            options[vote.id].append(option)
    for word in _words_in([vote.id for vote in closed.values() if vote.kind is VoteKind.WORD]):
        options[word.vote_id].append(word)
    return [_result(vote, options[vote.id], ()) for vote in closed.values()]


def _words_in(votes: Sequence[int]) -> Sequence[VoteWord]:
    if not votes:
        return []
    query = sa.select(VoteWord).where(VoteWord.vote_id.in_(votes))
    return db.session.scalars(query.order_by(VoteWord.folded)).all()


def words_of(vote: StepVote) -> Sequence[VoteWord]:
    """The words that were written, in the order of the alphabet."""
    return _words_in([vote.id])


def _result(
    vote: StepVote, options: Sequence[VoteOption | VoteWord], ballots: Sequence[dict[int, int]]
) -> VoteResult:
    closed = vote.status is VoteStatus.CLOSED
    standing = count_ballots(vote.kind, len(options), ballots)
    rows = [
        OptionCount(
            id=one.id,
            text=one.text if isinstance(one, VoteOption) else Words(one.text, one.text),
            phones=one.sent if closed else standing[one.id],
            papers=one.papers,
            withheld=isinstance(one, VoteWord) and one.withheld,
        )
        for one in options
    ]
    phones = vote.sent if closed else len(ballots)
    return VoteResult(vote, sorted_counts(vote.kind, rows), phones, vote.slips)


def result_of(vote: StepVote) -> VoteResult:
    """What one vote has come to."""
    return results_of([vote])[vote.id]


def vote_revision(vote_id: int) -> str:
    """What a wall has seen: another text after every ballot, every slip and every act."""
    ballots = sa.select(
        sa.func.count(VoteBallot.id), sa.func.coalesce(sa.func.sum(VoteBallot.turn), 0)
    ).where(VoteBallot.vote_id == vote_id)
    count, turns = (column.scalar_subquery() for column in _apart(ballots))
    kept = sa.select(sa.func.coalesce(sa.func.sum(VoteOption.papers), 0)).where(
        VoteOption.vote_id == vote_id
    )
    words = sa.select(
        sa.func.coalesce(
            sa.func.sum(VoteWord.papers + 1000 * sa.cast(VoteWord.withheld, sa.Integer)), 0
        )
    ).where(VoteWord.vote_id == vote_id)
    row = db.session.execute(
        sa.select(
            StepVote.status,
            StepVote.version,
            StepVote.slips,
            count,
            turns,
            kept.scalar_subquery(),
            words.scalar_subquery(),
        ).where(StepVote.id == vote_id)
    ).first()
    return "-".join(str(one) for one in row) if row else ""


def _apart(query: sa.Select[int, int]) -> list[sa.Select[int]]:
    """The columns of a statement, each as a statement of its own."""
    return [query.with_only_columns(column) for column in query.selected_columns]


@dataclass(frozen=True)
class OptionOffer:
    """Options from one place: what it is called, and the wordings."""

    key: str
    name: str
    options: list[Words]


def option_offers(event: Event, step_id: int | None) -> list[OptionOffer]:
    """What options can be begun with; of the café's lines only those that may leave the tables."""
    found = [
        OptionOffer("objectives", _("Objectives of the step"), _objectives(event, step_id)),
        OptionOffer("themes", _("Themes of the consultation"), _themes(event)),
    ]
    for key, plan in cafes_of(event).items():
        points = clear_points(event, notes_of(plan.cafe)).points
        lines = [Words(one.text, one.text) for one in points]
        found.append(OptionOffer(f"cafe-{key}", _("Key points of the café"), lines))
    return [one for one in found if one.options]


def _objectives(event: Event, step_id: int | None) -> list[Words]:
    rows = sa.select(Objective.text).where(Objective.event_id == event.id)
    mine = sa.select(StepObjective.objective_id).where(StepObjective.step_id == (step_id or 0))
    if step_id and db.session.scalar(sa.select(mine.exists())):
        rows = rows.where(Objective.id.in_(mine))
    return list(db.session.scalars(rows.order_by(Objective.position, Objective.id)))


def _themes(event: Event) -> list[Words]:
    rows: Any = themes_of(event)
    return [one.name for one in rows if not one.gone]
