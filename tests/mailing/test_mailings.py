"""Letters to many, whatever they are about: read one by one, sent once, taken along where no mail goes out."""

import csv
import io
import re

import docx
import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.directory.models import ContactExport
from facilitate.forums.actions import make_keeper
from facilitate.forums.models import Forum
from facilitate.mail.outbox import Message
from facilitate.mailing.letters import MailingLetter, PreparedMailing

from ..browser.pages import page_addresses
from ..inbox import receive_mails

WITH_LETTERS = {
    "forums.ask_members",
    "practice.send_forum_lesson_mail",
    "practice.send_lesson_mail",
    "report.show_sending",
}
"""Pages of mailings that have somebody to write to in the demo."""


@pytest.fixture
def official(demo: Flask) -> FlaskClient:
    """Whoever may open every page of the demo, and see addresses."""
    with demo.app_context():
        one = db.session.scalars(
            sa.select(User).where(User.administrator).order_by(User.id)
        ).first()
        assert one is not None
        token = one.session_token
    client = demo.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["language"] = token, "en"
    return client


def letters_listed(client: FlaskClient, page: str) -> list[str]:
    """The way to each letter, on all pages of the list."""
    told = re.search(r"Page 1 of (\d+)", client.get(page).text)
    pages = [
        client.get(f"{page}?page={number + 1}").text
        for number in range(int(told[1]) if told else 1)
    ]
    return [
        one
        for text in pages
        for one in re.findall(r'<th scope="row"><a href="([^"]+#letter)"', text)
    ]


@pytest.mark.parametrize("endpoint", sorted(WITH_LETTERS))
def test_each_letter_is_read_taken_along_and_sent_once(
    demo: Flask, official: FlaskClient, endpoint: str
) -> None:
    page = page_addresses(demo)[endpoint]
    looked_at = official.get(page).text
    assert "No mail server is set up." in looked_at
    merge = openpyxl.load_workbook(
        io.BytesIO(official.post(page, data={"do": "xlsx"}).data)
    ).worksheets[0]
    head, *rows = merge.iter_rows(values_only=True)
    assert head == (
        "Name",
        "Organisation",
        "E-mail",
        "Language",
        "Link",
        "Subject",
        "Text of the letter",
    )
    assert rows
    assert all(link in text for _name, _office, _email, _language, link, _subject, text in rows)
    text = official.post(page, data={"do": "csv"}).data.decode("utf-8-sig")
    listed = [
        tuple(cell or None for cell in row) for row in csv.reader(io.StringIO(text, newline=""))
    ]
    assert listed == [head, *rows]
    with demo.app_context():
        taken = db.session.execute(sa.select(ContactExport.what, ContactExport.people)).all()
    there = sum(bool(row[2]) for row in rows)
    assert [(name.rpartition(".")[2], number) for name, number in taken] == (
        [("xlsx", there), ("csv", there)] if there else []
    )
    word = docx.Document(io.BytesIO(official.post(page, data={"do": "docx"}).data))
    assert [one.text for one in word.paragraphs].count(rows[0][5]) >= 1
    others = letters_listed(official, page)
    assert len(others) == len(rows)
    last = official.get(others[-1].replace("&amp;", "&").split("#")[0]).text
    name, _office, address, *_rest = rows[-1]
    assert f"Preview of the {'mail' if address else 'letter'} for {name}" in last
    with receive_mails(demo) as inbox:
        assert official.post(page, data={"fingerprint": "stale"}).status_code == 409
        seen = official.get(page).text.split('name="fingerprint" value="')[1].split('"')[0]
        for _press in range(3):
            official.post(page, data={"fingerprint": seen})
        assert sorted(inbox.to) == sorted(row[2] for row in rows if row[2])
    with demo.app_context():
        sent = db.session.scalars(sa.select(Message).where(Message.to.in_(inbox.to))).all()
        assert {one.name for one in sent} >= {row[0] for row in rows if row[2]}


def test_who_sees_no_addresses_gets_none_in_a_file(demo: Flask, official: FlaskClient) -> None:
    page = page_addresses(demo)["forums.ask_members"]
    with demo.app_context():
        user = db.session.scalars(
            sa.select(User).where(User.administrator).order_by(User.id)
        ).first()
        assert user is not None
        forum = db.session.scalars(sa.select(Forum).where(Forum.slug == page.split("/")[2])).one()
        make_keeper(forum, user.id)
        user.administrator = user.sees_contacts = False
        db.session.commit()
    assert official.get(page).status_code == 200
    assert "@" not in official.get(page).text.split("<main")[1]
    answer = official.post(page, data={"do": "xlsx"})
    rows = list(
        openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True)
    )
    assert [row[2] for row in rows[1:]] == [None] * (len(rows) - 1)
    with demo.app_context():
        assert db.session.scalars(sa.select(ContactExport.id)).all() == []


def test_another_ending_is_no_file(demo: Flask, official: FlaskClient) -> None:
    assert (
        official.post(page_addresses(demo)["report.show_sending"], data={"do": "exe"}).status_code
        == 404
    )


def letter(**changed: str) -> MailingLetter:
    said = {
        "name": "Ana",
        "language": "sq",
        "subject": "S",
        "body": "Dear Ana, http://x/1",
        "link": "http://x/1",
    }
    return MailingLetter(key=1, email="ana@office.example", **said | changed)


def test_a_link_made_meanwhile_is_no_other_letter() -> None:
    looked_at = PreparedMailing(to=[letter(body="Dear Ana, …", link="…")]).fingerprint
    assert PreparedMailing(to=[letter()]).fingerprint == looked_at
    for change in (
        {"name": "Ben"},
        {"subject": "T"},
        {"body": "Dear Anna, http://x/1"},
        {"language": "en"},
    ):
        assert PreparedMailing(to=[letter(**change)]).fingerprint != looked_at
    assert PreparedMailing(to=[letter()], by_hand=[letter()]).fingerprint == looked_at


def test_a_long_list_comes_page_by_page_and_loses_nobody(
    demo: Flask, official: FlaskClient
) -> None:
    page = page_addresses(demo)["participation.change_calendars"]
    first, found = official.get(page).text, letters_listed(official, page)
    text = official.post(page, data={"do": "csv"}).data.decode("utf-8-sig")
    assert len(found) == len(set(found)) == len(list(csv.reader(io.StringIO(text)))) - 1
    assert first.count("#letter") == 20
    last = official.get(
        found[-1].split("#")[0]
    ).text  # whose letter is read is on the page of the list
    pages = -(-len(found) // 20)
    assert f"Page {pages} of {pages}" in last
    assert 'aria-current="true"' in last
