"""Static files: style sheets made of their parts, all compressed once, kept by browsers for ever."""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Flask, g
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from ..run.settings import Settings
from .style_sheets import (
    FOLDER,
    all_sheets,
    sheets_of,
    sheets_version,
    uses_htmx,
)

KEPT = 4
"""Versions of the static files that stay: a server of the last release may still serve its own."""
_FOR_PEOPLE = re.compile(rb"^[ \t]+(?=[^ \t\n/]|/[^/])|^[ \t]*//[^\n]*\n", re.M)
"""A script's indentation and the lines that are only a remark; no text of ours runs over lines."""
FOR_EVER = 31536000
"""Seconds browsers keep a file: its address carries its checksum."""
COMPRESSED = (".css", ".js", ".svg")


def strip_script(path: Path) -> bytes:
    """A script without what is only for those who read it: a sixth of what is sent. Others' licences lie beside theirs."""
    return _FOR_PEOPLE.sub(b"", path.read_bytes())


@lru_cache
def asset_checksum(name: str) -> str:
    """What the address of a file carries; it changes when the file does."""
    if name.endswith(".css"):
        return sheets_version()
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]


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


@pass_context
def style_links(context: Context, *, public: bool = False) -> Markup:
    """The sheets of a page, of one for people without an account say: a base, and its room's own."""
    return Markup().join(
        Markup('<link rel="stylesheet" href="{}">').format(asset_address(name))
        for name in sheets_of(context.name or "", public=public)
    )


@pass_context
def needs_htmx(context: Context) -> bool:
    """Whether a page needs the script that fetches pieces of it; asked at its end, when all fields have been made."""
    return uses_htmx(context.name or "") or bool(g.get("asks_for_pieces"))


def init_app(app: Flask, settings: Settings) -> None:
    """Serve static files before the application is asked."""
    app.wsgi_app = StaticFiles(app.wsgi_app, settings.instance / "static")  # type: ignore[method-assign]
    app.jinja_env.globals.update(
        asset=asset_address, module=module_address, style_links=style_links, needs_htmx=needs_htmx
    )


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
    digest = hashlib.sha256(sheets_version().encode())
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
        if path.suffix == ".js":
            target.write_bytes(strip_script(path))
        else:
            shutil.copyfile(path, target)
    for name, content in all_sheets().items():
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
