"""Who could give a presentation: the ranking is the same every time, and gives no single answer away."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.constellation.counting import ThemeVoice
from facilitate.lib.text import Words
from facilitate.objectives.speakers import (
    CandidateFacts,
    ThemeVoices,
    rank_speakers,
    telling_stems,
    theme_voices,
)

SECTORS = ["local_government", "civil_society", "donor"]
voices = st.lists(
    st.builds(
        ThemeVoice,
        st.sampled_from(SECTORS),
        st.none() | st.integers(1, 3),
        st.none(),
        st.frozensets(st.integers(1, 3)),
        st.frozensets(st.integers(1, 3)),
        st.integers(1, 4),
    )
)
people = st.lists(
    st.builds(
        CandidateFacts,
        st.integers(1, 99),
        st.sampled_from(["Ana Leka", "Çlirim Uka", "Dritë Ahmeti"]),
        st.sampled_from(SECTORS),
        st.none() | st.integers(1, 3),
        st.sampled_from(
            [Words("School psychologist", "Psikolog shkolle"), Words("Prefect", "Prefekt"), Words()]
        ),
        st.sampled_from(["Bashkia Kukës", "Shkolla e Mesme"]),
        st.none() | st.just(2008),
        st.booleans(),
    ),
    unique_by=lambda one: one.id,
)
HEARD = ThemeVoices({"local_government": 8, "donor": 4}, {1: 6, 2: 3})


def order(*known: CandidateFacts, names: tuple[str, ...] = ()) -> list[str]:
    return [one.person.name for one in rank_speakers(known, HEARD, names)]


def test_where_it_was_heard_most_comes_first() -> None:
    most = CandidateFacts(1, "Most", "local_government", 1)
    sector = CandidateFacts(2, "Sector", "local_government", 3)
    less = CandidateFacts(3, "Less", "donor", 3)
    never = CandidateFacts(4, "Never", "civil_society", None)
    assert order(never, less, sector, most) == ["Most", "Sector", "Less", "Never"]
    assert [one.points for one in rank_speakers([most, sector, less, never], HEARD, [])] == [
        600,
        300,
        150,
        0,
    ]
    assert not rank_speakers([never], HEARD, [])[0].fits


def test_who_said_it_comes_before_everybody() -> None:
    said = CandidateFacts(1, "Said", "civil_society", None, said=True)
    most = CandidateFacts(2, "Most", "local_government", 1, presented=2008)
    assert order(most, said) == ["Said", "Most"]
    assert rank_speakers([said], HEARD, [])[0].fits


def test_words_of_the_theme_and_experience_count() -> None:
    teacher = CandidateFacts(
        1, "Teacher", "civil_society", None, Words("Teacher", "Mësues"), "Shkolla “Naim”"
    )
    before = CandidateFacts(2, "Before", "civil_society", None, presented=2008)
    assert order(before, teacher, names=("Schools see it first", "Shkollat e shohin")) == [
        "Teacher",
        "Before",
    ]
    [first, second] = rank_speakers([teacher, before], HEARD, ["Shkollat e shohin të parat"])
    assert (first.words["en"], first.points, second.points) == (("Shkolla",), 200, 100)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("shkollat", "shkollës", True),
        ("Schools", "school", True),
        ("qëndrojnë", "Qendra", False),
        ("post", "post", False),
        ("which", "which", False),
    ],
)
def test_words_are_the_same_whatever_their_ending(one: str, other: str, same: bool) -> None:
    assert (not telling_stems(one).keys().isdisjoint(telling_stems(other))) == same


def test_ties_stand_in_albanian_order() -> None:
    assert order(
        *(
            CandidateFacts(n, name, "donor", None)
            for n, name in enumerate(["Dritan", "Çlirim", "Dhimitër", "Cuf"])
        )
    ) == [
        "Cuf",
        "Çlirim",
        "Dritan",
        "Dhimitër",
    ]


@given(people, voices, st.sets(st.integers(1, 3)), st.randoms(use_true_random=False))
def test_the_order_is_the_same_however_they_come(known, said, themes, random: Random) -> None:
    heard, names = theme_voices(themes, said), ["Schools see it first"]
    ranked = rank_speakers(known, heard, names)
    mixed = list(known)
    random.shuffle(mixed)
    assert rank_speakers(mixed, heard, names) == ranked
    assert {one.person for one in ranked} == set(known)
    assert len(ranked) == len(known)


@given(people, voices, st.sets(st.integers(1, 3)))
def test_whoever_said_it_is_first_and_points_fall(known, said, themes) -> None:
    ranked = rank_speakers(known, theme_voices(themes, said), ["Schools see it first"])
    keys = [(one.person.said, one.points) for one in ranked]
    assert keys == sorted(keys, reverse=True)


@given(people, voices, st.sets(st.integers(1, 3)), voices)
def test_fewer_than_three_answers_change_nothing(known, said, themes, others) -> None:
    """One or two more from a sector and a county that are silent otherwise: nobody sees that they answered."""
    apart = [voice._replace(sector="civil_society", county=2) for voice in others[:1]]
    apart = [voice._replace(answers=min(voice.answers, 2)) for voice in apart]
    before = [voice for voice in said if voice.sector != "civil_society" and voice.county != 2]
    with_them, without = theme_voices(themes, [*before, *apart]), theme_voices(themes, before)
    assert with_them == without
    assert rank_speakers(known, with_them, []) == rank_speakers(known, without, [])
    assert all(number >= 3 for counts in theme_voices(themes, said) for number in counts.values())
