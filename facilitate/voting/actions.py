"""What happens in a vote: prepared, opened, closed and frozen; a ballot counts once, whatever is sent again and in which order."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from .. import clock
from ..data.db import db
from ..data.traces import clear_traces
from ..events.access import Can
from ..events.actions import wait_for_event_lock
from ..events.models import Event
from ..history.removing import REMOVED, RoomRemovals
from ..lib.text import Words
from ..run.jobs import daily, job
from ..web.i18n import _, _l, in_both_languages
from ..web.refused import Refused
from .addresses import new_vote_code, pass_mark
from .ballots import Chosen, count_ballots, folded_word
from .labels import DEGREES
from .models import (
    StepVote,
    UsedPasses,
    VoteBallot,
    VoteChange,
    VoteKind,
    VoteOption,
    VoteStatus,
    VoteWord,
)
from .queries import ballots_given, has_ballots, result_of

REMOVALS = RoomRemovals(
    kind=VoteChange,
    models=(StepVote,),
    key="voting",
    name=_l("Votes"),
    page="voting.show_votes",
    sees=Can.SEE,
    undoes=Can.EDIT_AGENDA,
)
"""How votes are removed, and come back with their options and ballots."""
MOST_OPTIONS = 20
TellsVote = Callable[[StepVote], None]
_tellers: list[TellsVote] = []
KEPT_FOR = timedelta(days=1)
"""How long the single ballots of a closed vote are kept, so that it can be opened again."""


def create_vote(event: Event, row: StepVote, options: Sequence[Words] = ()) -> StepVote:
    """A new vote with what can be chosen in it."""
    row.event_id, row.code = event.id, _free_code()
    db.session.add(row)
    db.session.flush()
    set_options(row, options)
    return row


def _free_code() -> str:
    code = new_vote_code()
    while db.session.scalar(sa.select(StepVote.id).where(StepVote.code == code)):
        code = new_vote_code()
    return code


def set_options(vote: StepVote, options: Sequence[Words]) -> None:
    """What can be chosen from now on, in this order; the degrees of agreement are always the same six.

    Raises Refused once somebody has voted: their ballots would mean something else.
    """
    voted_otherwise = bool(
        sa.inspect(vote).attrs.kind.history.deleted
    )  # asked before it is written
    if vote.kind is VoteKind.GRADIENTS:
        options = [in_both_languages(lambda text=text: str(text)) for text in DEGREES]  # type: ignore[misc]
    elif vote.kind is VoteKind.WORD:
        options = []
    mine = VoteOption.vote_id == vote.id
    there = db.session.scalars(
        sa.select(VoteOption).where(mine).order_by(VoteOption.position, VoteOption.id)
    ).all()
    if [one.text for one in there] == list(options)[:MOST_OPTIONS] and not voted_otherwise:
        return
    if vote.status is not VoteStatus.PREPARED or ballots_given(vote) or vote.slips:
        raise Refused(_("People have already voted, so the choices can no longer be changed."))
    db.session.execute(sa.delete(VoteOption).where(mine))
    db.session.add_all(
        VoteOption(vote_id=vote.id, position=place, text=text)
        for place, text in enumerate(options[:MOST_OPTIONS], 1)
    )
    db.session.flush()


def copy_vote(event: Event, vote: StepVote) -> StepVote:
    """The same question, prepared once more under a code of its own."""
    options = db.session.scalars(
        sa.select(VoteOption.text)
        .where(VoteOption.vote_id == vote.id)
        .order_by(VoteOption.position, VoteOption.id)
    ).all()
    kept = ("step_id", "kind", "question", "dots", "hidden", "badges", "passes")
    return create_vote(event, StepVote(**{name: getattr(vote, name) for name in kept}), options)


def open_vote(event: Event, vote: StepVote) -> None:
    """Phones can vote from now on. Raises Refused where there is nothing to choose, or the ballots are gone."""
    wait_for_event_lock(event)
    db.session.refresh(vote, with_for_update=True)
    if not has_ballots(vote):
        raise Refused(
            _(
                "The single votes are deleted already; only the numbers are kept. Copy the vote instead."
            )
        )
    given = sa.select(sa.func.count(VoteOption.id)).where(VoteOption.vote_id == vote.id)
    if vote.kind is not VoteKind.WORD and (db.session.scalar(given) or 0) < 2:
        raise Refused(_("Write at least two options first."))
    opened = vote.opened_at or clock.now()
    _set_status(vote, VoteStatus.OPEN, opened_at=opened, closed_at=None, sent=0)


def close_vote(event: Event, vote: StepVote) -> None:
    """Nobody votes any more, and what it has come to is frozen: the numbers stay when the single ballots are deleted."""
    wait_for_event_lock(event)
    db.session.refresh(vote, with_for_update=True)
    if vote.status is not VoteStatus.OPEN:
        return
    result = result_of(vote)
    table = VoteWord if vote.kind is VoteKind.WORD else VoteOption
    # opened again: what nobody stands by any more is in no result
    db.session.execute(sa.update(table).where(table.vote_id == vote.id).values(sent=0))
    for row in result.rows:
        db.session.execute(sa.update(table).where(table.id == row.id).values(sent=row.phones))
    _set_status(vote, VoteStatus.CLOSED, closed_at=clock.now(), sent=result.phones)


def _set_status(vote: StepVote, status: VoteStatus, **values: Any) -> None:
    """No edit of its words, so that it meets nobody who is rewording it."""
    db.session.execute(
        sa.update(StepVote).where(StepVote.id == vote.id).values(status=status, **values)
    )
    db.session.refresh(vote)
    for tell in _tellers:
        tell(vote)


def tells_of_votes(tell: TellsVote) -> TellsVote:
    """Marks what is told, before the commit, of every vote that was opened or closed: the rooms above this one."""
    _tellers.append(tell)
    return tell


def closed_sentence() -> str:
    """Why a ballot that comes late does not count."""
    return _("This vote is closed. What you chose was not counted.")


def cast_ballot(
    vote_id: int,
    mark: str,
    *,
    turn: int,
    key: str,
    chosen: Chosen,
    word: str = "",
    known_code: str = "",
) -> bool:
    """Count what a device has chosen; of several forms it sent, the latest counts, however often and in which order they come.

    Says whether this form is the one that counts now. `known_code`: the personal code it came with. Raises Refused where the
    vote is not open, or the code has voted before from another device.
    """
    held = sa.select(StepVote).where(StepVote.id == vote_id).with_for_update(read=not known_code)
    vote = db.session.scalars(held.execution_options(populate_existing=True)).one()
    if vote.status is not VoteStatus.OPEN:
        raise Refused(closed_sentence())
    mine = (VoteBallot.vote_id == vote_id, VoteBallot.mark == mark)
    if vote.is_personal and not db.session.scalar(sa.select(sa.exists().where(*mine))):
        _use_pass(vote_id, known_code)
    if word:
        chosen = {_number_of_word(vote, word): 1}
    values = {
        "vote_id": vote_id,
        "mark": mark,
        "turn": turn,
        "key": key,
        "chosen": [[option, number] for option, number in sorted(chosen.items())],
    }
    written = db.session.connection().execute(_ballot_written(db.engine.dialect.name), values)
    return written.first() is not None


@cache
def _ballot_written(dialect: str) -> Any:
    """The statement that keeps a ballot where it is the device's latest; made once, as phones send many at the same moment."""
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect](VoteBallot)
    newer = insert.excluded
    later = sa.or_(
        newer.turn > VoteBallot.turn,
        sa.and_(newer.turn == VoteBallot.turn, newer.key >= VoteBallot.key),
    )
    return insert.on_conflict_do_update(
        index_elements=[VoteBallot.vote_id, VoteBallot.mark],
        set_={name: newer[name] for name in ("turn", "key", "chosen")},
        where=later,
    ).returning(VoteBallot.id)


def _use_pass(vote_id: int, known_code: str) -> None:
    """Mark a personal code as used; all marks are written anew in the order of the alphabet, so that none tells when it came."""
    if not known_code:
        raise Refused(_("This code is not right. Look at your slip or badge."))
    used = db.session.get(UsedPasses, vote_id, with_for_update=True) or UsedPasses(
        vote_id=vote_id, marks=[]
    )
    mark = pass_mark(vote_id, known_code)
    if mark in used.marks:
        raise Refused(_("This code has voted already. Each code votes once."))
    used.marks = sorted([*used.marks, mark])
    db.session.add(used)
    db.session.flush()


def _number_of_word(vote: StepVote, word: str) -> int:
    """The number of a word, whoever wrote it first; a new one is handed to the privacy check."""
    folded = folded_word(word) or word
    same = sa.select(VoteWord.id).where(VoteWord.vote_id == vote.id, VoteWord.folded == folded)
    if (found := db.session.scalar(same)) is not None:
        return found
    at = vote.opened_at or clock.now()
    row = VoteWord(event_id=vote.event_id, vote_id=vote.id, text=word, folded=folded, at=at)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # two phones at the same moment
        return db.session.scalars(same).one()
    return row.id


def add_ranked_slip(vote: StepVote, chosen: Chosen) -> None:
    """One slip of paper with a ranking, typed in: its points are added to those on paper."""
    wait_for_vote(vote)
    options = db.session.scalars(sa.select(VoteOption).where(VoteOption.vote_id == vote.id)).all()
    points = count_ballots(vote.kind, len(options), [chosen])
    for option in options:
        option.papers += points[option.id]
    vote.slips += 1
    db.session.flush()


def wait_for_vote(vote: StepVote) -> None:
    """Hold the vote: who types in slips meanwhile waits, and is seen."""
    db.session.refresh(vote, with_for_update=True)


def set_papers(
    vote: StepVote, counts: Mapping[int, int], slips: int, words: Sequence[str] = ()
) -> None:
    """How often slips of paper name each option (its number), on how many slips; `words` are new ones, as often as they were written."""
    table = VoteWord if vote.kind is VoteKind.WORD else VoteOption
    for row_id, number in counts.items():
        mine = (table.vote_id == vote.id, table.id == row_id)
        db.session.execute(sa.update(table).where(*mine).values(papers=number))
    for word in words:
        again = sa.update(VoteWord).where(VoteWord.id == _number_of_word(vote, word))
        db.session.execute(again.values(papers=VoteWord.papers + 1))
    vote.slips = slips
    flag_modified(vote, "slips")  # who typed in others meanwhile sees it
    db.session.flush()


def withhold_word(word: VoteWord, withheld: bool) -> None:
    """Keep a word off the wall and out of every paper, or show it again."""
    update = sa.update(VoteWord).where(VoteWord.id == word.id)
    db.session.execute(update.values(withheld=withheld))  # no edit of what was said


@job
def clear_vote_traces() -> None:
    """After a vote was closed: what would tell which ballot was written together with which code goes."""
    db.session.commit()
    clear_traces(VoteBallot, UsedPasses)


@daily
def forget_ballots() -> None:
    """The single ballots of votes closed a day ago go, and which codes were used; the numbers stay."""
    before = clock.now() - KEPT_FOR
    over = sa.select(StepVote.id).where(
        StepVote.status == VoteStatus.CLOSED, StepVote.closed_at < before
    )
    for table in (VoteBallot, UsedPasses):
        db.session.execute(sa.delete(table).where(table.vote_id.in_(over)))
    _forget_in_bin(before)
    db.session.commit()
    clear_traces(VoteBallot, UsedPasses)


def _forget_in_bin(before: datetime) -> None:
    """Nor are they kept of a vote that was removed after it was closed."""
    single = {table.__tablename__ for table in (VoteBallot, UsedPasses)}
    for change in db.session.scalars(sa.select(VoteChange).where(VoteChange.did == REMOVED)):
        row = change.cells[0][2] if change.cells else None
        closed = row and row.get("status") == VoteStatus.CLOSED and row.get("closed_at")
        if closed and datetime.fromisoformat(closed).replace(tzinfo=UTC) < before:
            left = [cell for cell in change.cells if cell[0] not in single]
            if len(left) < len(change.cells):
                change.cells = left
