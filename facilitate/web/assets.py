"""Static files: style sheets made of their parts, all compressed once, kept by browsers for ever."""

import hashlib
import logging
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
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

LOG = logging.getLogger(__name__)
ON_ITS_WAY = 30
"""Seconds after which no answer reads the files any more that were served first."""
IN_THE_MAKING = tempfile.gettempprefix()
"""Folders that another process makes or serves meanwhile, unless they are a day old."""
A_DAY = 86_400
KEPT = 4
"""Versions of the static files that stay: a server of the last release may still serve its own."""
_FOR_PEOPLE = re.compile(rb"^[ \t]+(?=[^ \t\n/]|/[^/])|^[ \t]*//[^\n]*\n", re.M)
"""A script's indentation and the lines that are only a remark; no text of ours runs over lines."""
FOR_EVER = 31536000
"""Seconds browsers keep a file: its address carries its checksum."""
ICONS = "vendor/bootstrap-icons-1.13.2/icons.svg"
_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="0 0 16 16">(.*?)</symbol>')
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
    """The sheets of a page, of one for people without an account say: a base, and its room's own; `icon_shape` asks which."""
    g.public_page = public
    return Markup().join(
        Markup('<link rel="stylesheet" href="{}">').format(asset_address(name))
        for name in sheets_of(context.name or "", public=public)
    )


@lru_cache
def _icon_shapes(public: bool) -> dict[str, Markup]:
    """What each icon is drawn by: its lines in a square of 16, or where they stand in the file of all icons."""
    drawn = dict[str, str](_SYMBOL.findall((FOLDER / ICONS).read_text()))
    if public:
        return {
            name: Markup(f'<svg viewBox="0 0 16 16">{lines}</svg>') for name, lines in drawn.items()
        }
    return {name: Markup(f'<use href="{asset_address(ICONS)}#{name}"/>') for name in drawn}


def icon_shape(name: str) -> Markup:
    """An icon, to stand in its `svg`: out of the file of them all, which an account's browser keeps.

    Whoever opens one page by a link is sent the few of that page within it: the file is larger than many a page.
    """
    return _icon_shapes(bool(g.get("public_page")))[name]


@pass_context
def needs_htmx(context: Context) -> bool:
    """Whether a page needs the script that fetches pieces of it; asked at its end, when all fields have been made."""
    return uses_htmx(context.name or "") or bool(g.get("asks_for_pieces"))


def init_app(app: Flask, settings: Settings) -> None:
    """Serve static files before the application is asked."""
    app.wsgi_app = StaticFiles(  # type: ignore[method-assign]
        app.wsgi_app, settings.instance / "static", at_once=settings.immediate_jobs
    )
    app.jinja_env.globals.update(
        asset=asset_address,
        icon_shape=icon_shape,
        module=module_address,
        needs_htmx=needs_htmx,
        style_links=style_links,
    )


class StaticFiles:
    """Answers what begins with /static/. Nothing is made before somebody asks: a command needs none of it.

    Until all are compressed (seconds, once a version) they are sent as they are: the first page after an upgrade waits for
    nothing. `kept`: where the compressed files stay from one start to the next. `at_once`: compress before answering.
    """

    def __init__(self, wsgi_app: Callable[..., Any], kept: Path, *, at_once: bool) -> None:
        self._wsgi_app, self._kept, self._at_once = wsgi_app, kept, at_once
        self._one_at_a_time = Lock()
        self._files: WhiteNoise | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith("/static/"):
            return self._wsgi_app(environ, start_response)
        with self._one_at_a_time:
            files = self._files = self._files or self._begin()
        answer: Iterable[bytes] = files(environ, start_response)
        return answer

    def _begin(self) -> WhiteNoise:
        there = _place(self._kept)
        if there.is_dir():
            return self._serve(there)
        made = _made(self._kept)
        if self._at_once:
            return self._serve(_compressed(made, there))
        plain = self._serve(made)
        Thread(target=self._compress, args=(made, there), daemon=True).start()
        return plain

    def _compress(self, plain: Path, there: Path) -> None:
        """Compress a copy and serve it instead; a request that is on its way still reads the files as they were."""
        try:
            made = Path(tempfile.mkdtemp(dir=plain.parent))
            shutil.copytree(plain, made, dirs_exist_ok=True)
            small = self._serve(_compressed(made, there))
        except OSError as error:  # no room: they stay as they are
            LOG.warning("static files could not be compressed: %s", error)
            return
        with self._one_at_a_time:
            self._files = small
        time.sleep(ON_ITS_WAY)
        shutil.rmtree(plain, ignore_errors=True)

    def _serve(self, folder: Path) -> WhiteNoise:
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


def _originals() -> list[Path]:
    return sorted(
        path for path in FOLDER.rglob("*") if path.is_file() and path.parent.name != "css"
    )


def _place(kept: Path) -> Path:
    """The folder of the compressed files of this version, there or not."""
    digest = hashlib.sha256(sheets_version().encode())
    for path in _originals():
        digest.update(str(path.relative_to(FOLDER)).encode() + path.read_bytes())
    return kept / digest.hexdigest()[:16]


def _made(kept: Path) -> Path:
    """A new folder of all static files as they are sent; where nothing can be written, among the temporary ones."""
    try:
        kept.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=kept))
    except OSError:
        made = Path(tempfile.mkdtemp())
    for path in _originals():
        target = made / path.relative_to(FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".js":
            target.write_bytes(strip_script(path))
        else:
            shutil.copyfile(path, target)
    for name, content in all_sheets().items():
        (made / name).write_bytes(content())
    return made


def _compressed(made: Path, there: Path) -> Path:
    """Put compressed files beside those of a folder and give it its place; where it is then."""
    compressor = Compressor(use_gzip=True, use_brotli=True, quiet=True)
    for path in [one for one in made.rglob("*") if one.suffix in COMPRESSED]:
        compressor.compress(str(path))
    return _settled(made, there) if made.parent == there.parent else made


def _settled(made: Path, there: Path) -> Path:
    """The folder under its name; another process may have been first. Those of earlier versions go but for a few."""
    try:
        made.rename(there)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
    with suppress(OSError):  # another process tidies up as well
        others = sorted(there.parent.iterdir(), key=lambda one: one.stat().st_mtime)
        settled = [one for one in others if not one.name.startswith(IN_THE_MAKING)]
        yesterday = there.stat().st_mtime - A_DAY
        left = [one for one in others if one not in settled and one.stat().st_mtime < yesterday]
        for old in (*settled[:-KEPT], *left):
            shutil.rmtree(old, ignore_errors=True)
    return there
