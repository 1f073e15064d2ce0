"""Static files: one style sheet made of its parts, all compressed once, kept by browsers for ever."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from .settings import Settings

FOLDER = Path(__file__).parent / "static"
SHEET = "style.css"
FOR_EVER = 31536000
"""Seconds browsers keep a file: its address carries its checksum."""
COMPRESSED = (".css", ".js", ".svg")


def style_sheet() -> bytes:
    """The parts of the style sheet, in the order of their numbers."""
    return b"".join(part.read_bytes() for part in sorted((FOLDER / "css").glob("*.css")))


@lru_cache
def checksum(name: str) -> str:
    """What the address of a file carries; it changes when the file does."""
    content = style_sheet() if name == SHEET else (FOLDER / name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:10]


@lru_cache
def modules_version() -> str:
    """What the address of all scripts of `js/` carries: they import each other by name, all of one version."""
    scripts = sorted((FOLDER / "js").glob("*.js"))
    return hashlib.sha256(b"".join(one.read_bytes() for one in scripts)).hexdigest()[:10]


def asset(name: str) -> str:
    """The address of a static file."""
    return f"/static/{name}?v={checksum(name)}"


def module(name: str) -> str:
    """The address of a script that others import, `js/notes.js` say."""
    return f"/static/js-{modules_version()}/{name.removeprefix('js/')}"


def init_app(app: Flask, settings: Settings) -> None:
    """Serve static files before the application is asked."""
    app.wsgi_app = StaticFiles(app.wsgi_app, settings.instance / "static")  # type: ignore[method-assign]
    app.jinja_env.globals.update(asset=asset, module=module)


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
    digest = hashlib.sha256(style_sheet())
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
        shutil.copyfile(path, target)
    (made / SHEET).write_bytes(style_sheet())
    compressor = Compressor(use_gzip=True, use_brotli=False, quiet=True)
    for path in [one for one in made.rglob("*") if one.suffix in COMPRESSED]:
        compressor.compress(str(path))
    return made if there == made else _settled(made, there)


def _settled(made: Path, there: Path) -> Path:
    """The folder under its name; another process may have been first."""
    try:
        made.rename(there)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
    return there
