"""How well sentences of a theme are found by words alone and by words and meaning, and what reading meanings takes.

Mean average precision over themes and draws (all sentences ranked): from the theme's name alone, from two and from five of its
sentences, and from sentences in one language among those in the other. On the demo's coded passages and on 500 answers.
"""

import json
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.models import Coding, Passage, Reply, Theme
from facilitate.consultation.reading.similar import (
    CandidateSentence,
    SimilarSentence,
    rank_sentences,
    weighted_texts,
)
from facilitate.data.db import db
from facilitate.lib.meaning import MeaningReader
from facilitate.lib.text import text_language

from . import moment
from .programs import MEANING

CORPUS = Path(__file__).parent / "samples/meaning/answers.json"
DRAWS, FOREIGN = 5, 5
"""How often sentences of a theme are drawn, and how many where the others are in the other language."""
TASKS = ("name", "2", "5", "sq → en", "en → sq")


class CodedText(NamedTuple):
    """A sentence with its language and the themes it has."""

    text: str
    language: str
    themes: frozenset[str]


class CodedTexts(NamedTuple):
    """Sentences, and by theme what it is called and described as."""

    rows: Sequence[CodedText]
    about: dict[str, list[str]]


def bench_meanings(app: Flask, line: Callable[[str, str, str], None], folder: Path) -> None:
    reader = MeaningReader(folder / "meanings.sqlite3", moment.planner_today, MEANING)
    corpus = _corpus()
    texts = [row.text for row in corpus.rows]
    before, started = _spent(), time.monotonic()
    assert reader.compare([[(texts[0], 1.0)]], texts, 600)
    memory = _memory(reader)
    took = time.monotonic() - started
    reader.close()
    line(
        "500 answers read",
        f"{took:.0f} s, {_spent() - before:.0f} s of processor, {memory} MB",
        "< 60 s, < 300 MB",
    )
    with app.app_context():
        demo = _demo()
    for name, coded in (("demo", demo), ("500 answers", corpus)):
        for task in TASKS:
            words, both = _precision(coded, task, reader)
            bound = "≥ .45" if "→" in task else "≥ .42"
            line(f"{name}, {task}", f"words {words:.3f}, with meaning {both:.3f}", bound)
    reader.close()


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(reader: MeaningReader) -> int:
    """Megabytes the process holds."""
    assert reader._process
    status = Path(f"/proc/{reader._process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def _corpus() -> CodedTexts:
    told = json.loads(CORPUS.read_text(encoding="utf-8"))
    return CodedTexts(
        [
            CodedText(row["text"], row["language"], frozenset([row["theme"]]))
            for row in told["answers"]
        ],
        {
            row["key"]: [*row["name"].values(), *row["description"].values()]
            for row in told["themes"]
        },
    )


def _demo() -> CodedTexts:
    """The passages of the event that has most of them."""
    rows = db.session.execute(
        sa.select(Passage.id, Reply.text, Passage.start, Passage.end, Theme)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Reply, Passage.reply_id == Reply.id)
        .join(Theme, Coding.theme_id == Theme.id)
        .order_by(Passage.id)
    ).all()
    events = [theme.event_id for *_rest, theme in rows]
    event = max(set(events), key=events.count)
    texts: dict[int, str] = {}
    themes: dict[int, set[str]] = {}
    about = {}
    for key, text, start, end, theme in rows:
        if theme.event_id == event:
            texts[key] = text[start:end]
            themes.setdefault(key, set()).add(str(theme.id))
            wordings = (
                theme.name.en,
                theme.name.sq,
                theme.description.en,
                theme.description.sq,
            )
            about[str(theme.id)] = [text for text in wordings if text]
    return CodedTexts(
        [
            CodedText(text, text_language(text) or "sq", frozenset(themes[key]))
            for key, text in texts.items()
        ],
        about,
    )


def _precision(coded: CodedTexts, task: str, reader: MeaningReader) -> tuple[float, float]:
    """Mean average precision by words, and by words and meaning."""
    words, both = [], []
    for theme, seeds, rest in _draws(coded, task):
        passages, about = [row.text for row in seeds], coded.about[theme]
        candidates = [CandidateSentence((place, 0, 0), row.text) for place, row in enumerate(rest)]
        right = {place for place, row in enumerate(rest) if theme in row.themes}
        answer = reader.compare(
            [weighted_texts(passages, (), about)], [row.text for row in candidates], 600
        )
        assert answer
        for found, meanings in ((words, ()), (both, answer.scores[0])):
            ranked = rank_sentences(passages, candidates, (), about, meanings)
            found.append(_average_precision(ranked, right))
    return sum(words) / len(words), sum(both) / len(both)


def _draws(
    coded: CodedTexts, task: str
) -> Iterator[tuple[str, Sequence[CodedText], Sequence[CodedText]]]:
    """A theme, the sentences that are known to be of it, and those among which more are looked for."""
    draw = random.Random(1)
    asked, among = task.split(" → ") if "→" in task else ("", "")
    known = FOREIGN if among else 0 if task == "name" else int(task)
    for theme in sorted(coded.about):
        own = [row for row in coded.rows if theme in row.themes and asked in row.language]
        for _ in range(DRAWS if known else 1):
            if len(own) < 3:
                continue
            seeds = draw.sample(own, min(known, len(own)))
            rest = [row for row in coded.rows if row not in seeds and among in row.language]
            if sum(theme in row.themes for row in rest) >= 2:
                yield theme, seeds, rest


def _average_precision(ranked: Sequence[SimilarSentence], right: set[int]) -> float:
    hits, total = 0, 0.0
    for place, row in enumerate(ranked, 1):
        if row.key[0] in right:
            hits += 1
            total += hits / place
    return total / len(right)
