"""Static files: style sheets made of their parts, all compressed once, kept by browsers for ever."""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from ..data.content import PACKAGE
from ..run.settings import Settings

_COMMENT_OR_STRING = re.compile(r"(/\*.*?\*/|\"[^\"]*\"|'[^']*')", re.S)
_BRACE = re.compile(r"[{}]")
_BETWEEN_SELECTORS = re.compile(r",(?![^(\[]*[)\]])")
_ELSEWHERE = re.compile(r"\[[^\]]*\]|:not\([^)]*\)")
_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")


def minify_css(text: str) -> str:
    """A style sheet without comments and without spaces that say nothing; strings stay as they are."""
    pieces = _COMMENT_OR_STRING.split(text)
    pieces[::2] = [_without_spaces(piece) for piece in pieces[::2]]
    whole = "".join(piece for piece in pieces if not piece.startswith("/*"))
    return whole.strip()


def _without_spaces(text: str) -> str:
    return re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", text))


def css_rules(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each pair of outermost braces of a style sheet without comments, and what in them."""
    at, depth, opens = 0, 0, 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opens = opens if depth else brace.start()
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield text[at:opens].strip(), text[opens + 1 : brace.start()]
                at = brace.end()


def selector_classes(selector: str) -> set[str]:
    """The classes something must have, or stand in, to be meant by a selector."""
    return set(_CLASS.findall(_ELSEWHERE.sub("", selector)))


def rule_selectors(before: str) -> list[str]:
    """The selectors of a rule."""
    return [one.strip() for one in _BETWEEN_SELECTORS.split(before)]


def narrow_css(text: str, keeps: Callable[[str], bool]) -> str:
    """A style sheet without comments with those selectors only all of whose classes it `keeps`."""
    kept = []
    for before, inside in css_rules(text):
        if before.startswith("@"):
            inside = narrow_css(inside, keeps) if "{" in inside else inside
            name = before
        else:
            name = ",".join(
                one
                for one in rule_selectors(before)
                if all(keeps(key) for key in selector_classes(one))
            )
        if name and inside.strip():
            kept.append(f"{name}{{{inside}}}")
    return "".join(kept)


FOLDER = PACKAGE / "static"
KEPT = 4
"""Versions of the static files that stay: a server of the last release may still serve its own."""
TEMPLATES = PACKAGE / "templates"
SHEET, PUBLIC_SHEET = "style.css", "public.css"
"""The whole sheet, and what of it the pages for people without an account use: a third."""
PUBLIC_LAYOUT, PAPER_LAYOUT = "layouts/public.html", "layouts/paper.html"
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|`[^`]*`")
_NO_CLASS = re.compile(r"{#.*?#}|_\(\s*'[^'\n]*'|(?<!:)//[^\n]*", re.S)
"""What people read: comments and messages."""
_FOR_PEOPLE = re.compile(rb"^[ \t]+(?=[^ \t\n/]|/[^/])|^[ \t]*//[^\n]*\n", re.M)
"""A script's indentation and the lines that are only a remark; no text of ours runs over lines."""
_NAMED = re.compile(
    r"{%-?\s*(?:extends|include|from|import)\s+(?:'[^']+' if [\w.]+ else )?'([^']+)'"
)
MADE_ELSEWHERE = ("pic",)
"""How classes begin that no template names: those of pictures."""
FOR_EVER = 31536000
"""Seconds browsers keep a file: its address carries its checksum."""
COMPRESSED = (".css", ".js", ".svg")


EVENED = FOLDER / "vendor" / "modern-normalize-3.0.1" / "modern-normalize.css"
"""Evens browsers out, at the head of both sheets; what its makers ask for stands above it."""


@lru_cache
def style_sheet() -> bytes:
    """The parts of the style sheet, in the order of their numbers, without what only people read."""
    return _licensed(_tight())


@lru_cache
def _tight() -> str:
    parts = [EVENED, *sorted((FOLDER / "css").glob("*.css"))]
    return minify_css("".join(part.read_text(encoding="utf-8") for part in parts))


def _licensed(sheet: str) -> bytes:
    licence = EVENED.read_text(encoding="utf-8").partition("*/")[0]
    return f"{licence}*/{sheet}".encode()


@lru_cache
def public_sheet() -> bytes:
    """What of the style sheet the pages for people without an account can use: classes stand in quotes where they are said."""
    texts = [path.read_text(encoding="utf-8") for path in public_templates()]
    scripts = {FOLDER / name for text in texts for name in re.findall(r"[\w/]+\.js", text)}
    texts += [path.read_text(encoding="utf-8") for path in scripts if path.is_file()]
    said = " ".join(piece for text in texts for piece in _QUOTED.findall(_NO_CLASS.sub("", text)))
    words = set(re.findall(r"[\w-]+", said))
    begun = (*MADE_ELSEWHERE, *(word for word in words if re.fullmatch(r"[a-z]\w*-", word)))
    return _licensed(narrow_css(_tight(), lambda name: name in words or name.startswith(begun)))


def public_templates() -> set[Path]:
    """The templates whose pages use the small sheet, and all these stand on or take in."""
    begin = len(TEMPLATES.as_posix()) + 1
    named = {
        path.as_posix()[begin:]: set(_NAMED.findall(path.read_text(encoding="utf-8")))
        for path in TEMPLATES.rglob("*.html")
    }
    found = _reached({PUBLIC_LAYOUT}, lambda name: {one for one in named if name in named[one]})
    found -= {PAPER_LAYOUT} | {one for one in named if PAPER_LAYOUT in named[one]}
    return {TEMPLATES / name for name in _reached(found, lambda name: named[name] & named.keys())}


def _reached(names: set[str], further: Callable[[str], set[str]]) -> set[str]:
    """These names, and what one comes to from them."""
    found, new = set[str](), names
    while new:
        found |= new
        new = {one for name in new for one in further(name)} - found
    return found


def strip_script(path: Path) -> bytes:
    """One of our scripts without what is only for those who read it: a sixth of what is sent."""
    return _FOR_PEOPLE.sub(b"", path.read_bytes())


SHEETS = {SHEET: style_sheet, PUBLIC_SHEET: public_sheet}


@lru_cache
def asset_checksum(name: str) -> str:
    """What the address of a file carries; it changes when the file does."""
    content = SHEETS[name]() if name in SHEETS else (FOLDER / name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:10]


@lru_cache
def modules_version() -> str:
    """What the address of all scripts of `js/` carries: they import each other by name, all of one version."""
    scripts = sorted((FOLDER / "js").glob("*.js"))
    return hashlib.sha256(b"".join(one.read_bytes() for one in scripts)).hexdigest()[:10]


def asset_address(name: str) -> str:
    """The address of a static file."""
    return f"/static/{name}?v={asset_checksum(name)}"


def module_address(name: str) -> str:
    """The address of a script that others import, `js/notes.js` say."""
    return f"/static/js-{modules_version()}/{name.removeprefix('js/')}"


def init_app(app: Flask, settings: Settings) -> None:
    """Serve static files before the application is asked."""
    app.wsgi_app = StaticFiles(app.wsgi_app, settings.instance / "static")  # type: ignore[method-assign]
    app.jinja_env.globals.update(asset=asset_address, module=module_address)


class StaticFiles:
    """Answers what begins with /static/. Nothing is made before somebody asks: a command needs none of it.

    `kept`: where the compressed files stay from one start to the next.
    """

    def __init__(self, wsgi_app: Callable[..., Any], kept: Path) -> None:
        self._wsgi_app, self._kept, self._one_at_a_time = wsgi_app, kept, Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith("/static/"):
            return self._wsgi_app(environ, start_response)
        with self._one_at_a_time:
            files = self._files
        answer: Iterable[bytes] = files(environ, start_response)
        return answer

    @cached_property
    def _files(self) -> WhiteNoise:
        folder = _compressed(self._kept)
        files = WhiteNoise(
            self._wsgi_app,
            root=str(folder),
            prefix="static/",
            max_age=FOR_EVER,
            allow_all_origins=False,
            add_headers_function=_headers,
        )
        files.add_files(str(folder / "js"), prefix=f"static/js-{modules_version()}/")
        return files


def _headers(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Cross-Origin-Embedder-Policy"] = "require-corp"  # a worker's file is asked for it


def _compressed(kept: Path) -> Path:
    """The folder of all static files with compressed ones beside them; made where it is not there yet."""
    files = sorted(
        path for path in FOLDER.rglob("*") if path.is_file() and path.parent.name != "css"
    )
    digest = hashlib.sha256(style_sheet() + public_sheet())
    for path in files:
        digest.update(str(path.relative_to(FOLDER)).encode() + path.read_bytes())
    there = kept / digest.hexdigest()[:16]
    if there.is_dir():
        return there
    try:
        kept.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=kept))
    except OSError:  # nothing can be written there: they are made at each start
        there = made = Path(tempfile.mkdtemp())
    for path in files:
        target = made / path.relative_to(FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".js" and "vendor" not in path.parts:
            target.write_bytes(strip_script(path))
        else:
            shutil.copyfile(path, target)
    for name, content in SHEETS.items():
        (made / name).write_bytes(content())
    compressor = Compressor(use_gzip=True, use_brotli=True, quiet=True)
    for path in [one for one in made.rglob("*") if one.suffix in COMPRESSED]:
        compressor.compress(str(path))
    return made if there == made else _settled(made, there)


def _settled(made: Path, there: Path) -> Path:
    """The folder under its name; another process may have been first. Those of earlier versions go but for a few."""
    try:
        made.rename(there)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
    with suppress(OSError):  # another process tidies up as well
        for old in sorted(there.parent.iterdir(), key=lambda one: one.stat().st_mtime)[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    return there
