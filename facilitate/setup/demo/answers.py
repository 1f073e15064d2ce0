"""The demo's consultation: questionnaire, themes, what stakeholders answered, and what the team read in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...consultation.models import (
    Answer,
    Choice,
    Coding,
    Origin,
    Passage,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
    Stance,
    Theme,
)
from ...data.content import read_toml, words_from_toml
from ...data.db import db
from ...directory.models import County, Sector
from ...events.models import Event, Goal, Objective
from ...lib.text import plain_text

CAPITAL = "tirane"


PAST = Path(__file__).parent / "asked_2008.toml"


Asked = dict[str, tuple[Question, dict[str, Choice]]]
"""The questions of a questionnaire by key, each with its choices by key."""


def ask_questionnaire(
    event: Event, table: dict[str, Any], opens_on: date, closes_on: date, token: str
) -> tuple[Questionnaire, Asked]:
    """Put the questionnaire of a file into the event."""
    questionnaire = Questionnaire(
        event_id=event.id,
        token=token,
        title=words_from_toml(table["title"]),
        intro=words_from_toml(table["intro"]),
        opens_on=opens_on,
        closes_on=closes_on,
        summary=words_from_toml(table.get("summary", {})),
    )
    db.session.add(questionnaire)
    db.session.flush()
    asked: Asked = {}
    for number, row in enumerate(table["questions"], 1):
        question = Question(
            questionnaire_id=questionnaire.id,
            position=number,
            kind=QuestionKind(row["kind"]),
            text=words_from_toml(row),
            help=words_from_toml(row, "help"),
            required=row.get("required", False),
            low=words_from_toml(row, "low"),
            high=words_from_toml(row, "high"),
        )
        db.session.add(question)
        db.session.flush()
        choices = {
            choice["key"]: Choice(
                question_id=question.id, position=place, text=words_from_toml(choice)
            )
            for place, choice in enumerate(row.get("choices", ()), 1)
        }
        db.session.add_all(choices.values())
        asked[row["key"]] = (question, choices)
    db.session.flush()
    return questionnaire, asked


def name_themes(
    event: Event,
    table: dict[str, Any],
    goals: Mapping[str, Goal],
    objectives: Mapping[str, Objective],
) -> dict[str, Theme]:
    """The themes by key, each linked to what was made of it."""
    themes = {
        row["key"]: Theme(
            event_id=event.id,
            position=number,
            name=words_from_toml(row),
            description=words_from_toml(row, "description"),
            colour=row["colour"],
            goal_id=goals[row["goal"]].id if row["goal"] else None,
            objective_id=objectives[row["objective"]].id if row["objective"] else None,
            **{
                part: words_from_toml(row, part)
                for part in ("unserved_why", "passed_to")
                if f"{part}_en" in row
            },
        )
        for number, row in enumerate(table["themes"], 1)
    }
    db.session.add_all(themes.values())
    db.session.flush()
    return themes


def add_answers(
    questionnaire: Questionnaire,
    asked: Asked,
    rows: list[dict[str, Any]],
    ticks: Callable[[dict[str, Any]], dict[str, Any]],
    today: date,
    readers: list[User],
    themes: Mapping[str, Theme],
) -> None:
    """Put the answers of a file in, `ticks` saying what each ticks. Readers take turns with them."""
    sectors = {key: id_ for key, id_ in db.session.execute(sa.select(Sector.key, Sector.id))}
    counties = {key: id_ for key, id_ in db.session.execute(sa.select(County.key, County.id))}
    sent = [
        Answer(
            questionnaire_id=questionnaire.id,
            receipt=f"demo-{number}-{questionnaire.token}",
            language=row["lang"],
            sector_id=sectors[row["sector"]],
            county_id=counties.get(row["county"]),
            capital=row.get("capital", row["county"] == CAPITAL) if row["county"] else None,
            given_on=today - timedelta(days=row["days_ago"]),
            origin=Origin.PAPER if row.get("paper") else Origin.WEB,
            read_by=readers[number % len(readers)] if row.get("read", True) else None,
        )
        for number, row in enumerate(rows)
    ]
    db.session.add_all(sent)
    db.session.flush()
    read: list[tuple[Passage, dict[str, Any], User | None]] = []
    for one, row in zip(sent, rows, strict=True):
        db.session.add_all(_picks(one, asked, ticks(row)))
        replies = {
            key: Reply(
                answer=one, question_id=question.id, text=row[key], folded=plain_text(row[key])
            )
            for key, (question, _choices) in asked.items()
            if row.get(key) and question.kind is QuestionKind.OPEN
        }
        db.session.add_all(replies.values())
        for marked in row.get("passages", ()):
            start, end = find_words(marked["words"], row[marked["of"]])
            quote = marked.get("quote", False)
            passage = Passage(reply=replies[marked["of"]], start=start, end=end, quote=quote)
            read.append((passage, marked, one.read_by))
    db.session.add_all(passage for passage, _marked, _reader in read)
    db.session.flush()
    db.session.add_all(coding for found in read for coding in _codings(*found, themes))
    db.session.flush()


def ask_before(
    event: Event, objectives: Mapping[str, Objective], token: str, readers: list[User]
) -> None:
    """What a conference that is over asked beforehand, what came, and the themes its objectives were made of."""
    table, closed_on = read_toml(PAST), event.first_day - timedelta(days=45)
    opened_on = closed_on - timedelta(days=42)
    questionnaire, asked = ask_questionnaire(event, table, opened_on, closed_on, token)
    themes = name_themes(event, table, {}, objectives)
    rows = table["answers"]
    add_answers(questionnaire, asked, rows, lambda _row: {}, closed_on, readers, themes)


def find_words(words: str, text: str) -> tuple[int, int]:
    """Where the words stand in the text: the first character, and the one after the last.

    Raises ValueError with both where they are not in it, or more than once.
    """
    if not words or text.count(words) != 1:
        raise ValueError(f"“{words}” is {text.count(words) if words else 0} times in “{text}”")
    start = text.index(words)
    return start, start + len(words)


def _picks(sent: Answer, asked: Asked, ticks: dict[str, Any]) -> Iterator[Pick]:
    for key, ticked in ticks.items():
        question, choices = asked[key]
        if question.kind is QuestionKind.SCALE:
            yield Pick(answer_id=sent.id, question_id=question.id, choice_id=None, number=ticked)
            continue
        for rank, choice in enumerate(ticked, 1):
            number = rank if question.kind is QuestionKind.RANKING else None
            yield Pick(
                answer_id=sent.id,
                question_id=question.id,
                choice_id=choices[choice].id,
                number=number,
            )


def _codings(
    passage: Passage, marked: dict[str, Any], reader: User | None, themes: Mapping[str, Theme]
) -> Iterator[Coding]:
    if reader is None:
        raise ValueError(f"nobody has read the answer with “{marked['words']}”")
    for stance, keys in ((Stance.FOR, "themes"), (Stance.AGAINST, "against")):
        for key in marked.get(keys, ()):
            yield Coding(
                passage_id=passage.id, theme_id=themes[key].id, stance=stance, user_id=reader.id
            )
