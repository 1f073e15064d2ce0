"""Albanian is complete: every message has one, different from the English, with the same placeholders."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tools.messages import extract_python

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
    "lazy_pgettext": ((1, "c"), 2),
}


def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="sq")


def messages_in_code() -> set[str]:
    """Every message the package shows."""
    methods = [("**.py", extract_python), ("**.html", "jinja2")]
    found = extract_from_dir(str(PACKAGE), methods, keywords=KEYWORDS)
    return {
        text[0] if isinstance(text, tuple) else text
        for _file, _line, text, _comments, _context in found
    }


def test_messages_are_found_wherever_python_says_them() -> None:
    said = b"""f"<th>{_('Host')}</th>"; _n("%(num)d table", "%(num)d tables", tables); _(kept); _("at" " most", one=_l("one"))"""
    found = [
        text
        for _line, text, _comments, _context in extract(extract_python, BytesIO(said), KEYWORDS)
    ]
    assert sorted(found, key=str) == [("%(num)d table", "%(num)d tables"), "Host", "at most", "one"]


def test_every_message_is_in_the_catalogue() -> None:
    known = {
        message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue()
    }
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


def _context(message: Message) -> str:
    said = message.context or ""
    return said.decode() if isinstance(said, bytes) else said  # a compiled catalogue is read so


def by_first_form(catalog: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    """The Albanian of every message, by what it is said of (mostly nothing) and its English (singular) form."""
    return {
        (_context(message), message.id if isinstance(message.id, str) else message.id[0]): tuple(
            message.string
        )
        if isinstance(message.id, (tuple, list))
        else (message.string,)
        for message in catalog
        if message.id
    }


WORDS = r"_\(\s*'((?:[^'\\]|\\.)*)'"
POST = re.compile(rf"\bpost\((?:(?!}}).)*?,\s+{WORDS}\)(?:(?!}}).)*?label={WORDS}", re.DOTALL)
"""A button of the macro `post`: what is seen, what is read out."""
NAMED = re.compile(
    r'<(a|button|summary)\b[^>]*?aria-label="\{\{ ([^"]*?) }}[^"]*"[^>]*>(.*?)</\1>', re.DOTALL
)
"""A link or button with a name of its own, and what is in it."""


def seen_and_said(template: str) -> Iterator[tuple[str, str]]:
    """Messages that are seen on a button, beside the one that names it to a screen reader."""
    for call in POST.finditer(template):
        yield call[1], call[2]
    for one in NAMED.finditer(template):
        if label := re.match(WORDS, one[2]):
            yield from ((seen[1], label[1]) for seen in re.finditer(rf"\{{\{{-? {WORDS}\)", one[3]))


def test_a_name_has_the_words_that_are_seen() -> None:
    """Who speaks to the computer says what is on the button (WCAG 2.5.3), in either language."""
    pairs = [
        (file.name, *pair)
        for file in (PACKAGE / "templates").rglob("*.html")
        for pair in seen_and_said(file.read_text())
    ]
    assert len(pairs) > 20  # the patterns still find the buttons
    albanian = {message.id: message.string for message in catalogue()}
    assert [one for one in pairs if one[1].lower() not in one[2].lower()] == []
    assert [one for one in pairs if albanian[one[1]].lower() not in albanian[one[2]].lower()] == []
