"""What is asked about one theme: its passages, how often it is used, and sentences like them that wait for a theme."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import Sector
from ...events.models import Event
from ...lib.text import Words
from ...run.meanings import compare_meanings
from ..models import Answer, Coding, Passage, Questionnaire, Reply, Stance, Theme
from ..questionnaire import is_consultation
from .sentences import TextSpan, split_sentences
from .similar import CandidateSentence, similar_sentences, weighted_texts


@dataclass(frozen=True)
class ThemeUse:
    """How often a theme was put on: passages, and the answers they stand in."""

    passages: int
    answers: int


def theme_uses(event: Event) -> dict[int, ThemeUse]:
    """By id of the theme."""
    rows = db.session.execute(
        sa.select(Coding.theme_id, sa.func.count(), sa.func.count(sa.distinct(Reply.answer_id)))
        .join(Passage, Coding.passage_id == Passage.id)
        .join(Reply, Passage.reply_id == Reply.id)
        .join(Theme, Coding.theme_id == Theme.id)
        .where(Theme.event_id == event.id)
        .group_by(Coding.theme_id)
    )
    return {theme: ThemeUse(passages, answers) for theme, passages, answers in rows}


@dataclass(frozen=True)
class ThemePassage:
    """A passage of a theme, in its own words."""

    id: int
    text: str
    stance: Stance
    sector: Words


def passages_of(theme: Theme) -> list[ThemePassage]:
    """The passages a theme was put on, those that read alike side by side."""
    rows = db.session.execute(
        sa.select(Passage.id, Reply.text, Passage.start, Passage.end, Coding.stance, Sector.name)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Reply, Passage.reply_id == Reply.id)
        .join(Answer, Reply.answer_id == Answer.id)
        .join(Sector, Answer.sector_id == Sector.id)
        .where(Coding.theme_id == theme.id)
    )
    said = [
        ThemePassage(key, text[start:end], stance, sector)
        for key, text, start, end, stance, sector in rows
    ]
    return sorted(said, key=lambda row: (row.text.casefold(), row.id))


@dataclass(frozen=True)
class ThemeSuggestion:
    """A sentence that may belong to a theme: where it stands, what stands around it, the words it is alike in."""

    answer: int
    reply: int
    start: int
    end: int
    before: str
    text: str
    after: str
    words: Sequence[str]
    meant: bool

    @property
    def key(self) -> str:
        return f"{self.reply}-{self.start}-{self.end}"


@dataclass(frozen=True)
class ThemeSuggestions:
    """What is suggested, the most like first. `by_meaning`: meanings were compared too; `left`: sentences whose meaning is still read."""

    rows: Sequence[ThemeSuggestion]
    by_meaning: bool
    left: int


def suggestions_for(event: Event, theme: Theme, said_no: Sequence[str]) -> ThemeSuggestions:
    """Sentences without any theme that are like those of this one; `said_no` are left out."""
    texts, answers = {}, {}
    for reply, answer, text in _texts(event):
        texts[reply], answers[reply] = text, answer
    coded, own = _coded(event, theme)
    refused = set(said_no)
    candidates, away = [], []
    for reply, text in texts.items():
        taken = coded.get(reply, [])
        for span in split_sentences(text):
            if f"{reply}-{span.start}-{span.end}" in refused:
                away.append(text[span.start : span.end])
            elif not any(start < span.end and span.start < end for start, end in taken):
                candidates.append(CandidateSentence((reply, *span), text[span.start : span.end]))
    wordings = (theme.name.en, theme.name.sq, theme.description.en, theme.description.sq)
    about = [text for text in wordings if text]
    passages = [texts[reply][start:end] for reply, start, end in own]
    meanings = compare_meanings(
        [weighted_texts(passages, away, about)], [row.text for row in candidates]
    )
    near = meanings.scores[0] if meanings and meanings.scores else ()
    found = similar_sentences(passages, candidates, away, about, meanings=near)
    rows = [
        ThemeSuggestion(
            answer=answers[reply],
            reply=reply,
            start=start,
            end=end,
            before=_end_of(texts[reply][:start]),
            text=texts[reply][start:end],
            after=_beginning_of(texts[reply][end:]),
            words=row.words,
            meant=row.meant,
        )
        for row in found
        for reply, start, end in [row.key]
    ]
    return ThemeSuggestions(rows, by_meaning=bool(near), left=meanings.left if meanings else 0)


def _end_of(text: str, most: int = 120) -> str:
    """The last words of a text, "… " before them where there is more."""
    return text if len(text) <= most else "… " + text[-most:].partition(" ")[2]


def _beginning_of(text: str, most: int = 120) -> str:
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def _texts(event: Event) -> list[tuple[int, int, str]]:
    rows = db.session.execute(
        sa.select(Reply.id, Reply.answer_id, Reply.text)
        .join(Answer, Reply.answer_id == Answer.id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .where(is_consultation(event.id))
    )
    return [(reply, answer, text) for reply, answer, text in rows]


def _coded(
    event: Event, theme: Theme
) -> tuple[dict[int, list[TextSpan]], list[tuple[int, int, int]]]:
    """Places that have a theme, by reply; and (reply, start, end) of those that have this one."""
    rows = db.session.execute(
        sa.select(Passage.reply_id, Passage.start, Passage.end, Coding.theme_id)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Theme, Coding.theme_id == Theme.id)
        .where(Theme.event_id == event.id, ~Theme.gone)
    )
    places: defaultdict[int, list[TextSpan]] = defaultdict(list)
    own = []
    for reply, start, end, key in rows:
        places[reply].append(TextSpan(start, end))
        own += [(reply, start, end)] if key == theme.id else []
    return dict(places), own
