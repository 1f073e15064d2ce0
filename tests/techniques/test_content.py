"""What every technique of guides/techniques keeps to, so that a facilitator may rely on it, in both languages."""

import re
from collections.abc import Iterator

import pytest

from facilitate.lib.text import Words
from facilitate.techniques.shelf import broken_techniques, shipped_techniques
from facilitate.techniques.technique import TEXTS, Energy, RoomLayout, Technique, TechniqueFamily

PROMISED = {
    "world-cafe",
    "fishbowl",
    "gallery-walk",
    "open-space",
    "one-two-four-all",
    "think-pair-share",
    "carousel",
    "card-clustering",
    "dot-voting",
    "nominal-group",
    "panel-with-table-questions",
    "working-groups-by-county",
    "report-back",
    "market-place",
    "peer-consulting",
    "case-study",
    "role-play",
    "appreciative-interview",
    "force-field",
    "problem-tree",
    "stakeholder-map",
    "timeline",
    "swot",
    "action-plan",
    "commitment-round",
    "parking-lot",
    "ground-rules",
    "check-in",
    "energiser",
    "energiser-line-up",
    "energiser-stretch-by-county",
    "silent-reflection",
    "plus-delta",
    "evaluation-wheel",
    "donors-panel",
    "introductions-in-pairs",
    "introductions-by-table",
    "introductions-on-the-map",
    "consensus-gradients",
    "speed-exchange",
    "storytelling-circle",
    "learning-from-last-event",
}
"""Techniques people look for by name."""
LONG_TEXT = 25
"""Characters from which a text that is the same in both languages is not translated."""

every = pytest.mark.parametrize("one", shipped_techniques().values(), ids=lambda one: one.key)


def wordings(one: Technique) -> Iterator[tuple[str, Words]]:
    """Every wording of a technique, with its place."""
    yield from ((name, getattr(one, name)) for name in TEXTS)
    yield "known_after", one.known_after
    for number, row in enumerate(one.materials, 1):
        yield f"material {number}", row.text
    for number, step in enumerate(one.steps, 1):
        yield f"step {number} do", step.do
        yield f"step {number} say", step.say
    for number, trouble in enumerate(one.troubles, 1):
        yield f"trouble {number}", trouble.trouble
        yield f"trouble {number} remedy", trouble.remedy
    for number, rule in enumerate(one.etiquette, 1):
        yield f"rule {number}", rule


def test_the_shelf_is_whole() -> None:
    assert broken_techniques() == {}
    assert len(shipped_techniques()) >= 40
    assert set(shipped_techniques()) >= PROMISED
    assert {one.family for one in shipped_techniques().values()} == set(TechniqueFamily)
    assert {one.energy for one in shipped_techniques().values()} == set(Energy)
    offered = set(RoomLayout) - {RoomLayout.ROWS}  # rows are for steps and techniques of one's own
    assert {one.layout for one in shipped_techniques().values()} == offered


def test_something_can_be_done_with_empty_hands() -> None:
    assert any(not one.materials for one in shipped_techniques().values())


@every
def test_related_ones_are_there(one: Technique) -> None:
    assert one.related
    assert [key for key in one.related if key not in shipped_techniques() or key == one.key] == []
    assert len(set(one.related)) == len(one.related)


@every
def test_shares_add_up_to_one(one: Technique) -> None:
    assert sum(step.share for step in one.steps) == pytest.approx(1, abs=1e-9)


OWN_LENGTH = re.compile(
    r"\b(?:about|rreth) \w+ (?:minutes|minuta)\b(?! each| secili| te secili)", re.I
)


@every
def test_no_step_says_how_long_it_is_itself(one: Technique) -> None:
    """The guide, the card and the page say it beside, for as many minutes as there are today."""
    texts = [text for step in one.steps for text in (step.do.en, step.do.sq)]
    assert [found[0] for text in texts for found in OWN_LENGTH.finditer(text)] == []


@every
def test_there_is_enough_to_run_it(one: Technique) -> None:
    assert len(one.steps) >= 3
    assert len(one.troubles) >= 3
    spoken = [step.say for step in one.steps if step.say]
    assert len(spoken) >= len(one.steps) - 1
    assert all(words.en and words.sq for words in spoken)


@every
@pytest.mark.parametrize("code", ["en", "sq"])
def test_other_lengths_lie_within_its_minutes(one: Technique, code: str) -> None:
    found = {}
    for name in ("shorter", "longer"):
        number = re.search(r"\d+", getattr(getattr(one, name), code))
        assert number is not None, f"{name} says how many minutes it takes"
        found[name] = int(number[0])
    assert (
        one.minutes.min
        <= found["shorter"]
        <= one.minutes.best
        <= found["longer"]
        <= one.minutes.max
    )


@every
def test_the_minutes_are_the_same_in_both_languages(one: Technique) -> None:
    for name in ("shorter", "longer"):
        first = {re.search(r"\d+", text)[0] for text in vars(getattr(one, name)).values()}  # type: ignore[index]
        assert len(first) == 1


@every
def test_quotes_are_typographic_and_texts_are_clean(one: Technique) -> None:
    found = [
        f"{place}: {text}"
        for place, words in wordings(one)
        for text in (words.en, words.sq)
        if re.search(r"[\"'`´]|  |\s[.,;:!?](?!\.)|\.\.\.", text) or text != text.strip()
    ]
    assert found == []


@every
def test_the_albanian_is_not_the_english(one: Technique) -> None:
    same = [
        place
        for place, words in wordings(one)
        if words.en == words.sq and len(words.en) > LONG_TEXT
    ]
    assert same == []


@every
def test_the_languages_are_about_as_long(one: Technique) -> None:
    odd = [
        place
        for place, words in wordings(one)
        if len(words.en) > 80 and not 0.6 < len(words.sq) / len(words.en) < 1.7
    ]
    assert odd == []


def test_the_same_material_is_worded_the_same_everywhere() -> None:
    albanian: dict[str, set[str]] = {}
    english: dict[str, set[str]] = {}
    for one in shipped_techniques().values():
        for row in one.materials:
            albanian.setdefault(row.text.en, set()).add(row.text.sq)
            english.setdefault(row.text.sq, set()).add(row.text.en)
    assert {
        text: others for text, others in {**albanian, **english}.items() if len(others) > 1
    } == {}


def test_names_are_told_apart_in_both_languages() -> None:
    for code in ("en", "sq"):
        names = [getattr(one.name, code) for one in shipped_techniques().values()]
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= 60


def test_a_source_with_english_words_has_its_albanian() -> None:
    english = [
        one.key
        for one in shipped_techniques().values()
        if " and " in one.source.en and not one.source.sq
    ]
    assert english == []
