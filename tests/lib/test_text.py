"""Text rules: clean input, search without accents, Albanian order, addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from facilitate.lib.text import (
    Words,
    albanian_key,
    before_colon,
    clean_text,
    close_aside,
    inside_sentence,
    make_slug,
    name_initials,
    plain_text,
)


def test_thirty_accents_on_a_letter_are_kept_and_no_more() -> None:
    accents = "\u0316\u0301" * 40
    assert clean_text(f"q{accents}a") == f"q{chr(0x316) * 15}{chr(0x301) * 15}a"
    assert clean_text("q" + "\u0344" * 40) == clean_text("q" + "\u0308\u0301" * 15)
    assert clean_text("—" * 200 + "…" * 200) == "—" * 200 + "…" * 200
    assert plain_text(f"Q{accents}\uff9e{accents}A") == "qa"


def test_what_stands_behind_a_comma_is_closed_by_one() -> None:
    assert close_aside("Regional committee, Korçë") == "Regional committee, Korçë,"
    assert close_aside("Technical table of Korçë") == "Technical table of Korçë"


def test_search_finds_words_without_their_accents() -> None:
    assert plain_text("Çështje") == plain_text("ceshtje") == "ceshtje"


def test_albanian_order_counts_digraphs_as_letters() -> None:
    names = [
        "Xhixha",
        "Zhupa",
        "Zeka",
        "Çela",
        "Cani",
        "Dhima",
        "Duka",
        "Ëndrra",
        "Eltoni",
        "Gjoka",
        "Guri",
        "Njala",
        "Noka",
    ]
    assert sorted(names, key=albanian_key) == [
        "Cani",
        "Çela",
        "Duka",
        "Dhima",
        "Eltoni",
        "Ëndrra",
        "Guri",
        "Gjoka",
        "Noka",
        "Njala",
        "Xhixha",
        "Zeka",
        "Zhupa",
    ]


@given(st.text())
def test_clean_is_stable_and_keeps_no_control_characters(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in once)


@given(st.text())
def test_an_address_is_plain_ascii_and_new(text: str) -> None:
    first = make_slug(text)
    assert first.isascii()
    assert make_slug(text, [first]) == f"{first}-2"


@pytest.mark.parametrize(
    ("name", "letters"), [("Çeljeta Doçi", "ÇD"), ("Ana", "A"), ("Ana Maria Koçi", "AK"), ("", "")]
)
def test_initials(name: str, letters: str) -> None:
    assert name_initials(name) == letters


def test_a_missing_wording_is_filled_from_the_other_language() -> None:
    assert (
        Words("Step", "").to("sq"),
        Words("", "Hap").to("en"),
        Words("Step", "Hap").to("sq"),
    ) == (
        "Step",
        "Hap",
        "Hap",
    )


@pytest.mark.parametrize(
    ("title", "led"),
    [
        ("Opening", "Opening:"),
        ("Who pays?", "Who pays?"),
        (Markup('<a href="/1">Kush paguan?</a>'), '<a href="/1">Kush paguan?</a>'),
        (Markup('<a href="/1">Dreka</a>'), '<a href="/1">Dreka</a>:'),
        ("", ":"),
    ],
)
def test_a_question_has_one_sign_at_its_end(title: str, led: str) -> None:
    assert before_colon(title) == led


@pytest.mark.parametrize(
    ("name", "inside"),
    [("Local government", "local government"), ("OJF ndërkombëtare", "OJF ndërkombëtare")],
)
def test_a_name_inside_a_sentence_begins_small(name: str, inside: str) -> None:
    assert inside_sentence(name) == inside
