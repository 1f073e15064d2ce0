"""What would repeat: people, near the same wordings, techniques in their place."""

from flask import Flask

from facilitate.lib.text import Words
from facilitate.practice.building.repeating import (
    EditionContents,
    HalfDay,
    UsedTechnique,
    find_repeats,
    presenter_key,
)
from facilitate.practice.building.wording import minutes_longer_text, repeat_sentences, repeats_lead
from facilitate.web.i18n import use_language

MORNING, LATER = HalfDay(1, True), HalfDay(1, False)


def both(text: str, sq: str = "") -> Words:
    return Words(text, sq)


def used(technique: str, place: HalfDay = MORNING) -> UsedTechnique:
    return UsedTechnique(technique, place, Words(technique, technique), 45)


BEFORE = EditionContents(
    {1: "Agim Balla", "vjollca dedja": "Vjollca Dedja"},
    [both("Money that outlasts the project", "Paratë që zgjasin më shumë se projekti")],
    [both("Agree on one contact list for all twelve counties and who keeps it true")],
    [both("Money", "Paratë")],
    [used("world-cafe", LATER), used("donors-panel"), used("donors-panel")],
)


def test_presenters_are_told_apart_by_person_else_by_name() -> None:
    now = EditionContents(
        {1: "Agim Balla", presenter_key(None, "VJOLLCA  Dedja"): "Vjollca Dedja", 3: "Teuta Kola"}
    )
    assert find_repeats(now, BEFORE).presenters == ["Agim Balla", "Vjollca Dedja"]


def test_wordings_are_alike_without_accents_and_endings() -> None:
    now = EditionContents(
        presentations=[
            both("", "Parate qe zgjasin me shume se projektet"),
            both("Schools and far villages"),
        ],
        objectives=[both("Agree on one contact list for all counties, and who keeps it true")],
        themes=[both("money"), both("Monkeys")],
    )
    found = find_repeats(now, BEFORE)
    assert found.presentations == [now.presentations[0]]
    assert found.objectives == list(now.objectives)
    assert found.themes == [now.themes[0]]


def test_wordings_that_mean_the_same_are_the_same() -> None:
    now = EditionContents(themes=[both("Funds", "Fondet"), both("Roads", "Rrugët")])
    assert find_repeats(now, BEFORE, {("Fondet", "Paratë")}).themes == [now.themes[0]]
    assert now.wordings == ["Funds", "Fondet", "Roads", "Rrugët"]


def test_empty_wordings_are_not_the_same() -> None:
    assert (
        find_repeats(EditionContents(themes=[both("")]), EditionContents(themes=[both("")])).themes
        == []
    )


def test_a_technique_repeats_in_its_place_or_elsewhere() -> None:
    now = EditionContents(
        used=[used("world-cafe"), used("donors-panel"), used("donors-panel"), used("fishbowl")]
    )
    found = find_repeats(now, BEFORE)
    assert [one.technique for one in found.places] == ["donors-panel"]
    assert found.techniques == ["world-cafe", "donors-panel"]


def test_a_copy_repeats_entirely_and_nothing_repeats_of_nothing() -> None:
    found = find_repeats(BEFORE, BEFORE)
    assert list(found.presenters) == list(BEFORE.presenters.values())
    assert found.presentations == list(BEFORE.presentations)
    assert found.objectives == list(BEFORE.objectives)
    assert not find_repeats(BEFORE, EditionContents()).anything
    assert not find_repeats(EditionContents(), BEFORE).anything


def test_it_is_said_in_plain_sentences(app: Flask) -> None:
    now = EditionContents({1: "Agim Balla", 3: "Teuta Kola"}, used=[used("donors-panel")])
    with app.app_context(), use_language("en"):
        said = repeat_sentences(
            find_repeats(now, BEFORE), now, "Annual 2008", {"donors-panel": "Donors’ panel"}
        )
        assert said == [
            "1 of 2 presenters also spoke at “Annual 2008”: Agim Balla.",
            "1 technique is in the same place: Donors’ panel (day 1, morning).",
        ]
        assert repeats_lead(find_repeats(now, BEFORE), said, "Annual 2008") == said[0]
        nothing = find_repeats(EditionContents(), BEFORE)
        assert repeats_lead(nothing, [], "Annual 2008").startswith(
            "From what is recorded, nothing from “Annual 2008” would be repeated"
        )
        assert [minutes_longer_text(12), minutes_longer_text(-4), minutes_longer_text(1)] == [
            "12 min longer",
            "4 min less",
            "",
        ]


def test_many_names_are_shortened(app: Flask) -> None:
    many = EditionContents({number: f"Person {number}" for number in range(8)})
    with app.app_context(), use_language("en"):
        [said] = repeat_sentences(find_repeats(many, many), many, "Annual 2008", {})
    assert said.endswith("Person 4 and 3 more.")
