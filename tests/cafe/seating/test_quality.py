"""The facts about a seating agree with a slow recount, and are said in plain sentences."""

from collections import Counter
from itertools import combinations

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.cafe.floor import CAPITAL, CafeFloor, Guest
from facilitate.cafe.seating.quality import BUNDLES, Meetings, RareGroup, seating_quality
from facilitate.cafe.seating.wording import (
    again_sentence,
    meets_sentence,
    mix_sentence,
    quality_sentences,
    rare_sentences,
    sectors_said,
    wishes_sentence,
)
from facilitate.web.i18n import use_language

from .conftest import make_floor

SECTORS = [
    "central_government",
    "local_government",
    "civil_society",
    "donor",
    "intergovernmental",
    "",
]
REGIONS = [(CAPITAL, "Tiranë"), ("vlore", "Vlorë"), ("kukes", "Kukës"), ("", "")]
NAMES = {"civil_society": "Civil society", "media": "Media", "donor": "Donor"}


@st.composite
def floors(draw: st.DrawFn) -> CafeFloor:
    """A few people at one to four tables for one to four rounds, some rounds held, some people missing in a round."""
    people = draw(st.integers(1, 14))
    tables, rounds = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    guests = []
    for number in range(people):
        region, name = draw(st.sampled_from(REGIONS))
        guests.append(
            Guest(
                f"p{number}",
                "G",
                str(number),
                sector=draw(st.sampled_from(SECTORS)),
                region=region,
                region_name=name,
            )
        )
    seated = []
    for _round in range(rounds):
        at: list[list[str]] = [[] for _ in range(tables)]
        for guest in guests:
            table = draw(st.integers(-1, tables - 1))
            if table >= 0:
                at[table].append(guest.key)
        seated.append(at)
    return make_floor(seated, guests, held=draw(st.integers(0, rounds)))


@given(floors())
@settings(max_examples=150, deadline=None)
def test_facts_agree_with_a_slow_recount(floor: CafeFloor) -> None:
    seating = floor.seating
    assert seating
    facts = seating_quality(floor, seating)
    met: Counter[frozenset[str]] = Counter()
    everybody = set()
    for one in seating.rounds:
        for table in one:
            everybody |= set(table)
            met.update(frozenset(pair) for pair in combinations(table, 2))
    others = [sum(key in pair for pair in met) for key in everybody]
    assert facts.meetings.again == sum(times > 1 for times in met.values())
    assert facts.meetings.thrice == sum(times > 2 for times in met.values())
    assert facts.meetings.repeats == sum(met.values()) - len(met)
    assert (facts.meetings.least, facts.meetings.most) == (
        min(others, default=0),
        max(others, default=0),
    )
    assert facts.people == len(everybody)
    _everywhere_is_right(floor)
    _rare_is_right(floor, everybody)


def _open(floor: CafeFloor) -> list[int]:
    """The rounds still to come, counted from 0; all where none is."""
    rounds = range(floor.cafe.rounds)
    return list(rounds[floor.cafe.held :]) or list(rounds)


def _everywhere_is_right(floor: CafeFloor) -> None:
    seating = floor.seating
    assert seating
    told_of = {one.key: one for one in seating_quality(floor, seating).everywhere}
    for key in [sector for sector in SECTORS if sector] + list(BUNDLES):
        members = BUNDLES.get(key, (key,))
        missing, enough, anybody = [], True, False
        for number in _open(floor):
            tables = [table for table in seating.rounds[number] if table]
            here = [[floor.people[one].sector in members for one in table] for table in tables]
            anybody = anybody or bool(tables)
            enough = enough and sum(map(sum, here)) >= len(tables)
            missing += [
                (at, number + 1)
                for at, table in enumerate(seating.rounds[number], 1)
                if table and not any(floor.people[one].sector in members for one in table)
            ]
        bundled = key in BUNDLES and any(member in told_of for member in members)
        if not anybody or not enough or bundled:
            assert key not in told_of
        else:
            assert list(told_of[key].missing) == missing


def _rare_is_right(floor: CafeFloor, everybody: set[str]) -> None:
    seating = floor.seating
    assert seating
    facts = {(one.kind, one.name): one for one in seating_quality(floor, seating).rare}
    for sector in [one for one in SECTORS if one]:
        mine = {key for key in everybody if floor.people[key].sector == sector}
        never = sum(
            not any(mine & set(one[at]) for one in seating.rounds)
            for at in range(len(floor.tables))
        )
        if mine and never and len(mine) < len(floor.tables):
            assert facts["sector", sector] == RareGroup("sector", sector, len(mine), never)
        else:
            assert ("sector", sector) not in facts


def guest(
    key: str, sector: str = "civil_society", region: str = "vlore", name: str = "Vlorë"
) -> Guest:
    return Guest(key, key, "", sector=sector, region=region, region_name=name)


def test_the_crowd_is_held_against_the_even_share(app: Flask) -> None:
    people = [guest(f"p{n}", region=CAPITAL if n < 4 else "vlore") for n in range(8)]
    for tables, sentence in (
        (
            [["p0", "p1", "p4", "p5"], ["p2", "p3", "p6", "p7"]],
            "At most 2 from the capital at a table, as even as possible.",
        ),
        (
            [["p0", "p1", "p2", "p4"], ["p3", "p5", "p6", "p7"]],
            "Up to 3 from the capital at one table; an even share would be 2.",
        ),
    ):
        floor = make_floor([tables], people)
        assert floor.seating
        with app.test_request_context():
            assert sentence in quality_sentences(seating_quality(floor, floor.seating), NAMES).rest


def test_it_says_when_it_cannot_be_better(app: Flask) -> None:
    metrics = {
        "meetings": 4,
        "bound": 4,
        "mix": {"ss": 1.0, "ss_lb": 1.0, "mix_index": 1.0, "off": 0},
    }
    people = [guest(f"p{n}") for n in range(4)]
    rounds = [[["p0", "p1"], ["p2", "p3"]], [["p0", "p2"], ["p1", "p3"]]]
    best = make_floor(rounds, people, metrics=metrics)
    less = make_floor(
        rounds,
        people,
        metrics={**metrics, "mix": {**metrics["mix"], "ss": 2.0, "mix_index": 0.876}},
    )
    assert best.seating
    assert less.seating
    with app.test_request_context():
        said = quality_sentences(seating_quality(best, best.seating), NAMES)
        assert (said.first, said.best) == (
            "Nobody meets the same person twice.",
            "This is the best possible.",
        )
        said = quality_sentences(seating_quality(less, less.seating), NAMES)
        assert said.best == ""
        assert (
            said.rest[-1]
            == "Sectors and regions are mixed 87% as evenly as the number of people allows."
        )


def test_who_meets_again(app: Flask) -> None:
    with app.test_request_context():
        for meetings, sentence in (
            (Meetings(), "Nobody meets the same person twice."),
            (
                Meetings(again=6, repeats=6, minimum=4),
                "6 pairs meet twice; 4 of them cannot be avoided.",
            ),
            (
                Meetings(again=6, repeats=6, minimum=6),
                "6 pairs meet twice; that cannot be avoided.",
            ),
            (
                Meetings(again=1, repeats=1, minimum=0),
                "1 pair meets twice; a longer search may find fewer.",
            ),
            (Meetings(again=6, repeats=6), "6 pairs meet twice."),
            (
                Meetings(again=6, thrice=2, repeats=8, minimum=1),
                "6 pairs meet more than once; 1 of them cannot be avoided.",
            ),
            (
                Meetings(again=6, thrice=1, repeats=7, minimum=6),
                "6 pairs meet more than once; 5 of them cannot be avoided.",
            ),
            (
                Meetings(again=1, thrice=1, repeats=2, minimum=2, forced=2),
                "Nobody meets the same person twice, except 1 pair that must sit together, is locked, or has met before.",
            ),
        ):
            assert again_sentence(meetings) == sentence
        assert (
            meets_sentence(Meetings(least=24, most=24, others=107))
            == "Each person meets 24 others of 107."
        )
        assert (
            meets_sentence(Meetings(least=20, most=24, others=107))
            == "Each person meets 20 to 24 others of 107."
        )
        assert meets_sentence(Meetings(least=1, most=1, others=1)) == (
            "Each person meets 1 other of 1."
        )


def test_who_is_at_every_table_and_who_is_missing(app: Flask) -> None:
    people = [guest(f"p{n}", "central_government" if n % 2 else "civil_society") for n in range(8)]
    floor = make_floor(
        [
            [["p0", "p1", "p2", "p3"], ["p4", "p5", "p6", "p7"]],
            [["p1", "p3", "p5", "p7"], ["p0", "p2", "p4", "p6"]],
        ],
        people,
    )
    assert floor.seating
    facts = seating_quality(floor, floor.seating)
    with app.test_request_context():
        assert sectors_said(list(facts.everywhere), NAMES, facts.cells) == [
            "Only table 2 in round 2 has nobody from central government.",
            "Only table 1 in round 2 has nobody from civil society.",
        ]
    floor = make_floor([[["p0", "p1", "p2", "p3"], ["p4", "p5", "p6", "p7"]]], people)
    assert floor.seating
    facts = seating_quality(floor, floor.seating)
    with app.test_request_context():
        assert sectors_said(list(facts.everywhere), NAMES, facts.cells) == [
            "Every table has somebody from central government and civil society in every round."
        ]


def test_small_sectors_are_told_as_one() -> None:
    sectors = ["central_government", "local_government", "donor", "international_ngo"]
    people = [guest(f"p{n}", sectors[n]) for n in range(4)]
    floor = make_floor([[["p0", "p2"], ["p1", "p3"]]], people)
    assert floor.seating
    assert [one.key for one in seating_quality(floor, floor.seating).everywhere] == [
        "government",
        "international",
    ]


def test_the_rare_are_grouped(app: Flask) -> None:
    rows = [
        RareGroup("region", "Përmet", 1, 9),
        RareGroup("region", "Kukës", 2, 8),
        RareGroup("region", "Lezhë", 2, 8),
        RareGroup("region", "Dibër", 3, 1),
        RareGroup("region", CAPITAL, 3, 4),
        RareGroup("sector", "media", 1, 9),
    ]
    with app.test_request_context():
        assert rare_sentences(rows, NAMES) == [
            "Përmet has one person; 9 tables never meet anybody from there.",
            "Kukës and Lezhë have 2 people each; for each, 8 tables never meet anybody from there.",
            "Dibër and the capital have 3 people each; for each, up to 4 tables never meet anybody from there.",
            "Media: one person, so 9 tables never meet them.",
        ]
        assert rare_sentences([RareGroup("region", CAPITAL, 2, 1)], NAMES) == [
            "The capital has 2 people; 1 table never meets anybody from there."
        ]
    with app.test_request_context(), use_language("sq"):
        told = rare_sentences(rows, NAMES)
        assert [one.split(" k")[0] for one in told[:2]] == ["Përmeti", "Kukësi dhe Lezha"]


def test_wishes_hosts_and_the_mix(app: Flask) -> None:
    with app.test_request_context():
        assert wishes_sentence(17, 20) == "17 of 20 wishes for a table are met."
        assert wishes_sentence(0, 1) == "The one wish for a table is not met."
        assert wishes_sentence(2, 2) == "All 2 wishes for a table are met."
        assert (wishes_sentence(0, 0), mix_sentence(None)) == ("", "")
        floor = make_floor([[["p0"], ["p1"], ["p2"]]], [guest(f"p{n}") for n in range(3)])
        assert floor.seating
        assert (
            "Tables 2 and 3 have no host yet."
            in quality_sentences(seating_quality(floor, floor.seating), NAMES).rest
        )
