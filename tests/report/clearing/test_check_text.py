"""`facilitate check-text`: JSON in, passages out; the corpus keeps what the check can do from getting lost."""

import json

import pytest
from click.testing import CliRunner

from facilitate.report.clearing.check_text import check_text

from ...privacy_corpus import read_corpus, score_check

TEXTS = [
    {"id": "a", "lang": "sq", "text": "“Një vajzë 15 vjeçe nga fshati Bushat.”"},
    {"id": 7, "lang": "en", "text": "Shkodra county reported 12 cases. 😀 Her uncle drove."},
    {"id": "c", "lang": "en", "text": ""},
]


def run(content: str | bytes, *arguments: str, code: int = 0) -> str:
    ended = CliRunner().invoke(check_text, ["-", *arguments], input=content)
    assert ended.exit_code == code, ended.output
    return ended.output


def test_offsets_are_characters_of_the_text_as_given() -> None:
    found = json.loads(run(json.dumps(TEXTS), "--json"))
    told = {
        row["id"]: [(text["text"][start:end], kind) for start, end, kind in row["marks"]]
        for row, text in zip(found, TEXTS, strict=True)
    }
    assert told == {
        "a": [("15 vjeçe", "age"), ("fshati Bushat", "place")],
        7: [("Shkodra", "place"), ("Her uncle", "case"), ("drove", "work")],
        "c": [],
    }


def test_a_listing_for_reading() -> None:
    assert run(json.dumps(TEXTS[:1])).splitlines() == [
        "a: “Një vajzë 15 vjeçe nga fshati Bushat.”",
        "    age         15 vjeçe",
        "    place       fshati Bushat",
        "1 of 1 texts could identify somebody.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no JSON"),
        ('{"id": 1}', "list of texts"),
        ('[{"id": 1}]', "Entry 1"),
        ('[{"id": 1, "text": 3}]', "Entry 1"),
        ('[{"text": "a"}]', "Entry 1"),
        ("[3]", "Entry 1"),
        (b"\xff\xfe", "UTF-8"),
        ("", "no JSON"),
        ("[" * 100_000, ""),
    ],
)
def test_a_broken_file_is_a_plain_sentence(content: str | bytes, said: str) -> None:
    printed = run(content, "--json", code=1)
    assert printed.startswith("Error: ")
    assert said in printed


def test_the_corpus_is_found_and_what_is_innocent_is_left_alone() -> None:
    texts = read_corpus()
    found = score_check(texts)
    assert found.met.total() / found.marks.total() >= 0.95
    assert found.seen / found.identifying >= 0.98
    assert found.alarmed / found.innocent <= 0.05
    assert {one.lang for one in texts} == {"en", "sq"}
    assert found.innocent > len(texts) / 3
    assert all(one.text[start:end].strip() for one in texts for start, end, _kind in one.marks)
