"""What is not right on a page that comes back: its box names every field, in the order of the page, and leads there.

A form knows which fields are wrong, not where a template puts them. So the list is made from the page itself: each sentence of
class `error` belongs to a field, and where that stands is where its line in the box stands.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Flask, Response
from markupsafe import Markup

from .i18n import _
from .request_values import is_asked_by_script

_LIST = re.compile(r"<ul data-mistakes>.*?</ul>", re.DOTALL)
_BOX = re.compile(r'<div class="problems".*?(?=</div>)', re.DOTALL)
_FOLD = re.compile(r"<details\b")
_MAIN = re.compile(r"<main\b[^>]*>")
_ABOUT = re.compile(r"-(hint|error)\d*$")
_CONTROLS = "descendant::*[self::input or self::select or self::textarea][not(@type='hidden')]"


class Said(NamedTuple):
    """A sentence at a field: where a link to it leads, what the field is called, and its name in the form."""

    at: str
    label: str
    name: str


def init_app(app: Flask) -> None:
    """Pages that come back with mistakes get their box in order."""

    @app.after_request
    def in_order(response: Response) -> Response:
        if response.status_code in (409, 422) and response.mimetype == "text/html":
            page = response.get_data(as_text=True)
            if "data-mistakes" in page or ("<main" in page and not is_asked_by_script()):
                response.set_data(list_mistakes(page))
        return response


def list_mistakes(page: str) -> str:
    """The page, its box listing what is wrong as it stands on the page."""
    from lxml import html  # noqa: PLC0415 - only pages with mistakes want it

    page = _numbered(page)
    tree = html.document_fromstring(page)
    place: dict[str, int] = {}
    for number, one in enumerate(tree.iterfind(".//*[@id]")):
        place.setdefault(one.get("id"), number)
    lines = _lines(_named_in_box(tree), _said_at_fields(tree), place)
    if not lines:
        return page
    items = [
        Markup('<li><a href="#{}">{}</a>{}</li>' if at in place else "<li>{1}{2}</li>").format(
            at, *line
        )
        for at, line in sorted(lines.items(), key=lambda line: place.get(line[0], len(place)))
    ]
    page = _unfolded(page, tree, lines)
    listed = Markup("<ul data-mistakes>{}</ul>").format(Markup().join(items))
    if _LIST.search(page):
        return _LIST.sub(lambda _found: listed, page, count=1)
    if _BOX.search(page):
        return _BOX.sub(lambda found: f"{found[0]}{listed}", page, count=1)
    box = Markup('<div class="problems" role="alert" tabindex="-1"{}><p>{}</p>{}</div>').format(
        "" if tree.xpath("//*[@autofocus][@aria-invalid]") else Markup(" autofocus"),
        _("Something is not right yet. What you typed is still here."),
        listed,
    )
    return _MAIN.sub(lambda found: f"{found[0]}{box}", page, count=1)


def _numbered(page: str) -> str:
    """Sentences that had no id get one: where a group of fields has none either, the link leads to what is said of it."""
    numbers = iter(range(1, page.count('class="error"') + 1))
    return re.sub(
        r'(<\w+ class="error")(?![^>]*\sid=)',
        lambda found: f'{found[1]} id="mistake-{next(numbers)}"',
        page,
    )


def _unfolded(page: str, tree: Any, places: Iterable[str]) -> str:
    """The page with every fold open that has one of these places in it: what is wrong is seen."""
    folds = tree.xpath("//details")
    if len(folds) != len(_FOLD.findall(page)):
        return page
    wanted = set(places)
    closed = (
        fold.get("open") is None and not wanted.isdisjoint(fold.xpath(".//*/@id")) for fold in folds
    )
    return _FOLD.sub(lambda found: f"{found[0]} open" if next(closed) else found[0], page)


def _lines(
    named: list[tuple[str, str, str]], said: list[Said], place: dict[str, int]
) -> dict[str, tuple[str, str]]:
    """What the box lists: what it names already, then every other field with a mistake.

    By where it leads: what the link says, and what is said after it.
    """
    lines: dict[str, tuple[str, str]] = {}
    for at, label, after in named:
        parts = (one for one in place if one.startswith(f"{at}-") and not _ABOUT.search(one))
        sentences = (
            one.at
            for one in said
            if one.name == at or one.name.startswith(f"{at}-") or one.label.startswith(label)
        )
        where = at if at in place else min(parts, key=place.__getitem__, default="")
        where = where or next(sentences, f"{at}-error" if f"{at}-error" in place else at)
        lines.setdefault(where, (label, after))
    for one in said:
        lines.setdefault(one.at, (one.label, ""))
    return lines


def _named_in_box(tree: Any) -> list[tuple[str, str, str]]:
    """The lines of the box as the form gave them: where each leads, what it says, and what is said after it."""
    links = tree.xpath("//*[contains(@class, 'problems')]//a[starts-with(@href, '#')]")
    return [(link.get("href")[1:], _text(link), (link.tail or "").rstrip()) for link in links]


def _said_at_fields(tree: Any) -> list[Said]:
    """Each field beside which a mistake is said."""
    said = []
    for error in tree.xpath("//body//*[@class='error'][@id]"):
        if error.xpath("ancestor-or-self::*[@hidden or contains(@class, 'problems')]"):
            continue
        control = _control_of(error)
        if control is not None:
            group = control.xpath("ancestor::fieldset[@id][1]/@id")
            at = control.get("id") or next(iter(group), error.get("id"))
            said.append(Said(at, _label_of(control), control.get("name") or ""))
    return said


def _control_of(error: Any) -> Any:
    """The field a sentence is about: the one that says so, else the wrong one nearest to it, else the one before it."""
    for control in error.getroottree().xpath("//*[@aria-describedby][@id]"):
        if error.get("id") in control.get("aria-describedby").split():
            return control
    for around in error.iterancestors():
        controls = around.xpath(_CONTROLS)
        if controls:
            wrong = [one for one in controls if one.get("aria-invalid")]
            before = [one for one in error.xpath("preceding::*") if one in controls]
            near = ([one for one in wrong if one in before] or wrong or before or controls)[-1]
            groups = near.xpath("ancestor::fieldset[contains(@class, 'field')][1]")
            return groups[0].xpath(_CONTROLS)[0] if groups else near
    return None


def _label_of(control: Any) -> str:
    """What a field is called: by its group, its label, or what only screen readers hear."""
    groups = control.xpath("ancestor::fieldset[contains(@class, 'field')]/legend")
    labels = control.getroottree().xpath("//label[@for=$name]", name=control.get("id"))
    labels = groups[-1:] or labels or control.xpath("ancestor::label")
    spoken = control.get("aria-label") or control.get("placeholder") or control.get("name") or ""
    return _text(labels[0]) if labels else spoken


def _text(element: Any) -> str:
    return " ".join(element.text_content().split()).rstrip(" *")
