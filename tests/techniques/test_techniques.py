"""Every technique is complete in both languages; a broken file is explained in plain sentences; the shelf finds."""

from pathlib import Path

import pytest

from facilitate.data.content import content_folder, read_toml
from facilitate.techniques.completeness import technique_file_problems
from facilitate.techniques.shelf import broken_techniques, shipped_techniques, techniques_with_words
from facilitate.techniques.technique import Range, TechniqueFamily

FILES = sorted((content_folder("guides") / "techniques").glob("*.toml"))
GOOD = (content_folder("guides") / "techniques" / "fishbowl.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_complete_in_both_languages(path: Path) -> None:
    assert technique_file_problems(path) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shares_add_up_to_one(path: Path) -> None:
    assert sum(row["share"] for row in read_toml(path)["steps"]) == pytest.approx(1)


def test_the_shelf_holds_every_file() -> None:
    assert list(shipped_techniques()) == [path.stem for path in FILES]
    assert broken_techniques() == {}
    assert {one.family for one in shipped_techniques().values()} == set(TechniqueFamily)


def test_related_techniques_are_on_the_shelf() -> None:
    assert {key for one in shipped_techniques().values() for key in one.related} <= set(
        shipped_techniques()
    )


def test_a_technique_is_read_whole() -> None:
    cafe = shipped_techniques()["world-cafe"]
    assert (cafe.name.en, cafe.minutes, cafe.family) == (
        "World café",
        Range(60, 105, 150),
        TechniqueFamily.DIALOGUE,
    )
    assert cafe.troubles[0].remedy.sq.startswith("Mikpritësi:")


def test_a_key_that_is_not_there() -> None:
    assert "no-such-thing" not in shipped_techniques()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'key = "fishbowl"',
            'key = "aquarium"',
            "The key has to be “fishbowl”, like the name of the file.",
        ),
        (
            "[group]",
            "[people]",
            "[group] needs min, best and max: whole numbers, each at least as large as the one before.",
        ),
        (
            "share = 0.",
            "share = 0.9",
            "The shares of the steps have to be numbers above 0 that add up to 1.",
        ),
        (
            'speaks = "facilitator"',
            'speaks = "nobody"',
            "step 1: speaks has to be one of: facilitator, speakers, participants, host, note_taker.",
        ),
        ("[sq]\nname", "[sq]\ntitle", "[sq] name is missing or empty."),
        (
            "[[sq.troubles]]",
            "[[sq.difficulties]]",
            "Both languages need the same number of [[troubles]], at least one.",
        ),
        ("do_sq", "do_it", "step 1: do_sq is missing or empty."),
        (
            'per = "event"',
            'per = "day"',
            "material 1: per has to be one of: event, group, table, person.",
        ),
        ("[[steps]]", "[[stairs]]", "There are no steps: add [[steps]]."),
        ("say_sq", "say_al", "step 1: the words to say are in one language only."),
    ],
)
def test_a_broken_file_is_explained(tmp_path: Path, old: str, new: str, expected: str) -> None:
    path = tmp_path / "fishbowl.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    assert expected in technique_file_problems(path)


@pytest.mark.parametrize("content", [b"key = ", b"\xff\xfe", b"", b"a = " + b"9" * 5000])
def test_a_file_that_is_no_technique_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    assert len(technique_file_problems(path)) > 0


def test_a_mark_in_front_of_the_text_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "fishbowl.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert technique_file_problems(path) == []


@pytest.mark.parametrize("query", ["çështje", "ceshtje", "ÇËSHTJE"])
def test_search_without_accents(query: str) -> None:
    assert "parking-lot" in [
        one.key for one in techniques_with_words(query, shipped_techniques().values())
    ]


def test_search_finds_english_and_albanian_and_needs_every_word() -> None:
    assert "world-cafe" in [
        one.key
        for one in techniques_with_words("cafe conversations", shipped_techniques().values())
    ]
    assert "world-cafe" in [
        one.key for one in techniques_with_words("bisede tryezash", shipped_techniques().values())
    ]
    assert techniques_with_words("cafe xyzzy", shipped_techniques().values()) == []
    assert len(techniques_with_words("", shipped_techniques().values())) == len(
        shipped_techniques()
    )


def test_the_cafes_etiquette_is_there_in_both_languages() -> None:
    found = shipped_techniques()["world-cafe"]
    assert found is not None
    assert len(found.etiquette) == 6
    assert all(rule.en and rule.sq for rule in found.etiquette)
