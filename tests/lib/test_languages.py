"""Quotes keep the language they were said in, on paper and for who listens."""

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask

from facilitate.data.content import content_folder
from facilitate.lib.documents import WordFile
from facilitate.lib.text import text_language
from facilitate.web.i18n import (
    format_days,
    format_percent,
    percent_form,
    percent_in_words,
    use_language,
    whole_percent,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Some projects deserve to end.", "en"),
        ("In December the ministry has no money left.", "en"),
        ("Kur takohemi, askush nuk di kush paguan.", "sq"),
        ("Disa projekte e meritojnë të mbyllen.", "sq"),
        ("UNICEF, 2007", ""),
        ("", ""),
    ],
)
def test_small_words_tell_the_language(text: str, code: str) -> None:
    assert text_language(text) == code


def test_a_quote_in_another_language_is_tagged_in_the_file() -> None:
    file = WordFile(content_folder("guides") / "guide.docx")
    file.language("sq-AL")
    file.quote("Some projects deserve to end.", "civil society")
    file.quote("Kur takohemi, askush nuk di kush paguan.")
    paragraphs = docx.Document(io.BytesIO(file.save())).paragraphs
    tags = [
        [one.get(qn("w:val")) for one in para._element.iter(qn("w:lang"))] for para in paragraphs
    ]
    assert [para.text for para in paragraphs] == [
        "“Some projects deserve to end.” –\u00a0civil\u00a0society",
        "“Kur takohemi, askush nuk di kush paguan.”",
    ]
    assert tags == [["en-GB"], []]


@pytest.mark.parametrize(
    ("code", "whole", "exact", "cell"),
    [("en", "48%", "48.1%", "0.0%"), ("sq", "48\u00a0%", "48,1\u00a0%", "0.0 %")],
)
def test_percentages_are_written_as_the_language_writes_them(
    app: Flask, code: str, whole: str, exact: str, cell: str
) -> None:
    with app.test_request_context(), use_language(code):
        said = whole_percent(48.1), format_percent(0.481), percent_form(".0")
    assert said == (whole, exact, cell)


@pytest.mark.parametrize(("code", "sign"), [("en", "%"), ("sq", "\u00a0%")])
def test_within_a_sentence_a_percentage_has_no_nought_behind_its_mark(
    app: Flask, code: str, sign: str
) -> None:
    mark = "," if code == "sq" else "."
    with app.test_request_context(), use_language(code):
        said = [percent_in_words(share) for share in (0.5, 0.295, 0.4996, 1, 0, 0.0004, 0.1234)]
    assert said == [
        one.replace(".", mark) + sign for one in ("50", "29.5", "50", "100", "0", "0", "12.3")
    ]


def test_a_span_says_the_year_where_it_is_asked_for_and_both_where_there_are_two(
    app: Flask,
) -> None:
    first, last = date(2027, 12, 30), date(2028, 1, 2)
    with app.test_request_context(), use_language("en"):
        said = [format_days(first, last, year) for year in (False, True)]
    assert said == ["30 December – 2 January", "30 December 2027 – 2 January 2028"]
