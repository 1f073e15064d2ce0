"""Every form of the demo, sent empty and with nonsense: the box of the page that comes back names each field and leads there.

The judge reads the page alone: a sentence of class `error` stands at a field, and a line of the box leads to that field.
"""

from typing import Any

import lxml.html
from flask import Flask
from flask.testing import FlaskClient

from facilitate.web.mistakes import list_mistakes

from .bench_demo import signed_in
from .demo_pages import DemoPage

FIELDS = ("input", "select", "textarea")
TICKED = ("hidden", "checkbox", "radio", "submit", "button", "file", "password")
SHORT = ("date", "number", "time", "email")


def typed_fields(form: Any) -> list[Any]:
    """The fields of a form that people type into or choose from."""
    return [
        field
        for field in form.iter(*FIELDS)
        if field.get("name") and field.get("type", "text") not in TICKED
    ]


def filled(form: Any, nonsense: bool) -> dict[str, list[str]]:
    """What is sent: as the page has it, with every typed field empty or full of nonsense, by its first button."""
    typed = {field.name: field for field in typed_fields(form)}
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        if name not in typed:
            sent.setdefault(name, []).append(value)
    for name, field in typed.items():
        wrong = "x" if field.get("type") in SHORT else "x" * 300
        kept = (field.value or "") if field.tag == "select" and not field.multiple else ""
        sent[name] = [wrong if nonsense else kept]
    for button in form.iter("button"):
        if button.get("name"):
            sent.setdefault(button.get("name"), [button.get("value", "")])
        break
    return sent


def visible(page: Any, what: str) -> list[Any]:
    """Elements of a class that are seen."""
    found = page.xpath(f"//main//*[contains(concat(' ', @class, ' '), ' {what} ')]")
    return [one for one in found if not one.xpath("ancestor-or-self::*[@hidden]")]


def what_is_wrong(text: str) -> list[Any]:
    """What a page with mistakes lacks."""
    page = lxml.html.document_fromstring(text)
    ids = [one.get("id") for one in page.iterfind(".//*[@id]")]
    boxes = visible(page, "problems")
    links = [
        link.get("href")[1:]
        for box in boxes
        for link in box.iterfind(".//a")
        if link.get("href", "").startswith("#")
    ]
    wrong: list[Any] = []
    if not boxes:
        wrong.append("no box")
    if len(set(links)) < len(links):
        wrong.append(("named twice", links))
    if set(links) - set(ids):
        wrong.append(("leads nowhere", set(links) - set(ids)))
    elif links != sorted(links, key=ids.index):
        wrong.append(("not in order", links))
    wrong += [("ids twice", one) for one in links if ids.count(one) > 1]
    wrong += [
        ("no link", line.text_content())
        for box in boxes
        for line in box.iterfind(".//li")
        if line.find("a") is None
    ]
    wrong += [
        ("folded", link)
        for link in links
        if page.xpath("//*[@id=$link]/ancestor::details[not(@open)]", link=link)
    ]
    wrong += [
        ("not named", error.text_content().strip())
        for error in visible(page, "error")
        if not error.xpath("ancestor::*[contains(@class, 'problems')]")
        and not ids_at(error) & set(links)
    ]
    return wrong


def ids_at(error: Any) -> set[str]:
    """The ids of the sentence, of the fields beside it, and of the group they are in."""
    around = next(one for one in error.iterancestors() if next(one.iter(*FIELDS), None) is not None)
    near = [error, *around.iter(*FIELDS), *error.iterancestors("fieldset", "li")]
    return {one.get("id") for one in near if one.get("id")}


def forms_of(page: str, address: str, seen: set[Any]) -> list[Any]:
    """The forms of a page that were not met before and have fields to type into."""
    forms = []
    for form in lxml.html.document_fromstring(page).forms:
        typed = typed_fields(form)
        key = (form.action or address, *[field.name for field in typed[:3]])
        if form.xpath("ancestor::*[@hidden]"):  # made by a script alone
            continue
        if form.method == "POST" and typed and key not in seen:
            seen.add(key)
            forms.append(form)
    return forms


def send_wrong(client: FlaskClient, form: Any, address: str) -> list[str]:
    """The pages with mistakes that come back; what is taken as right is not sent a second time."""
    pages = []
    for nonsense in (False, True):
        sent = filled(form, nonsense)
        answer = client.post(form.action or address, data=sent)
        if answer.status_code < 400:
            break
        if answer.status_code == 422:
            pages.append(answer.text)
    return pages


def test_the_box_of_every_form_leads_to_its_fields(demo: Flask, demo_pages: list[DemoPage]) -> None:
    client = signed_in(demo)
    seen: set[Any] = set()
    wrong, looked_at = {}, 0
    for page in demo_pages:
        for form in forms_of(page.text, page.address, seen) if page.is_html else ():
            for answered in send_wrong(client, form, page.address):
                looked_at += 1
                if found := what_is_wrong(answered):
                    wrong[page.endpoint, form.action] = found
    assert wrong == {}
    assert looked_at > 300


PAGE = """<main><div class="problems" role="alert"><p>Not right yet.</p>
<ul data-mistakes><li><a href="#b">Second</a></li><li><a href="#a">First</a>: empty</li></ul></div>
<form><div class="field"><label for="a">First</label><input id="a" name="a"><p class="error">empty</p></div>
<fieldset class="field"><legend>Second</legend><input id="b-en"><input id="b-sq"><p class="error" id="b-error">empty</p></fieldset>
<table><tr><td><input name="c" aria-label="Third 1"><p class="error">no number</p></td></tr></table></form></main>"""


def test_lines_stand_in_the_order_of_the_page_and_none_is_missing(demo: Flask) -> None:
    with demo.test_request_context():
        box = lxml.html.document_fromstring(list_mistakes(PAGE)).find(".//ul")
    assert [(line.find("a").get("href"), line.text_content()) for line in box] == [
        ("#a", "First: empty"),
        ("#b-en", "Second"),
        ("#mistake-2", "Third 1"),
    ]
