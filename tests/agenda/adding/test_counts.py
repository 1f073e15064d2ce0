"""What a line says of groups, people, rounds and the way of working."""

import pytest

from facilitate.agenda.adding.reading import read_line
from facilitate.agenda.arriving.cafe_counts import SIZE_MARK, groups_for, without_size
from facilitate.agenda.kinds import StepKind

from .test_reading import KNOWN

COUNTS = {
    "World café, 12 tables, 4 rounds of 25 minutes each, harvest of 20 minutes": (
        140,
        12,
        0,
        (4, 25),
    ),
    "World café, 9 tables for 70 people, 3 rounds of 20 min, 20 minutes of harvest": (
        95,
        9,
        70,
        (3, 20),
    ),
    "World cafe 9 tables of 8, three 20-minute rounds": (75, 9, 72, (3, 20)),
    "Kafe botërore me 9 tavolina, tri raunde 20-minutëshe, 70 njerëz": (75, 9, 70, (3, 20)),
    "Kafene botërore, 9 tavolina me nga 8 veta, 3 raunde, 90 minuta": (90, 9, 72, (3, 15)),
    "worldcafé 9 tables 3 x 20' 70 participants": (75, 9, 70, (3, 20)),
    "Café 9 tables 3x20": (75, 9, 0, (3, 20)),
    "Kafe 9 tavolina 3x20": (75, 9, 0, (3, 20)),
    "Peer consulting, groups of 5, 3 rounds of 20 minutes": (60, 0, 0, (3, 20)),
    "70 people in groups of 5, 3 rounds of 20 minutes, peer consulting": (60, 14, 70, (3, 20)),
    "Small groups, 8 groups of 6, 45 minutes": (45, 8, 48, None),
    "Grupe pune sipas qarkut, 6 grupe, 60 minuta": (60, 6, 0, None),
}
"""Lines as people say them; minutes of the step, groups, people, rounds."""
WAYS = {
    "peer": "peer-consulting",
    "small": "",
    "grupe": "working-groups-by-county",
}


@pytest.mark.parametrize("line", COUNTS)
def test_counts_are_told_from_the_length_of_the_step(line: str) -> None:
    said = read_line(line, KNOWN)
    assert (said.minutes, said.groups, said.people, said.rounds) == COUNTS[line]
    way = next((key for word, key in WAYS.items() if word in line.lower()), "world-cafe")
    kind = StepKind.CAFE if way == "world-cafe" else StepKind.GROUP
    assert (said.technique, said.kind) == (way, kind)


def test_a_size_without_a_count_stays_in_the_title() -> None:
    said = read_line("Peer consulting, groups of 5, 3 rounds of 20 minutes", KNOWN)
    assert (said.title, said.size) == ("Peer consulting, groups of 5", 5)
    of_all = read_line("Peer consulting, 70 people in groups of 5", KNOWN)
    assert (of_all.groups, of_all.size) == (14, 0)


@pytest.mark.parametrize(
    "line",
    [
        "Supervizim mes kolegësh 60",
        "Supervizimi mes kolegëve 60 min",
        "Mbikëqyrje mes kolegësh 60",
        "Peer supervision 60",
        "Intervision 60",
        "Intervizion 60",
    ],
)
def test_supervision_among_peers_is_peer_consulting(line: str) -> None:
    said = read_line(line, KNOWN)
    assert (said.technique, said.kind, said.minutes) == ("peer-consulting", StepKind.GROUP, 60)


def test_nobody_is_left_without_a_group() -> None:
    assert [groups_for(people, 6) for people in (0, 1, 6, 7, 12, 13)] == [0, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("text", "said", "title"),
    [
        (f"{SIZE_MARK} by county", "groups of 5", "Groups by county"),
        (f"Work {SIZE_MARK} by county", "in groups of 5", "Work in groups by county"),
        (f"Groups at work {SIZE_MARK}", "in groups of 5", "Groups at work"),
        (f"Discussion {SIZE_MARK}", "in groups of 5", "Discussion"),
    ],
)
def test_a_title_without_its_number_says_groups_once(text: str, said: str, title: str) -> None:
    assert " ".join(without_size(text, said).split()) == title
