"""Papers as PDF: tagged, whole, only for who is signed in; without LibreOffice a plain sentence and the Word file."""

import subprocess
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.lib import pdf

GUIDE = "/events/spring/guide.docx"


@pytest.mark.office
def test_the_guide_is_had_as_a_tagged_pdf(organiser: FlaskClient, cast, tmp_path: Path) -> None:
    answer = organiser.get(f"{GUIDE}?lang=sq&as=pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert ".pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    file = tmp_path / "guide.pdf"
    file.write_bytes(answer.data)
    told = subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True).stdout
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert facts["Tagged"].strip() == "yes"
    assert int(facts["Pages"]) >= 1
    fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    embedded = [line.split()[-5] for line in fonts.splitlines()[2:]]
    assert set(embedded) <= {"yes"}
    assert embedded != []


def test_without_libreoffice_a_sentence_says_so(
    organiser: FlaskClient, cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-program",))
    answer = organiser.get(f"{GUIDE}?as=pdf")
    assert answer.status_code == 409
    assert "LibreOffice is not installed" in answer.text
    assert organiser.get(GUIDE).status_code == 200
    assert "as=pdf" not in organiser.get("/events/spring/guide").text


def test_while_another_is_made_nobody_waits_long(
    organiser: FlaskClient, cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("true",))
    monkeypatch.setattr(pdf, "_PATIENCE", 0.01)
    with pdf._one_at_a_time:
        answer = organiser.get(f"{GUIDE}?as=pdf")
    assert answer.status_code == 409
    assert "Other PDF files are being made." in answer.text


def test_a_program_that_makes_nothing_is_told(
    app: Flask, organiser: FlaskClient, cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("true",))
    assert "The PDF could not be made." in organiser.get(f"{GUIDE}?as=pdf").text


def test_a_stranger_finds_nothing(sign_in, cast) -> None:
    assert sign_in("stranger").get(f"{GUIDE}?as=pdf").status_code == 404
