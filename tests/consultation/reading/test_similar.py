"""Sentences like those of a theme, in both languages, and the list of answers put together."""

from dataclasses import dataclass

from facilitate.consultation.reading.board import ReadingOrder, answers_board
from facilitate.consultation.reading.similar import (
    LEAST,
    CandidateSentence,
    similar_sentences,
    word_stems,
)

MONEY = ["Bashkia nuk ka buxhet për strehim.", "The shelter has no budget after the donor."]
SAID = [
    "Buxheti i bashkisë nuk mjafton.",
    "Mësuesit mungojnë në shkollë.",
    "Donors leave and budgets end.",
    "Faleminderit!",
]
CANDIDATES = [CandidateSentence((number, 0, len(text)), text) for number, text in enumerate(SAID)]


def test_stems_fold_and_cut() -> None:
    assert word_stems("Çështjet, çështja dhe ÇËSHTJE!") == ["cesht", "cesht", "cesht"]
    assert word_stems("trained training trains") == ["train", "train", "train"]
    assert word_stems("a 5 2027 dhe the") == []


def test_what_shares_words_is_found_in_both_languages() -> None:
    found = similar_sentences(MONEY, CANDIDATES)
    assert sorted(row.key[0] for row in found) == [0, 2]
    assert [row.score for row in found] == sorted((row.score for row in found), reverse=True)
    assert all(LEAST <= row.score <= 1 for row in found)


def test_the_words_they_are_alike_in_are_given_as_they_stand() -> None:
    found = {row.key[0]: row.words for row in similar_sentences(MONEY, CANDIDATES)}
    assert (found[0], sorted(found[2])) == (("bashkisë", "Buxheti"), ["Donors", "budgets"])


def test_the_name_of_a_theme_counts_before_its_first_passage() -> None:
    about = ["Schools see it first", "Shkollat e shohin të parat"]
    assert [row.key[0] for row in similar_sentences([], CANDIDATES, about=about)] == [1]
    assert [row.key[0] for row in similar_sentences(MONEY, CANDIDATES, about=about)][-1] == 1


def test_what_was_refused_counts_less() -> None:
    def score_of(against: list[str]) -> float:
        return next(
            (row.score for row in similar_sentences(MONEY, CANDIDATES, against) if row.key[0] == 2),
            0.0,
        )

    assert score_of(["Donors leave the country", "Donors, donors"]) < score_of([])


def test_nothing_to_go_by_finds_nothing() -> None:
    assert similar_sentences([], CANDIDATES) == []
    assert similar_sentences(["a the 5"], CANDIDATES) == []
    assert similar_sentences(MONEY, []) == []


def test_no_more_than_asked_for() -> None:
    same = [CandidateSentence((number, 0, 1), MONEY[0]) for number in range(30)]
    assert [row.key[0] for row in similar_sentences(MONEY, same, most=3)] == [0, 1, 2]


@dataclass
class Place:
    answer: int
    sector: int = 1
    county: int | None = None


def test_groups_stand_in_the_order_of_their_headings() -> None:
    rows = [Place(1, 5, 30), Place(2, 4, None), Place(3, 5, 20), Place(4, 4, 30)]
    by_sector = answers_board(rows, ReadingOrder.SECTOR, [4, 5], [20, 30], 1)
    assert (by_sector.answers, by_sector.headings) == ([2, 4, 1, 3], {2: 2, 1: 2})
    by_county = answers_board(rows, ReadingOrder.COUNTY, [4, 5], [20, 30], 1)
    assert (by_county.answers, by_county.headings) == ([3, 1, 4, 2], {3: 1, 1: 2, 2: 1})
    assert answers_board(rows, ReadingOrder.PERSON, [], [], 1).answers == [1, 2, 3, 4]


def test_a_group_that_goes_on_has_its_heading_again() -> None:
    rows = [Place(number, 1 if number <= 22 else 2) for number in range(1, 26)]
    second = answers_board(rows, ReadingOrder.SECTOR, [1, 2], [], 2)
    assert (second.answers, second.headings) == ([21, 22, 23, 24, 25], {21: 22, 23: 3})
    assert (second.page, second.pages, second.found, second.upto) == (2, 2, 25, 25)
    assert answers_board(rows, ReadingOrder.SECTOR, [1, 2], [], 99).page == 2
    assert answers_board([], ReadingOrder.PERSON, [], [], -4) == answers_board(
        [], ReadingOrder.PERSON, [], [], 1
    )


def test_ways_in_an_address() -> None:
    assert [
        ReadingOrder.of("county", False),
        ReadingOrder.of("x", False),
        ReadingOrder.of("", True),
        ReadingOrder.of("person", True),
    ] == [
        ReadingOrder.COUNTY,
        ReadingOrder.PERSON,
        ReadingOrder.QUESTION,
        ReadingOrder.PERSON,
    ]
