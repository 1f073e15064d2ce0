"""Who is named with an @ in a comment."""

import pytest

from facilitate.agenda.discussing.actions import mentioned_names

TEAM = {1: "Arta Hoxha", 2: "Besnik Kola", 3: "Çeljeta Doçi", 4: "Arta Leka", 5: "Ana"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@Arta Hoxha, can we?", {1}),
        ("can we, @arta hoxha", {1}),
        ("@celjeta doci and @Besnik", {2, 3}),
        ("@Çeljeta!", {3}),
        ("@Arta, which one?", set()),  # there are two
        ("@Besniku", set()),
        ("write to ana@office.example", set()),
        ("@Anabel", set()),
        ("@Ana.", {5}),
        ("@", set()),
        ("nobody", set()),
        ("@@Ana", {5}),
    ],
)
def test_who_is_named(text: str, ids: set[int]) -> None:
    assert mentioned_names(text, TEAM) == ids


def test_a_full_name_outdoes_a_first_name() -> None:
    assert mentioned_names("@Ana", {1: "Ana Leka", 2: "Ana"}) == {2}
    assert mentioned_names("@Ana Leka", {1: "Ana Leka", 2: "Ana"}) == {1}
