"""One café from the empty step to the last key point, in real browsers: an organiser at a desk, participants and a host on phones."""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Locator, Page, expect

from facilitate.accounts.actions import user_by_email
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Day, Step
from facilitate.cafe import engine_process
from facilitate.cafe.addresses import slip_url
from facilitate.cafe.models import Cafe
from facilitate.cafe.queries import current_seating
from facilitate.cafe.seats import Seating, changed_slips, seating_from_json
from facilitate.data.db import db
from facilitate.directory.models import County, Organisation, Person, Sector
from facilitate.events.actions import join_team
from facilitate.events.models import Event, EventKind, Role
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing
from facilitate.run.worker import start_workers
from facilitate.setup.demo.load import OFFICIAL

from .. import moment
from .server import Planner

pytestmark = [pytest.mark.browser, pytest.mark.office]

SLUG = "cafe-shown"
GIVEN = ("Çlirim", "Besa", "Gëzim", "Drita", "Ëngjëll", "Flutura", "Genc", "Hana")
FAMILY = ("Çela", "Dervishi", "Ndërlëki", "Hoxha", "Kola", "Shehu")
PEOPLE = len(GIVEN) * len(FAMILY)


@pytest.fixture
def step(planner: Planner) -> Iterator[int]:
    """An event with 48 people and a café step nobody has touched; searches go on beside the pages, as they do at work."""
    with planner.app.app_context():
        step_id = _fill()
        db.session.commit()
    queue = planner.app.extensions["queue"]
    queue.immediate = False
    (worker,) = start_workers(planner.app)
    yield step_id
    worker.stop(graceful=True)
    queue.immediate = True


@pytest.fixture
def quick_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    """What finds several ways one after the other searches each with the least effort."""
    search = engine_process.search_runs

    def searched(task: Mapping[str, Any], *more: Any) -> list[dict[str, Any]]:
        effort = {"effort": "quick"} if len(task["runs"]) > 1 else {}
        return search({**task, "runs": [run | effort for run in task["runs"]]}, *more)

    monkeypatch.setattr(engine_process, "search_runs", searched)


def _fill() -> int:
    now = moment.now()
    event = Event(
        slug=SLUG,
        kind=EventKind.CONFERENCE,
        title=Words("What lasts"),
        description=Words(),
        venue="Hall",
        town="Tiranë",
        zone="UTC",
        language="en",
        first_day=now.date(),
        last_day=now.date(),
        expected=PEOPLE,
        created_at=now,
    )
    db.session.add(event)
    db.session.flush()
    join_team(event, user_by_email(OFFICIAL), Role.ORGANISER)
    day = Day(event_id=event.id, on=now.date(), starts=540, planned_end=1020)
    db.session.add(day)
    db.session.flush()
    step = Step(
        event_id=event.id,
        day_id=day.id,
        rank="a",
        kind=StepKind.CAFE,
        title=Words("Café"),
        minutes=105,
    )
    db.session.add(step)
    sectors = list(db.session.scalars(sa.select(Sector).order_by(Sector.id)))
    counties = list(db.session.scalars(sa.select(County).order_by(County.id)))
    office = db.session.scalar(sa.select(Organisation))
    for number in range(PEOPLE):
        given, family = GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN)]
        person = Person(
            given_name=given,
            family_name=family,
            organisation=office,
            position=Words(),
            email="",
            phone="",
        )
        db.session.add(person)
        db.session.flush()
        db.session.add(
            Participation(
                event_id=event.id,
                person_id=person.id,
                organisation_id=office.id,
                standing=Standing.COMING,
                sector_id=sectors[number % 4].id,
                county_id=counties[number % 5].id,
            )
        )
    db.session.flush()
    return step.id


class Kept:
    """The café as it stands in the planner's database."""

    def __init__(self, planner: Planner, step_id: int) -> None:
        self.planner, self.step_id = planner, step_id

    def seating(self) -> Seating:
        with self.planner.app.app_context():
            row = current_seating(
                db.session.scalars(sa.select(Cafe).filter_by(step_id=self.step_id)).one()
            )
            assert row is not None
            return seating_from_json(row.content)

    def names(self, keys: Iterable[str]) -> list[str]:
        with self.planner.app.app_context():
            rows = [db.session.get_one(Participation, int(key[1:])) for key in keys]
            return [row.person.name for row in rows]

    def badge(self, key: str) -> str:
        """The address behind the code on a slip."""
        with self.planner.app.test_request_context():
            return slip_url(
                db.session.scalars(sa.select(Cafe).filter_by(step_id=self.step_id)).one(), key
            )


def pages_of(file: Path, folder: Path) -> tuple[int, str]:
    """How many pages a file has on paper, and the words on them; a Word file is first made a PDF of."""
    if file.suffix == ".docx":
        subprocess.run(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation=file://{folder}/office",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(file),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        file = folder / f"{file.stem}.pdf"
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
    subprocess.run(
        ["pdftoppm", "-r", "40", "-png", str(file), str(folder / file.stem)],
        check=True,
        capture_output=True,
    )
    pictures = list(folder.glob(f"{file.stem}-*.png"))
    assert min(picture.stat().st_size for picture in pictures) > 2000  # none of them is blank
    return len(pictures), text


def slips(page: Page, folder: Path, name: str) -> Path:
    """Press “Download slips” and keep the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download slips: English").click()
    waiting.value.save_as(folder / f"{name}.docx")
    return folder / f"{name}.docx"


def phone_of(browser: Browser, *, scripts: bool) -> Page:
    """A page on a phone of its own, nobody signed in."""
    return browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", java_script_enabled=scripts
    ).new_page()


def row_of(page: Page, name: str) -> Locator:
    """Somebody's row on the page of a repair."""
    return page.locator("#missing li").filter(has_text=re.compile(rf"^\s*{name}\b"))


def set_up(page: Page) -> None:
    """Tables from the suggestion; the first two get a question, a name and a host."""
    page.get_by_role("link", name="Tables and rounds").last.click()
    expect(page.locator(".lead")).to_contain_text("No table yet for 48 people.")
    page.get_by_text("Suggestions from the numbers").click()
    page.get_by_role("button", name="Use this: 8 tables of 6").click()
    expect(page.locator(".lead")).to_contain_text("8 tables of 6 seats for 48 people.")
    expect(page.locator(".lead")).to_contain_text("= 105 min; the step has 105.")
    for number, question, name, host in (
        (1, "What keeps people?", "People", "Besa Hoxha"),
        (2, "Who pays?", "Money", ""),
    ):
        page.get_by_role("link", name=f"Edit table {number}").click()
        page.locator("[name=question-en]").fill(question)
        page.locator("[name=name-en]").fill(name)
        if host:
            chosen = page.locator("[name=host_participation_id] option").filter(has_text=host)
            page.locator("[name=host_participation_id]").select_option(
                chosen.get_attribute("value")
            )
        else:
            page.locator("[name=host_name]").fill("Ilir Stafa")
        page.locator("main form button.main").click()
    expect(page.locator("main")).to_contain_text("host Besa Hoxha")
    expect(page.locator(".lead")).to_contain_text("6 tables have no host yet.")


def seat(page: Page) -> None:
    """One press; how far it is stands on the page, which shows the seats once they are found."""
    page.get_by_role("link", name="Who sits where").first.click()
    page.get_by_role("button", name="Seat everyone").click()
    expect(page.get_by_role("heading", name="Everybody is being seated")).to_be_visible()
    expect(page.get_by_role("button", name="Stop and use the best so far")).to_be_visible()
    expect(page.locator("#seats")).to_be_visible()


def test_a_café_from_the_first_table_to_the_last_word(
    browser: Browser, planner: Planner, step: int, quick_repair: None, tmp_path: Path
) -> None:
    kept, cafe = Kept(planner, step), f"{planner.url}/events/{SLUG}/cafe"
    page = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True
    ).new_page()
    planner.enter(page)
    page.goto(cafe)
    set_up(page)
    seat(page)
    first = kept.seating()
    assert len(first.paths) == PEOPLE
    host = next(key for key, path in first.paths.items() if len(set(path)) == 1)

    # what the seating is worth, in words
    expect(page.locator(".lead")).to_have_text("Nobody meets the same person twice.")
    expect(page.locator(".quality")).to_contain_text("Each person meets 15 others of 47.")
    expect(page.locator(".quality")).to_contain_text("Every table has somebody from")
    expect(page.locator("#seats a.dot[data-k]")).to_have_count(3 * PEOPLE)

    change_places(page, kept, first)

    # slips, as Word and from the browser
    page.get_by_role("link", name="Print", exact=True).click()
    count, words = pages_of(slips(page, tmp_path, "all"), tmp_path)
    assert count == 5  # ten on a page
    assert all(f"{given} {family}" in words for given in GIVEN for family in FAMILY)
    page.goto(f"{cafe}/{step}/print/slips?lang=en")
    page.pdf(path=tmp_path / "browser.pdf", prefer_css_page_size=True)
    count, words = pages_of(tmp_path / "browser.pdf", tmp_path)
    assert count == 5
    assert all(f"{given} {family}" in words for given in GIVEN for family in FAMILY)

    # four did not come, two come to the third round: the first, which was held, stays, and few slips are printed again
    page.goto(f"{cafe}/{step}/repair")
    table = next(table for table in first.tables if host not in first.people_at(2, table))
    missing, late = first.people_at(2, table)[:4], first.people_at(2, first.tables[-1])[-2:]
    reprint = repair(page, kept.names(missing), kept.names(late))
    repaired = kept.seating()
    assert repaired.rounds[0] == first.rounds[0]
    assert [repaired.path(key)[1:] for key in missing] == [(None, None)] * 4
    assert [repaired.path(key)[1] for key in late] == [None, None]
    assert (
        3 <= reprint == len(changed_slips(first, repaired)) <= 5
    )  # the table without them gets three others
    expect(page.locator(".lead")).to_contain_text("44 people at 8 tables.")
    count, words = pages_of(slips(page, tmp_path, "changed"), tmp_path)
    assert count == 1
    assert words.count("Round 1") == reprint
    assert [name for name in kept.names(missing) if name in words] == []

    # on a phone without scripts: the own seat by name without accents, and by the code on the badge
    page.goto(f"{cafe}/{step}/room")
    page.get_by_role("button", name="Open the page").click()
    phone = phone_of(browser, scripts=False)
    phone.goto(page.locator("#find-address").input_value())
    phone.locator("#q").fill("engjell nderleki")
    phone.locator("form.findme button").click()
    expect(phone.locator("h1")).to_have_text("Ëngjëll Ndërlëki")
    expect(phone.locator(".herenow")).to_contain_text("Next: round 2")
    phone.goto(kept.badge(host))
    expect(phone.locator("h1")).to_have_text("Besa Hoxha")
    expect(phone.locator(".path .tableno")).to_have_text(["Table 1"] * 3)
    phone.context.close()

    # the host of a table writes down a key point, which the organiser reads
    page.goto(f"{cafe}/{step}/harvest/tables")
    phone = phone_of(browser, scripts=True)
    phone.goto(
        planner.url
        + str(page.get_by_role("link", name="Open", exact=True).first.get_attribute("href"))
    )
    expect(phone.locator(".asked")).to_have_text("What keeps people?")
    phone.locator("#text").fill("Pay for two years, not for one.")
    phone.locator("#add .btn.main").click()
    expect(phone.locator("#notes ol li")).to_have_text(["Pay for two years, not for one."])
    phone.context.close()
    page.goto(f"{cafe}/{step}/harvest")
    expect(page.locator("main")).to_contain_text("Pay for two years, not for one.")
    groups_of_one_line(page, planner, cafe)
    cafe_of_one_sentence(page, planner, cafe)
    page.context.close()


def groups_of_one_line(page: Page, planner: Planner, cafe: str) -> None:
    """One typed line is the groups: page, slips, sheets and guide agree on how many there are and who is in which."""
    page.goto(f"{planner.url}/events/{SLUG}/agenda")
    line = page.locator("[name=line]").first
    line.fill("Group work by county 5 groups 45m")
    line.press("Enter")
    page.get_by_role("link", name="Small groups", exact=True).click()
    expect(page.locator(".lead")).to_have_text(
        "5 groups of up to 12 for 48 people. 1 round of 45 min; the step has 45."
    )
    page.get_by_role("link", name="Who sits where").first.click()
    page.get_by_role("button", name="Seat everyone").click()
    expect(page.locator(".lead")).to_contain_text("no group has people of more than one.")
    papers = f"{cafe}/{page.url.partition('step=')[2].partition('#')[0]}/print"
    page.goto(f"{papers}/slips?lang=en")
    slips = {
        text.split("\n")[0].strip(): re.findall(r"Group\s+(\d+)", text)
        for text in page.locator("article.slip").all_inner_texts()
    }
    assert len(slips) == PEOPLE
    page.goto(f"{papers}/hosts?lang=en")
    sheets: dict[str, list[str]] = {}
    for sheet in page.locator("section.hsheet").filter(has_text="what was said").all():
        number = re.findall(r"Group (\d+)", sheet.locator("h2").inner_text())
        for name in sheet.locator(".comes").inner_text().split(", "):
            sheets[name.partition(" (")[0]] = number
    assert sheets == slips
    assert {number for (number,) in slips.values()} == {"1", "2", "3", "4", "5"}
    page.goto(f"{planner.url}/events/{SLUG}/guide")
    expect(page.get_by_text("5 groups", exact=True)).to_have_count(1)


def papers_of(page: Page, papers: str) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Everybody's tables by round as their slip says, and how many sheets each table's host has."""
    page.goto(f"{papers}/slips?lang=en")
    slips = {
        text.split("\n")[0].strip(): re.findall(r"Table\s+(\d+)", text)
        for text in page.locator("article.slip").all_inner_texts()
    }
    page.goto(f"{papers}/hosts?lang=en")
    sheets = page.locator("section.hsheet")
    heads = [re.findall(r"Table (\d+)", text)[0] for text in sheets.all_inner_texts()]
    return slips, {number: heads.count(number) for number in heads}


def cafe_of_one_sentence(page: Page, planner: Planner, cafe: str) -> None:
    """One typed sentence is the café: its page, slips, host sheets, signs, room plan, guide and shopping list agree in every number."""
    page.goto(f"{planner.url}/events/{SLUG}/agenda")
    line = page.locator("[name=line]").first
    line.fill("World café, 9 tables, 3 rounds of 20 minutes, 70 people")
    with page.expect_response(re.compile("/agenda/line$")):
        line.press("Enter")
    with planner.app.app_context():
        made = db.session.scalars(sa.select(sa.func.max(Step.id))).one()
        step = db.session.get_one(Step, made)
        said = step.kind.value, step.technique, step.minutes, step.groups, step.people
    assert said == ("cafe", "world-cafe", 75, 9, 70)
    page.goto(f"{cafe}/{made}/tables")
    expect(page.locator("#how-many")).to_have_value("9")
    expect(page.locator(".lead")).to_contain_text("9 tables of 8 seats")
    expect(page.locator(".lead")).to_contain_text(
        "3 rounds of 20 min + 5 to move = 75 min; the step has 75."
    )
    expect(page.locator(".flash.warned")).to_have_count(0)
    page.goto(f"{cafe}?step={made}")
    page.get_by_role("button", name="Seat everyone").click()
    expect(page.locator("#seats")).to_be_visible()
    papers = f"{cafe}/{made}/print"
    slips, sheets = papers_of(page, papers)
    numbers = [str(number) for number in range(1, 10)]
    assert len(slips) == PEOPLE
    assert {len(tables) for tables in slips.values()} == {3}
    assert sheets == dict.fromkeys(numbers, 2)  # what to do, and where to write
    assert {table for tables in slips.values() for table in tables} == set(numbers)
    for paper, each in (
        ("signs", "section.sign"),
        ("cards", "section.tcard"),
        ("room", "svg circle"),
    ):
        page.goto(f"{papers}/{paper}?lang=en")
        expect(page.locator(each)).to_have_count(9)
    page.goto(f"{planner.url}/events/{SLUG}/guide")
    expect(page.get_by_text("9 tables", exact=True)).to_have_count(1)
    page.goto(f"{planner.url}/events/{SLUG}/agenda/shopping")
    expect(page.locator("tr").filter(has_text="tablecloths")).to_contain_text("18")


def next_who_breaks_nothing(page: Page, carried: str) -> str:
    """Go on with the arrow to the first person with whom the second round's places can be changed without breaking a rule."""
    event, _slash, _rest = page.url.rpartition("/cafe")
    step = parse_qs(urlsplit(page.url).query)["step"][0]
    for _turn in range(60):
        page.keyboard.press("ArrowDown")
        other = page.evaluate("document.activeElement.dataset.k")
        asked = f"{event}/cafe/{step}/price?round=2&who={carried}&with={other}"
        price = page.request.get(asked) if other else None
        if price is not None and price.ok and "would break" not in price.text():
            return str(other)
    raise AssertionError("nobody can change places")


def change_places(page: Page, kept: Kept, first: Seating) -> None:
    """Two people change places by keyboard in the second round, after the price was said; then it is taken back.

    The mouse asks the same: one dropped on another, and left where they are.
    """
    cell = page.locator("#seats tbody tr").nth(2).locator("td:not(.num)").nth(1)
    dot = cell.locator("a.dot[data-k]").first
    carried = str(dot.get_attribute("data-k"))
    dot.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-live]")).to_contain_text("Picked up")
    other = next_who_breaks_nothing(page, carried)
    expect(page.locator("[data-live]")).to_contain_text("Swap places with")
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.price-dialog")
    expect(dialog).to_contain_text("swap places in round 2")
    expect(dialog).to_contain_text("2 slips")
    expect(dialog.get_by_role("button", name="Swap places")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("swap places in round 2")
    swapped = kept.seating()
    assert (swapped.at(2, carried), swapped.at(2, other)) == (
        first.at(2, other),
        first.at(2, carried),
    )
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".flash").filter(has_text="Undone:")).to_be_visible()
    assert kept.seating() == first
    column = page.locator("#seats tbody td:nth-child(5)")
    column.nth(1).locator("a.dot[data-k]").nth(2).drag_to(
        column.nth(3).locator("a.dot[data-k]").nth(2)
    )
    expect(dialog).to_contain_text("swap places in round 3")
    dialog.get_by_text("Cancel").click()
    expect(dialog).to_be_hidden()
    assert kept.seating() == first


def repair(page: Page, missing: list[str], late: list[str]) -> int:
    """After one round some are missing, some come to the third; take the way with the fewest changed slips.

    Gives how many slips it says those are.
    """
    for name in missing:
        row_of(page, name).get_by_role("checkbox").check()
    for name in late:
        row_of(page, name).locator("select").select_option("3")
    page.locator("#held").fill("1")
    page.get_by_role("button", name="Find ways to continue").click()
    offer = page.locator("#found .card").filter(
        has=page.get_by_role("heading", name="Fewest changed slips")
    )
    expect(offer).to_be_visible()
    expect(page.get_by_role("heading", name="Best mixing")).to_be_visible()
    expect(offer).to_contain_text(re.compile("meets? (the same person )?twice"))
    price = re.search(r"(\d+) slips? to print again", offer.inner_text())
    assert price is not None
    page.get_by_role("button", name="Use this: Fewest changed slips").click()
    page.wait_for_url("**/print")
    expect(page.locator(".flash")).to_contain_text("Repaired with the fewest changed slips.")
    return int(price[1])
