"""What happens while reading: passages marked, themes put on them and taken off, words blacked out, answers read.

Every one is a small write of its own, so that several people work on the same answer without losing anything.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from flask import abort
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.exc import IntegrityError

from ...accounts.models import User
from ...data.db import db
from ...data.noted import note_value, noted_value
from ...events.actions import after_last, wait_for_event_lock
from ...events.models import Event
from ...lib.text import Words, plain_text
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from ..models import Answer, Coding, Passage, Questionnaire, Reply, Stance, Theme
from .redaction import drop_quotes, redact_text
from .sentences import TextSpan, trim_span
from .summarising import summary_note

Keys = str | Iterable[str]
"""A key, or several, of which the last one seals and each of them opens."""
GOOD_FOR = 60 * 60
"""Seconds in which it can be put back."""


class TakenTheme(NamedTuple):
    """What a coding was: the reply and the place in it, the theme, the stance as its text, and who had put it there."""

    reply: int
    start: int
    end: int
    theme: int
    stance: str
    user: int | None


def seal_taken(taken: TakenTheme, key: Keys) -> str:
    """It as letters that fit into an address and tell when they were changed."""
    return _sealer(key).dumps(list(taken))


def open_taken(seal: str, key: Keys, reply: int) -> TakenTheme:
    """What was sealed. Raises Refused where it was changed, is of another reply, or is too old."""
    try:
        taken = TakenTheme(*_sealer(key).loads(seal, max_age=GOOD_FOR))
    except BadSignature:  # too old is one, too
        taken = None
    if taken is None or taken.reply != reply:
        raise Refused(_("It is too late to undo this. Apply the theme again."))
    return taken


def _sealer(key: Keys) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="coding-taken-off")


COLOURS = 12
"""How many colours the palette has; each theme also has its number beside the colour."""


def theme_with_name(event: Event, name: Words) -> Theme | None:
    """The theme that is called the same in either language."""
    for theme in db.session.scalars(
        sa.select(Theme).where(Theme.event_id == event.id, ~Theme.gone)
    ):
        pairs = ((name.en, theme.name.en), (name.sq, theme.name.sq))
        if any(new and new.casefold() == old.casefold() for new, old in pairs):
            return theme
    return None


def add_new_theme(event: Event, name: Words, description: Words) -> Theme | None:
    """A new theme, after the others; None where one is called the same already."""
    wait_for_event_lock(event)
    if theme_with_name(event, name):
        return None
    theme = add_theme(event, name)
    theme.description = description
    return theme


def add_theme(event: Event, name: Words) -> Theme:
    """A new theme, after the others; the same name in either language gives the theme that is there."""
    wait_for_event_lock(event)
    theme = theme_with_name(event, name)
    if theme is None:
        position = after_last(Theme.position, Theme.event_id == event.id)
        colour = (position - 1) % COLOURS
        theme = Theme(event_id=event.id, position=position, name=name, colour=colour)
        db.session.add(theme)
        db.session.flush()
    return theme


def lock_themes_to_apply(event: Event, ids: Collection[int]) -> Sequence[Theme]:
    """These themes of the event, held so that nobody merges or removes them before this write is done.

    Raises Refused where one was merged or removed meanwhile; one there never was is no page.
    """
    rows = db.session.scalars(
        sa.select(Theme)
        .where(Theme.id.in_(ids), Theme.event_id == event.id)
        .order_by(Theme.id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(set(ids)):
        abort(404)
    for theme in rows:
        if theme.gone:
            raise Refused(
                _(
                    "“%(theme)s” was merged or removed in the meantime. Nothing is lost: "
                    "please choose another theme.",
                    theme=pick_wording(theme.name),
                )
            )
    return rows


def mark_passage(reply: Reply, start: int, end: int) -> Passage:
    """The passage of the reply from `start` up to `end` (characters), space at its ends left out.

    One that is there already is given again. Raises Refused where nothing is selected, or more than there is.
    """
    if not 0 <= start < end <= len(reply.text) or not reply.text[start:end].strip():
        raise Refused(_("Select some words of the answer first."))
    span = trim_span(reply.text, start, end)
    same = (
        sa.select(Passage)
        .where(Passage.reply_id == reply.id, Passage.start == span.start, Passage.end == span.end)
        .with_for_update(
            read=True, key_share=True
        )  # nobody takes it away before the theme is on it
    )
    passage = db.session.scalar(same)
    if passage is None:
        passage = Passage(reply_id=reply.id, start=span.start, end=span.end)
        try:
            with db.session.begin_nested():
                db.session.add(passage)
        except IntegrityError:  # somebody else marked it at the same moment
            return db.session.scalars(same).one()
    return passage


def apply_theme(
    passage: Passage, theme: Theme, user: User | None = None, stance: Stance = Stance.FOR
) -> None:
    """Put a theme on a passage; one that is there stays as it is."""
    if db.session.get(Coding, (passage.id, theme.id)) is not None:
        return
    coding = Coding(
        passage_id=passage.id, theme_id=theme.id, stance=stance, user_id=user.id if user else None
    )
    try:
        with db.session.begin_nested():
            db.session.add(coding)
    except IntegrityError:
        return  # somebody else put it on at the same moment


def apply_themes_to_spans(
    reply: Reply,
    spans: Iterable[TextSpan],
    themes: Iterable[Theme],
    user: User | None = None,
    stance: Stance = Stance.FOR,
    quote: bool = False,
) -> None:
    """Put these themes on these pieces of a reply; `quote` lets them be quoted. Whoever codes has read the answer."""
    themes = list(themes)
    for span in sorted(spans):
        passage = mark_passage(reply, *span)
        for theme in themes:
            apply_theme(passage, theme, user, stance)
        if quote:
            passage.quote = True
    if user:
        mark_read(reply.answer, user)
    db.session.flush()


def remove_theme_from_passage(passage: Passage, theme: Theme) -> TakenTheme | None:
    """Take a theme off a passage, and give what was there; None where there was none.

    A passage without any theme is no passage.
    """
    if _held(passage) is None:
        return None
    coding = db.session.get(Coding, (passage.id, theme.id), populate_existing=True)
    if coding is None:
        return None
    taken = TakenTheme(
        reply=passage.reply_id,
        start=passage.start,
        end=passage.end,
        theme=theme.id,
        stance=coding.stance.value,
        user=coding.user_id,
    )
    db.session.delete(coding)
    db.session.flush()
    _drop_if_bare(passage)
    return taken


def restore_coding(event: Event, reply: Reply, taken: TakenTheme) -> Theme:
    """Put a theme back where it was taken off, as it was, in the name of who had put it there; give the theme.

    What somebody put there meanwhile stays. Raises Refused where the theme was merged or removed meanwhile.
    """
    (theme,) = lock_themes_to_apply(event, [taken.theme])
    user = db.session.get(User, taken.user) if taken.user else None
    apply_theme(mark_passage(reply, taken.start, taken.end), theme, user, Stance(taken.stance))
    db.session.flush()
    return theme


def switch_stance(passage: Passage, theme: Theme) -> None:
    """What spoke for the theme speaks against it, and the other way round."""
    mine = (Coding.passage_id == passage.id, Coding.theme_id == theme.id)
    other = sa.case((Coding.stance == Stance.FOR, Stance.AGAINST.value), else_=Stance.FOR.value)
    db.session.execute(sa.update(Coding).where(*mine).values(stance=other))


def allow_quote(passage: Passage, to: bool | None = None) -> None:
    """A passage may be quoted in what is sent back, or no longer; the other of the two where `to` does not say."""
    if _held(passage) is not None:
        passage.quote = not passage.quote if to is None else to
        db.session.flush()
        _drop_if_bare(passage)


def _held(passage: Passage) -> int | None:
    """Its id, held against those who put a theme on it at this moment; None where it went."""
    found = db.session.scalar(
        sa.select(Passage)
        .where(Passage.id == passage.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.id if found else None


def _drop_if_bare(passage: Passage) -> None:
    left = sa.select(Coding.theme_id).where(Coding.passage_id == passage.id).limit(1)
    if db.session.scalar(left) is None and not passage.quote:
        db.session.delete(passage)
        db.session.flush()


def mark_read(answer: Answer, user: User) -> None:
    """Somebody has read the answer; whoever was first stays."""
    db.session.execute(
        sa.update(Answer)
        .where(Answer.id == answer.id, Answer.read_by_id.is_(None))
        .values(read_by_id=user.id)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(answer)


def mark_unread(answer: Answer) -> None:
    """Mark an answer as one to be read once more."""
    answer.read_by = None


def redact_spans(reply: Reply, spans: Iterable[TextSpan]) -> None:
    """Replace the letters of these pieces in the database, one for one: passages keep their place.

    There is no way back: what could identify a victim is to be nowhere. Quotes of the reply go from the public page, and what
    a model made of its themes.
    """
    db.session.refresh(
        reply, with_for_update=True
    )  # somebody else may have blacked out another piece
    questionnaire = db.session.get_one(Questionnaire, reply.answer.questionnaire_id)
    if questionnaire.told:
        mine = db.session.scalars(sa.select(Passage.id).where(Passage.reply_id == reply.id)).all()
        questionnaire.told = drop_quotes(questionnaire.told, mine)
    spoken = sa.select(Coding.theme_id).join(Passage).where(Passage.reply_id == reply.id)
    for theme_id in db.session.scalars(spoken.distinct()).all():
        if noted_value(summary_note(theme_id)):
            note_value(summary_note(theme_id), "")
    reply.text = redact_text(reply.text, spans)
    reply.folded = plain_text(reply.text)
