"""A technique as a table and as a text file, and back, whatever stands in it."""

import re
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.lib.shares import scale_shares
from facilitate.lib.text import Words
from facilitate.techniques.completeness import technique_problems
from facilitate.techniques.drafts import (
    TechniqueDraft,
    TechniqueDraftRow,
    draft_of_technique,
    length_shares,
    mismatched_minutes,
    parse_length,
    parse_quantity,
    technique_from_draft,
)
from facilitate.techniques.shelf import MOST_BYTES, read_technique_file, shipped_techniques
from facilitate.techniques.table import table_to_toml, technique_from_import, technique_to_table
from facilitate.techniques.technique import COMMON_PRACTICE, Technique, technique_from_table

every = pytest.mark.parametrize("one", shipped_techniques().values(), ids=lambda one: one.key)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
values = st.recursive(
    texts
    | st.integers(-5, 5)
    | st.booleans()
    | st.floats()
    | st.none()
    | st.sampled_from(["calm", "plan", "event"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=4,
)


@every
def test_a_table_is_read_back_the_same(one: Technique) -> None:
    assert technique_from_table(technique_to_table(one)) == one
    assert technique_problems(technique_to_table(one)) == []


@every
def test_a_text_file_is_read_back_the_same(one: Technique) -> None:
    found = read_technique_file(table_to_toml(technique_to_table(one)).encode())
    assert found.problems == []
    assert found.technique is not None
    assert technique_to_table(replace(found.technique, key=one.key)) == technique_to_table(one)


@every
def test_a_form_that_is_saved_as_it_was_changes_nothing(one: Technique) -> None:
    known = one if one.source else replace(one, known_after=Words())
    assert technique_from_draft(draft_of_technique(one), one.key, one) == known
    assert one.known_after.en == COMMON_PRACTICE or one.source == one.known_after


@given(st.dictionaries(st.sampled_from(["en", "sq", "do_en"]), texts), st.lists(texts, max_size=3))
def test_any_text_survives_the_file(row: dict[str, str], keys: list[str]) -> None:
    table = {
        "key": "a",
        "related": keys,
        "steps": [row, row],
        "en": {"name": "x", "troubles": [row]},
        "none": [],
    }
    assert tomllib.loads(table_to_toml(table)) == table


def damaged(table: dict[str, Any], path: list[str | int], value: Any) -> dict[str, Any]:
    """The table with that value somewhere in it."""
    here: Any = table
    for name in path[:-1]:
        here = here[name]
    here[path[-1]] = value
    return table


PLACES: list[list[str | int]] = [
    *([name] for name in technique_to_table(shipped_techniques()["world-cafe"])),
    ["group", "min"],
    ["minutes", "usual"],
    ["materials", 0],
    ["materials", 0, "quantity"],
    ["materials", 0, "per"],
    ["materials", 0, "en"],
    ["steps", 0],
    ["steps", 0, "share"],
    ["steps", 0, "speaks"],
    ["steps", 0, "say_en"],
    ["etiquette", 0],
    ["etiquette", 0, "sq"],
    ["en", "name"],
    ["sq", "late"],
    ["en", "troubles"],
    ["sq", "troubles", 0],
    ["sq", "troubles", 0, "remedy"],
]


@settings(max_examples=300)
@given(st.sampled_from(PLACES), values, st.booleans())
def test_whatever_stands_in_a_file_is_explained_or_read(
    place: list[str | int], value: Any, own: bool
) -> None:
    table = damaged(technique_to_table(shipped_techniques()["world-cafe"]), place, value)
    wrong = technique_problems(table, own)
    assert all(isinstance(sentence, str) and sentence for sentence in wrong)
    if not wrong:
        made = technique_from_import(table, "x") if own else technique_from_table(table)
        assert technique_problems(technique_to_table(made), own=True) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"  \n", "The file is empty."),
        (
            b"\xff\xfeab",
            "The file is not saved as UTF-8 text. Open it in a text editor and save it as UTF-8.",
        ),
        (b"PK\x03\x04abc", "The file cannot be read from line 1 on: "),
        (b'name = "x"\nkey = ', "The file ends too early: "),
        (b'a = 1\nb = "two\n', "The file cannot be read from line 2 on: "),
        (b"x" * (MOST_BYTES + 1), "The file is larger than 256 kB: this cannot be a technique."),
        (b"a=" + b"9" * 5000, "The file cannot be read: "),
        (b"a=" + b"[" * 5000, "The file cannot be read: maximum recursion depth exceeded"),
    ],
)
def test_a_file_that_is_no_technique(content: bytes, said: str) -> None:
    assert read_technique_file(content).technique is None
    assert read_technique_file(content).problems[0].startswith(said)


SMALL = """
family = "ideas"
energy = "calm"
layout = "as_is"
[group]
min = 2
best = 5
max = 9
[minutes]
min = 5
usual = 10
max = 20
[[steps]]
share = 0.5
speaks = "facilitator"
do_sq = "Shpjegoni."
[[steps]]
share = 0.5
speaks = "participants"
say_en = "Go on."
do_en = "They\\u0007 speak."
[sq]
name = "Dy fjalë"
purpose = "Secili thotë dy fjalë."
[[sq.troubles]]
trouble = "Askush s’flet."
remedy = "Prisni."
"""


def test_one_language_and_the_least_are_enough_for_an_own_one() -> None:
    found = read_technique_file(SMALL.encode())
    assert found.problems == []
    one = found.technique
    assert one is not None
    assert (one.name, one.key) == (Words("", "Dy fjalë"), "")
    assert one.steps[1].do == Words("They speak.", "")
    assert [row.trouble for row in one.troubles] == [Words("", "Askush s’flet.")]
    assert (one.when, one.related, one.source) == (Words(), [], Words())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Dy fjalë"', "", "[en], [sq]: name is missing or empty."),
        (
            "min = 2",
            "min = 20",
            "[group] needs min, best and max: whole numbers, each at least as large as the one before.",
        ),
        (
            "usual = 10",
            "usual = true",
            "[minutes] needs min, usual and max: whole numbers, each at least as large as the one before.",
        ),
        (
            "share = 0.5",
            "share = 0.4",
            "The shares of the steps have to be numbers above 0 that add up to 1.",
        ),
        (
            'do_sq = "Shpjegoni."',
            "",
            "step 1: one of these is required: do_en, do_sq, say_en, say_sq.",
        ),
        ('energy = "calm"', 'energy = "wild"', "energy has to be one of: calm, lively, moving."),
        (
            "[[steps]]",
            "[steps]",
            "The file cannot be read from line 17 on: Cannot declare ('steps',) twice.",
        ),
        ("[group]", "group = 5\n[people]", "group has to be a table of its own: [group]."),
        (
            'layout = "as_is"',
            'layout = "as_is"\nmaterials = ["pens"]',
            "materials has to be written row by row, each under [[materials]].",
        ),
        (
            'layout = "as_is"',
            'layout = "as_is"\nrelated = "swot"',
            "related has to be a list of keys of techniques.",
        ),
    ],
)
def test_mistakes_are_told_with_their_place(old: str, new: str, said: str) -> None:
    assert said in read_technique_file(SMALL.replace(old, new).encode()).problems


@pytest.mark.parametrize(
    ("typed", "minutes", "is_"),
    [("15", 60, 15), (" 20 % ", 60, 12), ("20%", 105, 21), ("100%", 30, 30)],
)
def test_lengths_as_people_type_them(typed: str, minutes: int, is_: float) -> None:
    assert parse_length(typed, minutes) == is_


@pytest.mark.parametrize("typed", [" ", "0", "-5", "1.5", "soon", "120 %", "9999", "٣"])
def test_lengths_that_are_none(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        parse_length(typed, 60)


@given(st.lists(st.integers(1, 240), min_size=1, max_size=20), st.integers(1, 1440))
def test_minutes_become_shares_that_add_up_and_come_back(lengths: list[int], usual: int) -> None:
    shares = length_shares([str(length) for length in lengths], usual)
    assert sum(shares) == pytest.approx(1)
    together = sum(lengths)
    assert [minutes for _start, minutes in scale_shares(shares, together)] == lengths
    assert mismatched_minutes([str(length) for length in lengths], usual) == (
        None if together == usual else together
    )


@pytest.mark.parametrize("typed", ["0", "-1", "many", "1.5"])
def test_a_quantity_is_a_whole_number(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        parse_quantity(typed)


def test_nothing_typed_is_one_of_it() -> None:
    assert (parse_quantity(""), parse_quantity("3")) == (1, 3)


def test_a_blank_row_is_none() -> None:
    assert TechniqueDraftRow(quantity="", per="event", en="", sq="").blank
    assert not TechniqueDraftRow(quantity="2", per="event", en="", sq="").blank
    assert TechniqueDraft().steps == []
