"""Two note-takers on one step: one loses the network for a while, writes on, reloads; at last both see every line once."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.notes.models import NoteKind, NoteLine, NoteOperation
from facilitate.setup.demo.load import TEAM

from .server import Planner
from .waiting import KEPT, OFTEN, wait_until

pytestmark = pytest.mark.browser
TITLE = "Çfarë do të bëj unë"
LINES = "[data-note-list] .note-text"
DRAFT = """async (words) => {
  const { scope, spot } = JSON.parse(document.querySelector("[data-notes]").dataset.notes);
  const { store } = await import(document.querySelector('script[src$="/notes.js"]').src);
  return (await store.get("drafts", `${scope} ${JSON.stringify(spot)}`))?.text === words;
}"""


@pytest.fixture
def address(planner: Planner) -> Iterator[str]:
    """The page of a step in which little was said."""
    with planner.app.app_context():
        event = db.session.scalars(sa.select(Event.id).where(Event.slug == "annual-2008")).one()
        steps = db.session.scalars(sa.select(Step).where(Step.event_id == event))
        step = next(one.id for one in steps if one.title.sq == TITLE)
        before = set(db.session.scalars(sa.select(NoteLine.id)))
    yield f"{planner.url}/events/annual-2008/notes/steps/{step}"
    with planner.app.app_context():  # the next test has the demo as it was
        db.session.execute(sa.delete(NoteLine).where(NoteLine.id.not_in(before)))
        db.session.execute(sa.delete(NoteOperation))
        db.session.commit()


def enter_as(planner: Planner, page: Page, key: str) -> None:
    """Sign in somebody of the demo's team."""
    planner.enter(page, email=TEAM[key][1])


def written(planner: Planner) -> list[tuple[NoteKind, str]]:
    """What the planner has beyond the demo's own lines, in the order of the moments."""
    with planner.app.app_context():
        mine = sa.and_(NoteLine.event_id == Event.id, Event.slug == "annual-2008")
        rows = sa.select(NoteLine.kind, NoteLine.text).join(Event, mine)
        rows = rows.where(~NoteLine.key.startswith("annual-2008-"))
        return [
            (kind, text)
            for kind, text in db.session.execute(rows.order_by(NoteLine.at, NoteLine.id))
        ]


def say(page: Page, text: str) -> None:
    """Type a line and press Enter; the field is empty at once."""
    field = page.locator("[data-note-form] textarea")
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_value("")


def test_nothing_is_lost_or_doubled_without_a_connection(
    page: Page, browser: Browser, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready")
    start = page.locator(LINES).count()
    second = browser.new_context()
    other = second.new_page()
    other.add_init_script(OFTEN)
    enter_as(planner, other, "N2")
    other.goto(address)

    say(page, "“Të hënën i telefonoj.”")
    expect(page.locator("[data-note-status]")).to_have_text("Everything is saved.")
    expect(other.locator(LINES)).to_have_count(start + 1)
    wait_until(page, KEPT, "/notes/steps/", what="the device keeps the page of the step")

    page.context.set_offline(True)
    say(page, "! Takohemi çdo muaj")
    expect(page.locator("[data-note-alone]")).to_contain_text("No connection since")
    page.locator("[data-note-form] textarea").press("Alt+7")
    say(page, "Bashkia shtyp fletën deri në maj")
    page.locator("[data-note-form] textarea").fill("Gjysma e një fja")
    expect(page.locator("[data-note-alone]")).to_contain_text("2 lines wait on this device.")
    wait_until(page, DRAFT, "Gjysma e një fja", what="the device keeps what is being typed")
    page.reload()  # closed by mistake: it opens from the device, with what waits and what was being typed
    expect(page.locator(LINES)).to_have_count(start + 3)
    expect(page.locator("[data-note-form] textarea")).to_have_value("Gjysma e një fja")
    say(page, "Gjysma e një fjalie, tani e tëra")
    expect(page.locator(".note-waiting")).to_have_count(3)
    say(other, "? Kush e mban fletën")
    expect(other.locator(LINES)).to_have_count(start + 2)

    page.context.set_offline(False)
    for one in (page, other):
        expect(one.locator(LINES)).to_have_count(start + 5)
        expect(one.locator(".note-waiting")).to_have_count(0)
    assert sorted(written(planner)) == sorted(
        [
            (NoteKind.QUOTE, "Të hënën i telefonoj."),
            (NoteKind.DECISION, "Takohemi çdo muaj"),
            (NoteKind.ACTION, "Bashkia shtyp fletën deri në maj"),
            (NoteKind.ACTION, "Gjysma e një fjalie, tani e tëra"),
            (NoteKind.QUESTION, "Kush e mban fletën"),
        ]
    )
    second.close()


def test_two_change_one_line_and_both_texts_are_shown(
    page: Page, browser: Browser, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    say(page, "Ajo që u tha")
    expect(page.locator("[data-note-status]")).to_have_text("Everything is saved.")
    second = browser.new_context()
    other = second.new_page()
    other.add_init_script(OFTEN)
    enter_as(planner, other, "N2")
    other.goto(address)
    expect(other.locator(LINES).last).to_have_text("Ajo që u tha")
    page.context.set_offline(True)
    page.locator("[data-note-edit]").last.click()
    say(page, "Ajo që u tha vërtet")
    other.locator("[data-note-edit]").last.click()
    say(other, "Ajo që u tha me të vërtetë")
    expect(other.locator("[data-note-status]")).to_have_text("Everything is saved.")
    page.context.set_offline(False)
    asked = page.locator("[data-note-problems]")
    expect(asked).to_contain_text("Theirs: Ajo që u tha me të vërtetë")
    expect(asked).to_contain_text("Yours: Ajo që u tha vërtet")
    asked.get_by_role("button", name="Keep mine").click()
    expect(other.locator(LINES).last).to_have_text("Ajo që u tha vërtet")
    assert [text for _kind, text in written(planner)] == ["Ajo që u tha vërtet"]
    second.close()


def test_signed_out_everything_stays_on_the_device(
    page: Page, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    page.context.clear_cookies()
    say(page, "Kjo nuk duhet të humbasë")
    expect(page.locator("[data-note-alone]")).to_contain_text("You are signed out.")
    enter_as(planner, page, "N1")
    page.goto(address)
    expect(page.locator(LINES).last).to_have_text("Kjo nuk duhet të humbasë")
    expect(page.locator(".note-waiting")).to_have_count(0)
    assert [text for _kind, text in written(planner)] == ["Kjo nuk duhet të humbasë"]


def test_a_megabyte_is_not_taken_and_stays_in_the_field(
    page: Page, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    field = page.locator("[data-note-form] textarea")
    field.focus()
    page.keyboard.insert_text("ë" * 1_000_000)  # as a paste does: whatever the field allows
    field.press("Enter")
    expect(page.locator("[data-note-problems]")).to_contain_text("The line is too long (at most")
    assert len(field.input_value()) == 1_000_000
    assert written(planner) == []


def texts(planner: Planner) -> list[str]:
    return [text for _kind, text in written(planner)]


def test_what_is_typed_while_a_line_is_kept_stays(
    page: Page, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    page.context.set_offline(True)
    field, said = (
        page.locator("[data-note-form] textarea"),
        [f"abcdefgh {number}" for number in range(8)],
    )
    field.focus()
    for text in said:
        page.keyboard.type(text, delay=5)
        page.keyboard.press("Enter")  # and the next one without a pause
    expect(page.locator(".note-waiting .note-text")).to_have_text(said)
    expect(field).to_have_value("")
    page.context.set_offline(False)
    expect(page.locator(".note-waiting")).to_have_count(0)
    assert texts(planner) == said


TYPING = """async ([seed, rows]) => {
  // Keys, Enter once or twice in one tick, pauses, and a device that keeps slowly: what was typed must come out as it went in.
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const { store } = await import(document.querySelector('script[src$="/notes.js"]').src);
  const field = document.querySelector("[data-note-form] textarea"), add = store.add;
  store.add = async (...all) => { await pause(random() * 60); return add(...all); };
  const enter = () => field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  for (const row of rows) {
    for (const letter of row) {
      field.value += letter;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      if (random() < 0.2) await pause(random() * 40);
    }
    enter();
    if (random() < 0.5) enter();
    if (random() < 0.3) await pause(random() * 80);
  }
  await pause(400);
  store.add = add;
}"""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_the_pace_each_line_is_kept_once_and_whole(
    page: Page, planner: Planner, address: str, seed: int
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    page.context.set_offline(seed % 2 == 1)
    said = [f"rreshti {seed} {number} fund" for number in range(10)]
    page.evaluate(TYPING, [seed, said])
    expect(page.locator("[data-note-form] textarea")).to_have_value("")
    page.context.set_offline(False)
    expect(page.locator(".note-waiting")).to_have_count(0)
    assert sorted(texts(planner)) == sorted(said)


SHORT_PAUSES = """{
  const wait = setTimeout; // a device keeps one page after the other, with pauses in which others are served
  globalThis.setTimeout = (act, pause, ...more) => wait(act, Math.min(pause ?? 0, 50), ...more);
}"""


def test_the_whole_day_opens_without_a_connection(page: Page, planner: Planner) -> None:
    with planner.app.app_context():
        event = db.session.scalars(sa.select(Event.id).where(Event.slug == "annual-2008")).one()
        at = sa.select(NoteLine.step_id, NoteLine.table_id).where(
            NoteLine.event_id == event, NoteLine.table_id.is_not(None)
        )
        cafe, table = db.session.execute(at.order_by(NoteLine.id)).first()
        day = db.session.scalars(sa.select(Step.day_id).where(Step.id == cafe)).one()
        mine = (
            Step.day_id == day,
            Step.id != cafe,
            Step.kind == "plenary",
            Step.removed_at.is_(None),
        )
        other = db.session.scalars(sa.select(Step.id).where(*mine)).first()
    home = f"{planner.url}/events/annual-2008/notes"
    page.add_init_script(SHORT_PAUSES + OFTEN)
    enter_as(planner, page, "N1")
    page.goto(f"{home}/steps/{cafe}?table={table}&round=1")
    for end in (f"?table={table}&round=2", f"?table={table}&round=3", f"/steps/{other}"):
        wait_until(page, KEPT, end, what=f"the device keeps {end}")
    assert page.evaluate(KEPT, "?table=") == 3  # of the café only one's own table

    page.context.set_offline(True)
    page.goto(f"{home}/steps/{cafe}?table={table}&round=2")
    expect(page.locator("h1")).to_contain_text("Round 2")
    say(page, "Pa rrjet, raundi i dytë")
    expect(page.locator(".note-waiting .note-text")).to_have_text("Pa rrjet, raundi i dytë")
    page.goto(home)
    expect(page.locator("[data-kept-copy]")).to_contain_text("No connection: last updated at")
    page.goto(f"{home}/lines")  # not kept: what is kept is listed instead
    expect(page.locator("[data-kept-copy]")).to_contain_text("the page you asked for is not kept")
    listed = page.locator("[data-notes-kept] a")
    expect(listed.first).to_have_text("Notes")
    page.locator(f"[data-notes-kept] a[href$='/steps/{other}']").click()
    expect(page.locator("[data-note-form] textarea")).to_be_visible()
    page.goto(f"{home}/lines")
    page.context.set_offline(False)  # and once the network is back, the page that was asked for
    expect(page.get_by_role("heading", name="All lines")).to_be_visible()
    page.goto(f"{home}/steps/{cafe}?table={table}&round=2")
    expect(page.locator(LINES).filter(has_text="Pa rrjet")).to_be_visible()
    expect(page.locator(".note-waiting")).to_have_count(0)
    assert texts(planner) == ["Pa rrjet, raundi i dytë"]
    assert page.evaluate(KEPT, "annual-2008/notes") > 4
    page.context.clear_cookies()
    page.goto(home)  # whoever is no longer let in keeps none of these pages
    assert page.evaluate(KEPT, "annual-2008/notes") == 0
    with planner.app.app_context():  # the next test has the demo as it was
        db.session.execute(sa.delete(NoteLine).where(NoteLine.text == "Pa rrjet, raundi i dytë"))
        db.session.execute(sa.delete(NoteOperation))
        db.session.commit()


def test_a_line_half_typed_comes_back_after_another_was_changed(
    page: Page, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    say(page, "Gjysma e parë")
    expect(page.locator(LINES).last).to_have_text("Gjysma e parë")
    field = page.locator("[data-note-form] textarea")
    field.fill("Diçka që po shkruhet")
    page.locator("[data-note-edit]").last.click()
    expect(field).to_have_value("Gjysma e parë")
    field.fill("E tëra")
    field.press("Enter")
    expect(field).to_have_value("Diçka që po shkruhet")
    expect(page.locator(LINES).last).to_have_text("E tëra")
    field.press("Enter")
    expect(page.locator(LINES).last).to_have_text("Diçka që po shkruhet")
    expect(page.locator(".note-waiting")).to_have_count(0)
    assert texts(planner) == ["E tëra", "Diçka që po shkruhet"]


def test_what_the_device_cannot_keep_is_back_in_the_field(
    page: Page, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    page.evaluate(
        """async () => {
          const { store } = await import(document.querySelector('script[src$="/notes.js"]').src);
          store.add = async () => { throw new Error("full"); };
        }"""
    )
    field = page.locator("[data-note-form] textarea")
    field.fill("? Kush e mban")
    field.press("Enter")
    expect(page.locator("[data-note-problems]")).to_contain_text(
        "This device could not keep the line."
    )
    expect(field).to_have_value("Kush e mban")
    expect(page.locator("[data-note-kind][value=question]")).to_be_checked()


def test_the_first_sentence_follows_what_is_there(
    page: Page, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    lead, start = page.locator(".head .lead"), page.locator(LINES).count()
    page.context.set_offline(True)
    say(page, "Një")
    expect(lead).to_have_text(
        f"{start + 1} lines are written here." if start else "1 line is written here."
    )
    page.context.set_offline(False)
    step = int(address.rsplit("/", 1)[1])
    try:
        with planner.app.app_context():
            db.session.get_one(Step, step).removed_at = sa.func.now()
            db.session.commit()
        expect(lead).to_contain_text("This step has since been removed from the agenda.")
    finally:
        with planner.app.app_context():
            db.session.get_one(Step, step).removed_at = None
            db.session.commit()
