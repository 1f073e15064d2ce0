"""The shelf and a technique in the browser."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from facilitate.techniques import shelf as files
from facilitate.techniques.shelf import shipped_techniques, techniques_with_words
from facilitate.techniques.technique import TechniqueFamily
from facilitate.techniques.technique_filter import TechniqueFilter, filter_techniques

from ..statements import count_statements

LINK = re.compile(r'<h[23]><a href="/techniques/([a-z-]+)')


def shown(html: str) -> list[str]:
    """The keys of the techniques on a shelf, in their order."""
    return LINK.findall(html)


def test_the_shelf_shows_every_technique_by_family(organiser: FlaskClient) -> None:
    answer = organiser.get("/techniques")
    assert answer.status_code == 200
    in_order = [
        one.key
        for family in TechniqueFamily
        for one in filter_techniques(TechniqueFilter(family=family), shipped_techniques().values())
    ]
    assert shown(answer.text) == in_order
    assert f"{len(shipped_techniques())} ways to work with a group" in answer.text


def test_whoever_is_signed_in_may_leaf_through(sign_in) -> None:
    assert sign_in("stranger").get("/techniques").status_code == 200


@pytest.mark.parametrize(
    "path", ["/techniques", "/techniques/world-cafe", "/techniques/world-cafe/use"]
)
def test_others_are_asked_to_sign_in(client: FlaskClient, cast, path: str) -> None:
    assert client.get(path).location == "/sign-in?next=" + path.replace("/", "%2F")


def test_search(organiser: FlaskClient) -> None:
    answer = organiser.get("/techniques?q=ceshtje+pritje")
    assert [
        one.key for one in techniques_with_words("çështje pritje", shipped_techniques().values())
    ] == ["parking-lot"]
    assert "<b>1 technique</b>: “ceshtje pritje”." in answer.text
    assert shown(answer.text)[0] == "parking-lot"


@pytest.mark.parametrize(
    ("address", "asked", "said"),
    [
        (
            "family=plan",
            TechniqueFilter(family=TechniqueFamily.PLAN),
            "6 techniques</b>: Planning.",
        ),
        (
            "people=30&minutes=45",
            TechniqueFilter(people=30, minutes=45),
            "30 people · 45 minutes. The best fit comes first.",
        ),
        ("energy=moving&people=1&minutes=8", TechniqueFilter(people=1, minutes=8), "0 techniques"),
        ("bring=nothing", TechniqueFilter(), "1 technique</b>: to bring: nothing."),
        ("whose=own", TechniqueFilter(), "0 techniques</b>: Our own."),
    ],
)
def test_what_is_asked_stands_in_the_address(
    organiser: FlaskClient, address: str, asked: TechniqueFilter, said: str
) -> None:
    html = organiser.get(f"/techniques?{address}").text
    assert said in html
    if "The best" in said or "Planning" in said:
        assert shown(html) == [
            one.key for one in filter_techniques(asked, shipped_techniques().values())
        ]


@pytest.mark.parametrize(
    "address",
    [
        "people=many&minutes=-3&family=x&energy=&bring=1&whose=me",
        "people=0",
        "minutes=99999999999999999999",
        "q=%00",
    ],
)
def test_what_cannot_be_read_is_not_asked(organiser: FlaskClient, address: str) -> None:
    assert len(shown(organiser.get(f"/techniques?{address}").text)) == len(shipped_techniques())


def test_what_stands_in_the_way_is_told(organiser: FlaskClient) -> None:
    html = organiser.get("/techniques?family=energise&minutes=90").text
    assert "No technique fits all of that" in html
    assert 'href="/techniques?family=energise">without 90 minutes: 4 techniques</a>' in html


@pytest.mark.parametrize("query", ["xyzzy", "<script>", "=1+1", "x" * 5000])
def test_a_search_without_hits_says_so(organiser: FlaskClient, query: str) -> None:
    answer = organiser.get("/techniques", query_string={"q": query})
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "Try one word, or leave something out." in answer.text


@pytest.mark.parametrize("key", list(shipped_techniques()))
def test_every_technique_has_a_page_in_both_languages(organiser: FlaskClient, key: str) -> None:
    for code, sentence in (("en", "When it gets difficult"), ("sq", "Kur ka vështirësi")):
        answer = organiser.get(f"/techniques/{key}?lang={code}")
        assert answer.status_code == 200
        assert sentence in answer.text
        one = shipped_techniques()[key]
        wordings = [
            one.purpose,
            one.when,
            one.late,
            one.spare,
            one.close,
            one.helper,
            one.notes,
            one.shorter,
            one.longer,
        ]
        wordings += [step.do for step in one.steps] + [row.remedy for row in one.troubles]
        missing = [
            words.to(code) for words in wordings if str(escape(words.to(code))) not in answer.text
        ]
        assert missing == []


def test_a_technique_is_read_in_the_screens_language_first(organiser: FlaskClient) -> None:
    with organiser.session_transaction() as session:
        session["language"] = "sq"
    html = organiser.get("/techniques/world-cafe").text
    cafe = shipped_techniques()["world-cafe"]
    there = [escape(words) in html for words in (cafe.name.sq, cafe.purpose.sq, cafe.purpose.en)]
    assert there == [True, True, False]
    assert '<article class="technique" lang="sq">' in html
    other = organiser.get("/techniques/world-cafe?lang=en&minutes=90").text
    assert '<article class="technique" lang="en">' in other
    assert '<html lang="sq">' in other


def test_the_steps_in_other_minutes(organiser: FlaskClient) -> None:
    html = organiser.get("/techniques/world-cafe?minutes=90").text
    assert "Step by step, in 90 minutes" in html
    marks = [(int(a), int(b)) for a, b in re.findall(r"<b>(\d+)–(\d+) min</b>", html)]
    assert marks == [(0, 9), (9, 27), (27, 45), (45, 63), (63, 72), (72, 90)]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ("20", "That is short: it needs at least 60 minutes."),
        ("300", "That is long: it takes at most 150 minutes."),
        ("soon", "Enter whole minutes from 1 to 1440."),
        ("0", "Enter whole minutes from 1 to 1440."),
        ("2", "under a minute"),
    ],
)
def test_minutes_that_do_not_suit(organiser: FlaskClient, minutes: str, said: str) -> None:
    answer = organiser.get(f"/techniques/world-cafe?minutes={minutes}")
    assert answer.status_code == 200
    assert said in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "no-such-thing",
        "no-such-thing.toml",
        "no-such-thing/adapt",
        "no-such-thing/use",
        "no-such-thing/edit",
    ],
)
def test_an_unknown_technique(organiser: FlaskClient, path: str) -> None:
    assert organiser.get(f"/techniques/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "/world-cafe", "/world-cafe.toml", "/world-cafe/use"])
def test_nothing_can_be_posted(organiser: FlaskClient, path: str) -> None:
    assert organiser.post(f"/techniques{path}").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["", "?people=30&minutes=45", "/world-cafe", "/world-cafe/adapt", "/new", "/world-cafe/use"],
)
def test_few_questions(organiser: FlaskClient, path: str) -> None:
    organiser.get(f"/techniques{path}")
    with count_statements() as asked:
        organiser.get(f"/techniques{path}")
    assert len(asked) <= 5


@pytest.fixture
def one_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A shelf on which one file is broken."""
    path = tmp_path / "torn.toml"
    path.write_text('key = "torn"\nname = ', encoding="utf-8")
    good = files._files()[0]
    monkeypatch.setattr(files, "_files", lambda: (good, [path]))


@pytest.mark.usefixtures("one_broken")
def test_a_broken_file_is_explained_to_administrators(sign_in) -> None:
    html = sign_in("administrator").get("/techniques").text
    assert "<h3>torn.toml</h3>\n<ul><li>The file ends too early:" in html
    assert len(shown(html)) == len(shipped_techniques())


@pytest.mark.usefixtures("one_broken")
def test_others_read_that_one_is_being_mended(organiser: FlaskClient) -> None:
    html = organiser.get("/techniques").text
    assert "1 more technique is being corrected and will be back." in html
    assert "torn.toml" not in html
