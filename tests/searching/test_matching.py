"""What is typed is found without accents, at the start of a word first."""

import pytest

from facilitate.data.matching import excerpt_around, holds_words, rank_match, typed_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Përgjigje", ["pergjigje"]),
        ("  Ana   Çela ", ["ana", "cela"]),
        ("a", []),
        ("", []),
        ("a b", ["a", "b"]),
    ],
)
def test_words_are_taken_apart(typed: str, words: list[str]) -> None:
    assert typed_words(typed) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Përgjigjet e qarkut", True),
        ("pergjigje", True),
        ("PËRGJIGJE", True),
        ("pergji", False),
    ],
)
def test_accents_and_capitals_do_not_matter(text: str, found: bool) -> None:
    assert holds_words(text, ["pergjigje"]) is found


def test_the_beginning_comes_first() -> None:
    assert [rank_match(text, ["kafe"]) for text in ("Kafe", "World Kafé", "Arkafeja")] == [0, 1, 2]


def test_a_long_text_is_cut_around_what_was_found() -> None:
    assert excerpt_around(f"{'a ' * 200}njeri{' b' * 200}", ["njeri"]).count("njeri") == 1
    assert excerpt_around("Një fjalë", ["fjale"]) == "Një fjalë"
