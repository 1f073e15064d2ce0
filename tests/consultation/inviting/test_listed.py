"""Reading a list of people: the ways people write it, and every mistake with its row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.inviting.invitation_list import (
    ADDRESS,
    InvitationEntry,
    address_key,
    read_invitation_rows,
    rows_of_text,
)
from facilitate.consultation.inviting.wording import sort_invitation_list
from facilitate.exchange.merge import ListProblem

ANA = InvitationEntry(1, "Ana Hoxha", "ana@office.example")
LINES = [
    ("Ana Hoxha <ana@office.example>", ANA),
    ('"Ana Hoxha" <ana@office.example>', ANA),
    ('"Hoxha, Ana" <ana@office.example>', ANA._replace(name="Hoxha, Ana")),
    ("Ana Hoxha ana@office.example", ANA),
    ("mailto:ana@office.example", ANA._replace(name="ana@office.example")),
    ("ana@office.example", ANA._replace(name="ana@office.example")),
    ("Ana Hoxha; ana@office.example", ANA),
    (
        "Ana Hoxha; Zyra; ana@office.example; shqip",
        ANA._replace(organisation="Zyra", language="sq"),
    ),
    (
        "Ana Hoxha, Zyra, ana@office.example, English",
        ANA._replace(organisation="Zyra", language="en"),
    ),
    (
        "Ana Hoxha\tZyra\tana@office.example\tanglisht",
        ANA._replace(organisation="Zyra", language="en"),
    ),
    ("Ana Hoxha\t\tana@office.example\t", ANA),
    ("Ana Hoxha; Zyra; ana@office.example; +355 4 22 33", ANA._replace(organisation="Zyra")),
]


@pytest.mark.parametrize(("line", "entry"), LINES)
def test_ways_to_write_a_person(line: str, entry: InvitationEntry) -> None:
    listed = read_invitation_rows(rows_of_text(line))
    assert (listed.entries, listed.problems) == ([entry], [])


WRONG = [
    ("Ana Hoxha, Zyra", "E-mail", "There is no e-mail address in this row."),
    ("Ana Hoxha <ana@office>", "E-mail", "“ana@office” is not an e-mail address."),
    ("; Zyra; ana@office.example; sq", "Full name", "The name is missing."),
    (
        "Ana; Zyra; ana@office.example; klingon",
        "Languages",
        "“klingon” is not one of the languages of the letters. Write sq or en.",
    ),
    (
        "ana@office.example ben@office.example",
        "E-mail",
        "There are several addresses in this row. Write one per row.",
    ),
    (
        "A" * 201 + " <ana@office.example>",
        "",
        "A name, organisation or address is too long: at most 200 characters.",
    ),
]


@pytest.mark.parametrize(("line", "column", "said"), WRONG)
def test_mistakes_carry_the_row(line: str, column: str, said: str) -> None:
    listed = read_invitation_rows(rows_of_text(f"\n\n{line}\n"))
    assert (listed.entries, listed.problems) == ([], [ListProblem(1, column, said)])


def test_row_numbers_are_those_of_the_text() -> None:
    listed = read_invitation_rows(
        rows_of_text("Ana <ana@office.example>\n\nnobody\nBen <ben@office.example>\n")
    )
    assert [entry.row for entry in listed.entries] == [1, 4]
    assert [(one.number, one.sentence) for one in listed.problems] == [(3, WRONG[0][2])]


def test_recipients_as_mail_programs_write_them() -> None:
    listed = read_invitation_rows(
        rows_of_text("Ana <ana@office.example>; ben@office.example, Cela <cela@office.example>")
    )
    assert [(entry.row, entry.email) for entry in listed.entries] == [
        (1, "ana@office.example"),
        (1, "ben@office.example"),
        (1, "cela@office.example"),
    ]


HEADED = [
    (1, ["Të ftuarit e konferencës", "", "", ""]),
    (2, ["Emër", "Mbiemër", "E-MAIL *", "Gjuha"]),
    (3, ["Çeljeta", "Doçi", "celjeta@office.example", "Shqip"]),
    (4, ["Ben", "", "Ben <ben@office.example>", ""]),
    (5, ["", "", "eni@office.example", ""]),
    (6, ["Dita", "Kola", "CELJETA@office.example", "en"]),
    (7, ["", "", "", ""]),
]


def test_a_heading_says_which_column_is_what() -> None:
    listed = read_invitation_rows(HEADED)
    assert listed.entries == [
        InvitationEntry(3, "Çeljeta Doçi", "celjeta@office.example", "", "sq"),
        InvitationEntry(4, "Ben", "ben@office.example"),
        InvitationEntry(5, "eni@office.example", "eni@office.example"),
    ]
    twice = ListProblem(6, "E-mail", "The same address as in row 3.")
    assert (listed.problems, listed.twice) == ([], [twice])


def test_with_a_column_of_names_a_name_is_needed() -> None:
    listed = read_invitation_rows(
        [(1, ["Name", "E-mail"]), (2, ["", "ana@office.example"]), (3, ["Ben", "x"])]
    )
    assert listed.problems == [
        ListProblem(2, "Full name", "The name is missing."),
        ListProblem(3, "E-mail", "“x” is not an e-mail address."),
    ]


def test_a_list_is_sorted_out() -> None:
    listed = read_invitation_rows(
        rows_of_text("ana@office.example\nben@office.example\nBEN@office.example\nnobody")
    )
    preview = sort_invitation_list(listed, {"ana@office.example"})
    assert [entry.email for entry in preview.new] == ["ben@office.example"]
    assert [entry.email for entry in preview.already] == ["ana@office.example"]
    assert (len(listed.twice), len(listed.problems), preview.left_out) == (1, 1, 2)


@given(st.text(max_size=300))
def test_any_text_gives_people_or_problems(text: str) -> None:
    listed = read_invitation_rows(rows_of_text(text))
    assert all(ADDRESS.fullmatch(entry.email) and entry.name for entry in listed.entries)
    assert all("\n" not in entry.name and "\n" not in entry.email for entry in listed.entries)
    assert len({address_key(entry.email) for entry in listed.entries}) == len(listed.entries)


@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=15))
def test_no_row_is_lost(cells: list[list[str]]) -> None:
    listed = read_invitation_rows(list(enumerate(cells, 1)))
    wrong = [one.number for one in (*listed.problems, *listed.twice)]
    rows = [one.row for one in listed.entries] + wrong
    assert len(rows) == len(set(rows)) <= len(cells)
