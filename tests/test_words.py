"""One word for one thing, in every text: what `docs/glossary.md` says is not used is used nowhere."""

import ast
import re
import tomllib
from collections.abc import Iterator

import openpyxl
import pytest
from babel.messages.pofile import read_po

from facilitate.data.content import PACKAGE

ROOT = PACKAGE.parent
CATALOGUE = PACKAGE / "translations" / "sq" / "LC_MESSAGES" / "messages.po"
READS_OTHERS = {"headings.toml", "words.toml", "vocabulary.toml"}
"""Word lists that recognise what other people write: they have to know every word."""
ROW = re.compile(r"^\| (en|sq) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def not_used() -> dict[str, re.Pattern[str]]:
    """By language, what the glossary says is not used, as one pattern."""
    found: dict[str, list[str]] = {"en": [], "sq": []}
    for language, words, _but in ROW.findall((ROOT / "docs" / "glossary.md").read_text("utf-8")):
        found[language] += [
            re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
            for word in words.split(", ")
        ]
    return {
        code: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
        for code, words in found.items()
    }


TERM = re.compile(r"^\| ([a-z -]+) \| ([^|]+) \|$", re.MULTILINE)


def test_a_term_is_said_by_the_same_word_in_every_message() -> None:
    part = (ROOT / "docs" / "glossary.md").read_text("utf-8").split("## Terms that go together")[1]
    terms = TERM.findall(part)
    assert len(terms) > 20
    found, seen = [], 0
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="sq"):
            said, told = (
                " ".join(one) if isinstance(one, tuple | list) else str(one)
                for one in (message.id, message.string)
            )
            said = re.sub(r"%\(\w+\)[sd]", "", said)
            for english, albanian in terms:
                if re.search(rf"(?<!\w){english}s?(?!\w)", said, re.IGNORECASE):
                    seen += 1
                    if albanian.lower() not in told.lower():
                        found.append((english, said, told))
    assert seen > 300
    assert found == []


def messages() -> Iterator[tuple[str, str, str]]:
    """Where, in which language, and what: each message in both languages."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="sq"):
            for code, said in (("en", message.id), ("sq", message.string)):
                for text in said if isinstance(said, tuple | list) else (said,):
                    yield "messages.po", code, str(text)


def strings_in(value: object) -> Iterator[str]:
    """Every text in what a TOML file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings_in(one)


def content() -> Iterator[tuple[str, str, str]]:
    """The texts of techniques, agendas, help, kinds and demo: in help English counts too, elsewhere people may speak freely."""
    files = [*ROOT.glob("guides/**/*.toml"), *PACKAGE.glob("**/*.toml")]
    for path in files:
        if path.name in READS_OTHERS or "_content" in path.parts:
            continue
        codes = ("en", "sq") if path.parent.name == "help" else ("sq",)
        for text in strings_in(tomllib.loads(path.read_text("utf-8"))):
            for code in codes:
                yield str(path.relative_to(ROOT)), code, text


def lists() -> Iterator[tuple[str, str, str]]:
    """The cells of the starting lists."""
    for path in ROOT.glob("checklists/*.xlsx"):
        for sheet in openpyxl.load_workbook(path, read_only=True):
            for row in sheet.iter_rows(values_only=True):
                for cell in row:
                    if isinstance(cell, str):
                        yield path.name, "sq", cell


def letters() -> Iterator[tuple[str, str, str]]:
    """Texts that stand in the code in both languages."""
    for path in PACKAGE.glob("**/*.py"):
        source = path.read_text("utf-8")
        if "Words(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words"):
                continue
            for code, text in zip(("en", "sq"), node.args, strict=False):
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield str(path.relative_to(ROOT)), code, text.value


@pytest.mark.parametrize("texts", [messages, content, lists, letters])
def test_no_text_uses_a_word_that_the_glossary_does_not(texts) -> None:
    patterns, found, seen = not_used(), [], 0
    for where, code, text in texts():
        seen += 1
        found += [(where, one[0], text) for one in patterns[code].finditer(text)]
    assert seen > 50
    assert found == []


def test_the_glossary_names_words_in_both_languages() -> None:
    patterns = not_used()
    assert patterns["en"].findall("It lies in the bin; reckoned anew.") == [
        "lies in",
        "reckoned",
        "anew",
    ]
    assert patterns["sq"].findall("Fisha e praktikës për bashkërendimin") == [
        "Fisha e praktikës",
        "bashkërendimin",
    ]
