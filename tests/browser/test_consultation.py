"""From the question to the agenda, in a real browser: asked, invited by mail, answered on a phone, coded by keyboard."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .. import moment
from ..inbox import Inbox, receive_mails
from .server import Planner

pytestmark = pytest.mark.browser

PEOPLE = """Ana Hoxha <ana@office.example>
Ben Kola <ben@office.example>
Drita Leka <drita@office.example>"""
ANSWERS = [
    (
        "Duam 🙂 që punonjësja e trajnuar të mos ndërrohet çdo vit. Telefoni duhet të hapet edhe natën.",
        1,
        "Shkodër",
    ),
    ("Çështja e parë është telefoni natën. Pastaj paratë.", 2, "Kukës"),
    ("Njerëzit e trajnuar ikin.", 3, "Lezhë"),
]


@pytest.fixture
def inbox(planner: Planner) -> Iterator[Inbox]:
    """A mail server that the served planner is set to use."""
    with receive_mails(planner.app) as inbox:
        yield inbox


@pytest.fixture
def page(browser: Browser, planner: Planner) -> Iterator[Page]:
    """The organiser's laptop, in Albanian."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    planner.enter(page, "sq")
    yield page
    page.context.close()


def send(page: Page) -> None:
    """Press the one filled button of the page."""
    page.locator("main button.main, main a.btn.main").first.click()


def open_an_event(page: Page, url: str) -> str:
    """A new regional meeting in eight weeks; gives its address."""
    page.goto(f"{url}/events/new")
    page.locator("[name=kind]").select_option("regional_meeting")
    page.locator("[name=title-sq]").fill("Takimi i Veriut në pranverë")
    page.locator("[name=title-en]").fill("The North in spring")
    day = (moment.planner_today() + timedelta(days=56)).isoformat()
    page.locator("[name=first_day]").fill(day)
    page.locator("[name=last_day]").fill(day)
    page.locator("details:has([name=venue]) > summary").click()
    page.locator("[name=venue]").fill("Biblioteka")
    page.locator("[name=town]").fill("Shkodër")
    page.locator("main form button.main").click()
    page.wait_for_url(re.compile(r"/events/(?!new)"))
    found = re.search(r"/events/[^/]+", page.url)
    assert found is not None
    return url + found[0]


def build(page: Page, event: str) -> None:
    """Begin with the two starting questions, add a scale, move it up with the keys, look at the preview."""
    page.goto(f"{event}/consultation")
    send(page)
    page.goto(f"{event}/consultation/questions/new")
    page.locator("[name=kind][value=scale]").check()
    for name, text in {
        "text-sq": "Sa mirë punoni sot bashkë?",
        "text-en": "How well do you work together today?",
        "low-sq": "dobët",
        "low-en": "badly",
        "high-sq": "shumë mirë",
        "high-en": "very well",
    }.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("main form button.main").click()
    questions = page.locator(".ordered > .question")
    expect(questions).to_have_count(3)
    expect(questions.last.locator(".handle")).to_be_visible()
    questions.last.locator(".handle").focus()
    for key in ("Space", "ArrowUp"):
        page.keyboard.press(key)
    with page.expect_response("**/move"):  # the page shows the new order before the server has it
        page.keyboard.press("Space")
    expect(questions.nth(1)).to_contain_text("Sa mirë punoni")
    page.reload()
    expect(questions.nth(1)).to_contain_text("Sa mirë punoni")
    page.goto(f"{event}/consultation/preview")
    expect(page.locator("main textarea")).to_have_count(2)


def invite(page: Page, event: str, inbox: Inbox) -> list[str]:
    """Three people from a pasted list, then the letters; gives the links that arrived."""
    page.goto(f"{event}/consultation/invitations/list")
    page.locator("textarea[name=text]").fill(PEOPLE)
    page.locator("main form button.main").click()
    expect(page.locator("main form li")).to_have_count(3)
    with page.expect_navigation():
        page.locator("main form button.main").click()
    assert inbox.received == []
    page.goto(f"{event}/consultation/letters/invitation/send")
    expect(page.locator("main tbody tr")).to_have_count(3)
    page.locator("main form button.main").click()
    expect(page.locator("#progress [role=status]")).to_have_text("Të dërguara: 3 nga 3.")
    assert inbox.to == ["ana@office.example", "ben@office.example", "drita@office.example"]
    links = [
        line for _to, mail in inbox.received for line in mail.get_content().split() if "/i/" in line
    ]
    assert len(set(links)) == 3
    return links


def answer(browser: Browser, link: str, text: str, sector: int, county: str) -> str:
    """One of the invited, on a phone without JavaScript; gives the link to what becomes of the answer."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="sq"
    ).new_page()
    phone.goto(link)
    assert phone.locator("html").get_attribute("lang") == "sq"
    phone.locator("select[name=sector]").select_option(index=sector)
    phone.locator("select[name=place]").select_option(label=county)
    phone.locator("textarea").first.fill(text)
    phone.locator("input[type=radio][value='4']").check()
    phone.locator("form button.main").click()
    phone.wait_for_url("**/thanks*")
    own = phone.locator(".own-link").inner_text()
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text(
        "Lidhja juaj vlen një herë"
    )  # as one that nobody has used yet
    expect(phone.locator("textarea").first).to_have_value("")
    phone.context.close()
    return own


def code(page: Page, passage: Locator, first: int, more: int, theme: str) -> None:
    """Select words with the keys alone, from the word `first` on, and put a new theme on them."""
    passage.locator("[data-reply]").focus()
    page.keyboard.press("Home")
    for _word in range(first):
        page.keyboard.press("ArrowRight")
    for _word in range(more):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    bar = page.locator("#coding-bar")
    expect(bar).to_be_visible()
    if bar.locator(".chip").filter(has_text=theme).count():
        bar.locator(".chip").filter(has_text=theme).focus()
        page.keyboard.press("Enter")
    else:
        bar.locator("[name=new]").focus()
        page.keyboard.type(theme)
        page.keyboard.press("Enter")
    expect(passage.locator(".put").filter(has_text=theme)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_from_the_question_to_the_agenda(
    browser: Browser, planner: Planner, inbox: Inbox, page: Page
) -> None:
    event = open_an_event(page, planner.url)
    build(page, event)
    own = [
        answer(browser, link, text, sector, county)
        for link, (text, sector, county) in zip(invite(page, event, inbox), ANSWERS, strict=True)
    ]

    # read: two passages, by keyboard; the emoji before the first counts as one character
    page.goto(f"{event}/consultation/answers?text=cdo vit")
    passage = page.locator(".passage").filter(has_text="Duam")
    expect(page.locator(".voice")).to_have_count(1)  # found without accents
    code(page, passage, 11, 5, "Telefon natën")
    expect(passage.locator("mark")).to_have_text("Telefoni duhet të hapet edhe natën.")
    page.goto(f"{event}/consultation/answers?text=ceshtja")
    passage = page.locator(".passage").filter(has_text="Çështja")
    code(page, passage, 0, 5, "Telefon natën")
    expect(passage.locator("mark")).to_have_text("Çështja e parë është telefoni natën.")

    # the constellation, and an objective made of the theme
    page.goto(f"{event}/consultation/themes")
    assert page.locator("main svg a circle, main svg a text").count() > 0
    expect(page.locator("main")).to_contain_text("2 nga 3 përgjigje")
    page.goto(f"{event}/objectives")
    page.locator("#waiting li").filter(has_text="Telefon natën").locator("a.btn").first.click()
    page.locator("[name=text-sq]").fill("Në çdo qark një telefon hapet edhe natën.")
    page.locator("main form button.main").click()
    objective = page.locator("article.objective").filter(has_text="Në çdo qark një telefon")
    expect(objective.locator("a[href*='quotes?objective=']")).to_contain_text(
        "2 nga 3 përgjigjet: 2 nga qeveria"
    )
    code_of_it = objective.locator(".code").inner_text()

    # its quotes are one press away
    objective.locator("a[href*='quotes?objective=']").click()
    expect(page.locator("blockquote")).to_have_count(2)
    page.locator("blockquote a").first.click()
    expect(page.locator(".voice:has(.passage:target)")).to_have_count(1)

    # an agenda step that serves it, and back from the objective
    page.goto(f"{event}/agenda")
    step = page.locator(".step a[href*='/steps/']").first.get_attribute("href")
    page.goto(f"{planner.url}{step}")  # a click on its title only edits that
    page.locator("label").filter(has_text="Në çdo qark një telefon").locator("input").check()
    page.locator("main form button.main").click()
    expect(
        page.locator(".step .chip").filter(has_text=re.compile(rf"{code_of_it}|objektivat"))
    ).not_to_have_count(0)
    page.goto(f"{event}/objectives")
    expect(objective.locator(".served a")).to_have_count(1)
    objective.locator("summary").first.click()
    objective.locator(".served a").click()
    expect(page).to_have_url(re.compile("/agenda"))

    # who answered sees that it was read: the code is in no address that is asked for
    page.goto(own[0])
    expect(page.locator("main .lead")).to_contain_text("Flet për 1 temë")
    assert page.url.endswith("/own")
