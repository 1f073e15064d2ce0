"""However a text is made, a rule that reads it takes the time of its length: ten times the text, about ten times as long."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from facilitate.checklists.excel import headings as list_headings
from facilitate.checklists.working.queries import plain_all
from facilitate.consultation.inviting import invitation_list
from facilitate.consultation.papers import matching
from facilitate.consultation.reading import sentences, similar
from facilitate.directory import alike
from facilitate.directory.importing import cells, headings, known_directory
from facilitate.directory.search import page_of_rows
from facilitate.exchange.headings import heading_key
from facilitate.lib import money, tables, text
from facilitate.lib.reading_child import FileProblem
from facilitate.mail.server import server_answer
from facilitate.notes.bringing.reading import NotesPiece
from facilitate.notes.bringing.sorting import sort_notes
from facilitate.practice.searching import finding

LENGTH = 10_000
MOST = 20
"""Times as long for ten times the text; a rule that goes back and forth takes a hundred times as long."""
AT_ONCE = 0.1
"""Seconds that may be anything's: too short to be compared."""
HOSTILE = {
    "letters": "a",
    "blanks": " ",
    "lines": "\n",
    "openers": "(",
    "quotes": "“",
    "dots": ".",
    "signs": "a@",
    "digits": "7",
    "short words": "a. ",
    "accents": "\u0301\u0316",
}
BETWEEN = ("? a", "x1")
"""What stands before and behind: a sign of a note-taker, and what keeps a pattern from ending there."""
RULES: dict[str, Callable[[str], Any]] = {
    "typed": text.clean_text,
    "searched": text.plain_text,
    "searched in tasks": plain_all,
    "address": text.make_slug,
    "initials": text.name_initials,
    "minutes": lambda said: sort_notes([NotesPiece(said)], (), {}),
    "sentences": sentences.split_sentences,
    "alike": lambda said: similar.similar_sentences(
        [said], [similar.CandidateSentence((1, 1, 1), said)]
    ),
    "list": lambda said: page_of_rows([(1, said, said)], "a b", 1),
    "lessons": lambda said: finding.sentences_around(said, ("a",)),
    "addresses": cells.read_emails,
    "phones": cells.read_phones,
    "name": cells.split_whole_name,
    "office": cells.normal_office_name,
    "heading of people": headings.heading_variants,
    "county": known_directory.county_name_key,
    "same office": lambda said: alike.is_likely_same_office(
        alike.office_words(said), alike.office_words(said[1:])
    ),
    "invited": lambda said: invitation_list.read_invitation_rows(
        invitation_list.rows_of_text(said)
    ),
    "choices": lambda said: matching.split_choices(said, {}),
    "answered": matching.stem_text,
    "heading of tasks": lambda said: list_headings.guess_fields([said], [[said]], ()),
    "heading": heading_key,
    "table": lambda said: tables.read_table(said.encode(), "list.csv"),
    "amount": money.read_money,
    "mail server": lambda said: server_answer(OSError(said)),
}


def seconds(rule: Callable[[str], Any], said: str) -> float:
    began = time.process_time()
    with suppress(ValueError, FileProblem):  # it is none: said in time
        rule(said)
    return time.process_time() - began


def slow_at(rule: Callable[[str], Any], short: str, long: str) -> tuple[float, float] | None:
    """The seconds of both, where the long one takes too long."""
    for _again in range(3):  # a busy machine is slow now and then, a slow rule always
        once = seconds(rule, short)
        longer = seconds(rule, long) if once < 10 else 10 * MOST
        if longer <= max(MOST * once, AT_ONCE):
            return None
    return once, longer


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_ten_times_the_text_takes_no_more_than_twenty_times_as_long(
    rule: Callable[[str], Any],
) -> None:
    before, behind = BETWEEN
    slow = {}
    for name, piece in HOSTILE.items():
        short, long = (
            before + piece * (length // len(piece)) + behind for length in (LENGTH, 10 * LENGTH)
        )
        if found := slow_at(rule, short, long):
            slow[name] = found
    assert slow == {}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_whole_million_of_everything_takes_its_time(rule: Callable[[str], Any]) -> None:
    short, long = (
        "".join(piece * (length // len(HOSTILE) // len(piece)) for piece in HOSTILE.values())
        for length in (100_000, 1_000_000)
    )
    assert slow_at(rule, short, long) is None
