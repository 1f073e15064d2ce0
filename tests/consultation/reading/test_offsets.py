"""Places in a text: sentences, pieces between passages, blacking out, and what a browser makes of what is printed."""

from html.parser import HTMLParser

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.consultation.models import Stance
from facilitate.consultation.reading.queries import MarkedPassage, PutTheme
from facilitate.consultation.reading.redaction import BLACK, redact_text, word_places
from facilitate.consultation.reading.sentences import (
    TextSpan,
    join_neighbours,
    split_sentences,
    trim_span,
)
from facilitate.consultation.reading.showing import (
    TextSegment,
    ThemeSign,
    part_by_hits,
    reply_pieces,
    search_hits,
    text_segments,
)
from facilitate.lib.text import plain_text

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(LETTERS | st.sampled_from("ab.?!… \n\r\t🙂<>&\"'çëשלום█"), max_size=80)
WORDS = st.text(st.sampled_from("aAbéÉe\u0301 ß"), max_size=6)
SEARCHED = st.text(st.sampled_from("aAbéÉe\u0301 ßﬁ🙂"), max_size=40) | TEXTS


@st.composite
def covered(draw) -> tuple[str, dict[int, tuple[int, int]]]:
    """A text and passages of it, overlapping as they please."""
    text = draw(TEXTS)
    place = st.integers(0, len(text))
    spans = draw(
        st.lists(
            st.tuples(place, place).map(sorted).filter(lambda span: span[0] < span[1]), max_size=6
        )
    )
    return text, {number: (span[0], span[1]) for number, span in enumerate(spans, 1)}


@given(TEXTS)
def test_sentences_hold_all_of_the_text(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() for span in spans)
    held = {at for span in spans for at in range(*span)}
    assert [
        letter for at, letter in enumerate(text) if at not in held and not letter.isspace()
    ] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Po. Jo! Pse?", ["Po.", "Jo!", "Pse?"]),
        ("Duam p.sh. libra. Dhe nr. 5.", ["Duam p.sh. libra.", "Dhe nr. 5."]),
        ("Version 2.1 is here\nNew line", ["Version 2.1 is here", "New line"]),
        ("He said “No.” Then left… 🙂 Fine.", ["He said “No.”", "Then left…", "🙂 Fine."]),
        ("  \n ", []),
        ("one", ["one"]),
    ],
)
def test_sentences_as_people_see_them(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == found


def test_neighbours_that_are_ticked_are_one_piece() -> None:
    spans = [TextSpan(0, 2), TextSpan(3, 5), TextSpan(6, 8), TextSpan(9, 11)]
    assert join_neighbours(spans, {spans[0], spans[1], spans[3]}) == [
        TextSpan(0, 5),
        TextSpan(9, 11),
    ]
    assert join_neighbours(spans, {TextSpan(1, 2)}) == []


@given(TEXTS, st.data())
def test_trimming_takes_space_only(text: str, data) -> None:
    start, end = sorted(
        (data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text))))
    )
    span = trim_span(text, start, end)
    assert text[span.start : span.end] == text[start:end].strip()
    assert start <= span.start <= span.end <= max(end, start)


@given(covered())
def test_pieces_are_the_text(case) -> None:
    text, passages = case
    pieces = text_segments(text, passages)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(covered())
def test_each_piece_knows_what_covers_it(case) -> None:
    text, passages = case
    at = 0
    for piece in text_segments(text, passages):
        for letter in range(at, at + len(piece.text)):
            assert set(piece.on) == {
                key for key, (start, end) in passages.items() if start <= letter < end
            }
        at += len(piece.text)
        assert set(piece.ends) == {key for key, (_start, end) in passages.items() if end == at}


@given(covered())
def test_pieces_say_which_passages_they_belong_to(case) -> None:
    text, passages = case
    marked = [
        MarkedPassage(key, *span, False, [PutTheme(5, Stance.FOR, "")])
        for key, span in passages.items()
    ]
    at = 0
    for piece in reply_pieces(text, marked, {5: ThemeSign(3, "t-1")}, "a"):
        for letter in range(at, at + len(piece.text)):
            over = {key for key, (start, end) in passages.items() if start <= letter < end}
            assert {int(key) for key in piece.on.split()} == over
        at += len(piece.text)
    assert at == len(text)


def test_overlapping_passages() -> None:
    assert text_segments("abcdef", {1: (0, 4), 2: (2, 99)}) == [
        TextSegment("ab", (1,), ()),
        TextSegment("cd", (1, 2), (1,)),
        TextSegment("ef", (2,), (2,)),
    ]
    assert text_segments("", {1: (0, 4)}) == []


class Said(HTMLParser):
    """The text of a page without its tags, as a browser has it: line ends become \\n, entities letters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def as_a_browser(html: str) -> str:
    parser = Said()
    parser.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    parser.close()
    return parser.text


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(case=covered(), searched=st.just("") | WORDS)
def test_what_is_printed_is_the_text_to_the_character(app: Flask, case, searched: str) -> None:
    text, passages = case
    marked = [
        MarkedPassage(key, *span, False, [PutTheme(5, Stance.FOR, "")])
        for key, span in passages.items()
    ]
    with app.test_request_context():
        module = app.jinja_env.get_template("consultation/reading/pieces.html").module
        reply = type("Reply", (), {"id": 1, "text": text})
        assert (
            as_a_browser(str(module.text(reply, marked, {5: ThemeSign(3, "t-1")}, searched)))
            == text
        )


@given(SEARCHED, WORDS | TEXTS)
def test_words_of_a_search_are_where_the_search_finds_them(text: str, wanted: str) -> None:
    found = search_hits(text, wanted)
    words = plain_text(wanted).split()
    assert all(0 <= hit.start < hit.end <= len(text) for hit in found)
    assert all(one.end < other.start for one, other in zip(found, found[1:], strict=False))
    assert bool(found) == any(word in plain_text(text) for word in words)
    assert all(
        any(word in plain_text(text[hit.start : hit.end]) for word in words) for hit in found
    )
    outside = plain_text("\n".join(part for part, hit in part_by_hits(text, 0, found) if not hit))
    assert [word for word in words if word in outside] == []


@given(SEARCHED, WORDS, st.data())
def test_parts_of_a_piece_are_the_piece(text: str, wanted: str, data) -> None:
    start, end = sorted(
        (data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text))))
    )
    found = search_hits(text, wanted)
    parts = part_by_hits(text[start:end], start, found)
    assert "".join(part for part, _hit in parts) == text[start:end]
    marked = [hit for part, hit in parts for _letter in part]
    assert marked == [any(hit.start <= at < hit.end for hit in found) for at in range(start, end)]


def test_words_are_found_without_accents_and_with_them_marked() -> None:
    text = "Çështja e pare\u0301, ÇËSHTJET"
    assert [text[start:end] for start, end in search_hits(text, "ceshtj PARE")] == [
        "Çështj",
        "pare\u0301",
        "ÇËSHTJ",
    ]
    assert search_hits(text, " ") == search_hits(text, "xyz") == search_hits("", "a") == []
    assert part_by_hits("abcdef", 10, [TextSpan(0, 11), TextSpan(12, 13), TextSpan(15, 99)]) == [
        ("a", True),
        ("b", False),
        ("c", True),
        ("de", False),
        ("f", True),
    ]


def test_a_long_text_of_hits_is_quick() -> None:
    text = "ab " * 30_000
    assert len(part_by_hits(text, 0, search_hits(text, "a"))) == 60_000


@given(covered())
def test_blacking_out_keeps_every_place(case) -> None:
    text, passages = case
    after = redact_text(text, [TextSpan(*span) for span in passages.values()])
    assert len(after) == len(text)
    inside = {at for span in passages.values() for at in range(*span)}
    assert after == "".join(
        BLACK if at in inside and not letter.isspace() else letter for at, letter in enumerate(text)
    )


def test_words_are_found_as_whole_words() -> None:
    text = "Ana dhe ANA\nnga Kodra e Ujit; analiza, Kodra  e ujit."
    assert [text[start:end] for start, end in word_places(text, "ana")] == ["Ana", "ANA"]
    assert [text[start:end] for start, end in word_places(text, " kodra e ujit")] == [
        "Kodra e Ujit",
        "Kodra  e ujit",
    ]
    assert word_places(text, "  ") == []
    assert word_places("a.b", ".*") == []
