"""Albanian is complete: every message has one, different from the English, with the same placeholders."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parent.parent / "facilitate"
PO = PACKAGE / "translations" / "sq" / "LC_MESSAGES" / "messages.po"
SAME = set((Path(__file__).parent / "same_in_albanian.txt").read_text().splitlines())
"""Messages that read the same in both languages: names, numbers, international words."""

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "_l": None,
    "_n": (1, 2),
    "lazy_ngettext": (1, 2),
    "lazy_gettext": None,
}


def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="sq")


def messages_in_code() -> set[str]:
    """Every message the package shows."""
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    found = extract_from_dir(str(PACKAGE), methods, keywords=KEYWORDS)
    return {text[0] if isinstance(text, tuple) else text for _file, _line, text, _comments, _context in found}


def test_every_message_is_in_the_catalogue() -> None:
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue()}
    assert sorted(messages_in_code() - known) == []


def test_every_message_has_albanian() -> None:
    missing = []
    for message in catalogue():
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(strings):
            missing.append(message.id)
    assert missing == []


def test_albanian_is_not_english() -> None:
    same = {m.id for m in catalogue() if m.id and isinstance(m.id, str) and m.string == m.id}
    assert sorted(same - SAME) == []


def test_placeholders_are_kept() -> None:
    wrong = []
    for message in catalogue():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        allowed = {name for text in ids for name in PLACEHOLDER.findall(text)}
        for text in strings:
            if not set(PLACEHOLDER.findall(text)) <= allowed:
                wrong.append(message.id)
        if len(ids) == 1 and set(PLACEHOLDER.findall(strings[0])) != allowed:
            wrong.append(message.id)
    assert wrong == []


def test_the_compiled_catalogue_is_fresh() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(BytesIO(file.read()))
    assert by_first_form(compiled) == by_first_form(catalogue())


def by_first_form(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """The Albanian of every message, by its English (singular) form."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: tuple(message.string)
        if isinstance(message.id, (tuple, list))
        else (message.string,)
        for message in catalog
        if message.id
    }
