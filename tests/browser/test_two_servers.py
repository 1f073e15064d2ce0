"""Two servers over one PostgreSQL and one Redis, each with an instance folder of its own and nothing else set: somebody signs in

at one, edits at the other, and goes on there when the first is killed; what they upload at one the other finds.
"""

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ..commands import run_command
from ..databases import create_database, free_port
from ..programs import REDIS
from ..serving.running import Running, run_planner
from ..serving.test_redis_away import serving

pytestmark = [pytest.mark.browser, pytest.mark.redis]
PASSWORD = "a long word for tests"
PEOPLE = "First name;Last name;Organisation;E-mail\nIna;Leka;Shelter;ina@office.example\n"


def at(server: Running, path: str) -> str:
    return f"http://127.0.0.1:{server.port}{path}"


def choose_password(page: Page, address: str) -> None:
    page.goto(address)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main button[type=submit], main button.main").first.click()
    expect(page).not_to_have_url(re.compile("/link/"))


def upload(page: Page, address: str) -> str:
    """Send a list of people that waits to be confirmed; gives where it waits."""
    page.goto(address)
    people = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    page.locator("input[type=file]").set_input_files(people)
    page.locator("main form:has(input[type=file]) button").first.click()
    page.wait_for_url(re.compile("/import/[0-9a-f]{32}"))
    return page.url.split(address.rsplit("/directory", 1)[0], 1)[1]


def test_one_session_one_store_two_servers(
    browser: Browser, tmp_path: Path, postgres_server: str
) -> None:
    url = create_database(postgres_server, "two_servers")
    folder_a, folder_b, redis_port = tmp_path / "a", tmp_path / "b", free_port()
    for folder in (folder_a, folder_b):
        folder.mkdir()
    both = {"DATABASE_URL": url, "REDIS_URL": f"redis://127.0.0.1:{redis_port}"}
    assert REDIS is not None
    with serving(redis_port, tmp_path), run_planner(folder_a, **both) as a:
        environment = {f"FACILITATE_{name}": value for name, value in both.items()}
        environment["FACILITATE_INSTANCE"] = str(folder_a / "instance")
        code, printed = run_command(
            ["invite", "ana@office.example", "--admin"], environment, tmp_path
        )
        assert code == 0, printed
        link = re.search(r"/link/\S+", printed)
        assert link is not None
        with run_planner(folder_b, **both) as b:
            page = browser.new_context().new_page()
            choose_password(page, at(a, link[0]))
            page.goto(at(b, "/account"))
            page.locator("input[name=name]").fill("Ana Kola of both")
            page.locator("main form:has(input[name=name]) button").first.click()
            assert a.command.process.pid is not None
            os.kill(a.command.process.pid, signal.SIGKILL)
            page.goto(at(b, "/account"))
            expect(page.locator("input[name=name]")).to_have_value("Ana Kola of both")
            waits_at = upload(page, at(b, "/directory/import"))
            with run_planner(folder_a, **both) as again:
                page.goto(at(again, waits_at))
                expect(page.locator("select").first).to_be_visible()
                page.goto(at(again, "/account"))
                expect(page.locator("input[name=name]")).to_have_value("Ana Kola of both")
                assert page.request.get(at(again, "/ready")).status == 200
            assert page.request.get(at(b, "/ready")).json()["parts"]["redis"] == "well"
