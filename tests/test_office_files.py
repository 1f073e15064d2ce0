"""Excel and Word open each of our files without a question: the Open XML SDK's validator finds nothing in any.

It takes half a second for a file, most of it to start: a file in which it has found nothing is not looked at again as long as
no part of it has changed.
"""

import hashlib
import json
import os
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from .bench_demo import signed_in
from .budgets import grown_planner
from .programs import VALIDATOR
from .release.planting import addresses_of, known_in
from .release.sending import can_send

ROOT = Path(__file__).parent.parent
SHIPPED = sorted([*(ROOT / "checklists").glob("*.xlsx"), *(ROOT / "guides").glob("*.docx")])
KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}

pytestmark = pytest.mark.skipif(VALIDATOR is None, reason="the validator could not be fetched")


SOUND = ROOT / "build" / "sound"
"""Files without content, called after the sound files."""
KEPT_DAYS = 30


def trouble_in(file: Path) -> list[str]:
    """What the validator finds."""
    SOUND.mkdir(parents=True, exist_ok=True)
    sound = SOUND / mark_of_parts(file)
    if sound.exists():
        sound.touch()  # it is needed still
        return []
    trouble = ask_validator(file)
    if not trouble:
        sound.touch()
    return trouble


def mark_of_parts(file: Path) -> str:
    """Changes with any part of a file, and with the validator; not with the second in which the file was made."""
    mark = hashlib.sha256(f"{VALIDATOR} {file.suffix}".encode())
    with zipfile.ZipFile(file) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            mark.update(f"\n{name} {len(content)}\n".encode() + content)
    return mark.hexdigest()


def ask_validator(file: Path) -> list[str]:
    """What it says of a file, whatever was found before."""
    assert VALIDATOR is not None
    done = subprocess.run(
        [VALIDATOR, file, "Office2019"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "DOTNET_TieredPGO": "0",
        },  # so short a run only pays for measuring itself
    )
    return [f"{one['path']}: {one['description']}" for one in json.loads(done.stdout)["errors"]]


def made_by(demo: Flask, team: FlaskClient) -> Iterator[tuple[str, str, bytes]]:
    """Each page's Office file, by the page and the file's kind."""
    known = known_in(demo)
    for endpoint, view in sorted(demo.view_functions.items()):
        kinds = set()
        rules = demo.url_map.iter_rules(endpoint) if can_send(view) else ()
        for rule in [one for one in rules if "GET" in one.methods]:
            for address in addresses_of(demo, rule, known):
                answer = team.get(address)
                if answer.status_code != 200 or answer.mimetype == "text/html":
                    continue
                kind = KINDS.get(answer.mimetype)
                if kind and kind not in kinds:
                    kinds.add(kind)
                    yield endpoint, kind, answer.data
                if "ending" not in rule.arguments:
                    break  # what it is called says what it is: another event's is made in the same way


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_what_is_shipped_is_sound(file: Path) -> None:
    assert trouble_in(file) == []


@pytest.mark.begins_first
def test_what_the_planner_makes_is_sound(tmp_path: Path) -> None:
    with grown_planner(1) as demo:  # of one day: what was made before is made again
        look_through_files(demo, tmp_path)


def look_through_files(demo: Flask, tmp_path: Path) -> None:
    team = signed_in(demo)
    found, looked_at = {}, []
    for endpoint, kind, content in made_by(demo, team):
        file = tmp_path / f"{endpoint}.{kind}"
        file.write_bytes(content)
        looked_at.append(file.name)
        if trouble := trouble_in(file):
            found[file.name] = trouble
    forget_unneeded()
    assert found == {}
    assert len(looked_at) > 40


def forget_unneeded() -> None:
    """What no run has made for a month is forgotten."""
    for sound in SOUND.iterdir():
        if sound.stat().st_mtime < time.time() - KEPT_DAYS * 86_400:
            sound.unlink(missing_ok=True)


def test_what_is_wrong_is_found_again_and_again(tmp_path: Path) -> None:
    file, sound = tmp_path / "broken.docx", zipfile.ZipFile(ROOT / "guides" / "slips.docx")
    with sound, zipfile.ZipFile(file, "w") as broken:
        for name in sound.namelist():
            broken.writestr(name, sound.read(name).replace(b"<w:body>", b"<w:body><w:tr/>"))
    assert trouble_in(ROOT / "guides" / "slips.docx") == []
    assert trouble_in(file) != []
    assert trouble_in(file) != []
