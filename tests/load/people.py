"""People at a planner that is served: a process of its own for a handful of them, with nothing but the standard library.

`python -m tests.load.people` reads what they do from its input and prints what they found: waits, codes, and how much of what they
sent was answered as kept.
"""

import http.client
import itertools
import json
import random
import re
import secrets
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode

HIDDEN = re.compile(r'name="(csrf_token|receipt)" value="([^"]+)"')
VOTING = re.compile(r'name="(device|turn)"\s+value="([^"]+)"')
SCRIPT = {"X-Requested-With": "fetch"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
GONE = 0
"""The code of a request that nobody answered."""


@dataclass
class Found:
    """What the people of one process found, by what they do."""

    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    kept: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    """What was confirmed, and when."""


@dataclass
class Answer:
    """What came back."""

    code: int
    text: str = ""
    location: str = ""
    cookie: str = ""
    etag: str = ""


class Person:
    """Somebody with an address of their own, who is answered by one machine now and by the other next."""

    def __init__(self, does: str, scene: dict[str, Any], found: Found) -> None:
        self.does, self.scene, self.found = does, scene, found
        self.ports = itertools.cycle(random.sample(scene["ports"], len(scene["ports"])))
        self.connections: dict[int, http.client.HTTPConnection] = {}
        self.headers: dict[str, str] = {}
        self.etags: dict[str, str] = {}
        self.move_on()

    def move_on(self) -> None:
        """Be somebody else: another address, and nothing remembered but what everybody has seen."""
        numbers = (random.randrange(1, 255) for _ in range(3))
        self.headers = {"X-Forwarded-For": ".".join(map(str, (10, *numbers)))}

    def ask(self, method: str, path: str, body: str | None = None, **more: str) -> Answer:
        """Ask one of the machines, and note how long it took."""
        port, start = next(self.ports), time.perf_counter()
        connection = self.connections.setdefault(
            port, http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        )
        try:
            connection.request(method, path, body, {**self.headers, **more})
            got = connection.getresponse()
            answer = Answer(
                got.status,
                got.read().decode("utf-8", "replace"),
                got.getheader("Location") or "",
                (got.getheader("Set-Cookie") or "").split(";")[0],
                got.getheader("ETag") or "",
            )
        except (OSError, http.client.HTTPException):
            connection.close()
            answer = Answer(GONE)
            time.sleep(0.1)
        self.found.waits[self.does].append(time.perf_counter() - start)
        self.found.codes[self.does][answer.code] += 1
        return answer

    def look(self, path: str) -> Answer:
        """Read a page again: unchanged, it is not sent again."""
        answer = self.ask("GET", path, **{"If-None-Match": self.etags.get(path, '""')})
        if answer.etag:
            self.etags[path] = answer.etag
        return answer

    def keep(self, what: str) -> None:
        """The planner said that it has this."""
        self.found.kept[self.does][what] = time.time()


def answer_form(one: Person) -> None:
    """A stakeholder opens the form, sends it, is thanked; one that was not answered is sent again with its receipt."""
    one.move_on()
    page = one.ask("GET", one.scene["form"])
    hidden = dict(HIDDEN.findall(page.text))
    if page.code != 200:
        return
    one.headers["Cookie"] = page.cookie
    body = urlencode({**one.scene["typed"], **hidden})
    for _try in range(one.scene.get("tries", 1)):
        sent = one.ask("POST", one.scene["form"], body, **FORM)
        if sent.code == 302:
            one.keep(hidden["receipt"])
            one.ask("GET", sent.location)
            return
        time.sleep(0.2)


def cast_vote(one: Person) -> None:
    """A phone opens a vote and sends, as its script does; what was not answered is sent again as it is."""
    one.move_on()
    page = one.ask("GET", one.scene["vote"])
    if page.code != 200:
        return
    hidden = dict(VOTING.findall(page.text)) | {"key": secrets.token_hex(12)}
    body = urlencode({**hidden, random.choice(one.scene["options"]): 2})
    for _try in range(one.scene.get("tries", 1)):
        if one.ask("POST", one.scene["vote"], body, **FORM, **SCRIPT).code == 200:
            one.keep(hidden["key"])
            return
        time.sleep(0.2)


def find_seat(one: Person) -> None:
    """A participant types a name, sees the own table, and reads the programme."""
    one.move_on()
    one.look(one.scene["find"])
    found = one.ask("GET", f"{one.scene['find']}?q={quote_plus(random.choice(one.scene['names']))}")
    one.look(found.location if found.code == 302 else one.scene["programme"])
    one.look(one.scene["programme"])
    one.look(random.choice(one.scene["feeds"]))


def take_note(one: Person) -> None:
    """A note-taker sends a line, and looks at what the others wrote."""
    step, cookie = random.choice(one.scene["steps"]), one.scene["note_takers"]
    home, key = f"/events/{one.scene['slug']}/notes", secrets.token_hex(12)
    if not _signed_in(one, cookie, f"{home}/steps/{step}"):
        return
    now = round(time.time() * 1000)
    fields = {"kind": "quote", "text": f"Na duhet benzinë, jo trajnim: {key}", "who": ""}
    line = {"key": secrets.token_hex(12), "line": key, "do": "add", "at": now}
    line |= {"fields": {**fields, "sector": 1, "county": 1}, "spot": {"step": step}}
    sent = {"operations": [line], "sent": now, "spot": {"step": step}, "since": 0}
    for _try in range(one.scene.get("tries", 1)):
        answer = one.ask(
            "POST", f"{home}/sync", json.dumps(sent), **{"Content-Type": "application/json"}
        )
        if answer.code == 200:
            one.keep(key)
            break
        time.sleep(0.2)
    one.ask("GET", f"{home}/steps/{step}/newer?since=0")


def check_in(one: Person) -> None:
    """A helper at one of the doors checks the next person in; some stand at both doors."""
    ids, door = one.scene["guests"], random.choice(one.scene["doors"])
    with _LOCK:
        who = ids.pop(0) if ids else one.scene["last_guest"]
        if ids and random.random() < 0.1:  # and then at the other door
            ids.insert(0, who)
    body = urlencode({"who": who, "json": "1", "key": f"{door[:8]}-{who:08d}"})
    one.move_on()
    for _try in range(one.scene.get("tries", 1)):
        if one.ask("POST", f"/d/{door}/press", body, **FORM).code == 200:
            one.keep(str(who))
            return
        time.sleep(0.2)


def move_step(one: Person) -> None:
    """An organiser looks at the agenda and moves a step up, another time down."""
    home = f"/events/{one.scene['slug']}/agenda"
    if not _signed_in(one, one.scene["organisers"], home):
        return
    to, step = random.choice(["up", "down"]), random.choice(one.scene["steps"])
    token = one.headers["X-CSRFToken"]
    body = urlencode({"step": step, "to": to, "csrf_token": token})
    one.ask("POST", f"{home}/move", body, **FORM)


def read_figures(one: Person) -> None:
    """Somebody at the ministry reads figures of all events, of one, and the front page."""
    one.headers["Cookie"] = random.choice(one.scene["organisers"])
    one.ask("GET", random.choice(one.scene["figures"]))


def _signed_in(one: Person, cookies: list[str], path: str) -> bool:
    if "X-CSRFToken" not in one.headers:
        one.headers["Cookie"] = random.choice(cookies)
        page = one.ask("GET", path)
        if page.code != 200:
            return False
        one.headers["X-CSRFToken"] = dict(HIDDEN.findall(page.text))["csrf_token"]
    return True


DOES = {
    one.__name__: one
    for one in (answer_form, cast_vote, find_seat, take_note, check_in, move_step, read_figures)
}
_LOCK = threading.Lock()


def live(does: str, scene: dict[str, Any], found: Found, until: float) -> None:
    """One after the other, without a pause, until that moment."""
    one = Person(does, scene, found)
    while time.time() < until:
        try:
            DOES[does](one)
        except (KeyError, ValueError) as error:  # an answer without what belongs into it
            found.codes[does][-1] += 1
            sys.stderr.write(f"{does}: {error!r}\n")


def main() -> None:
    """Do what the input says until its moment; print what was found."""
    scene = json.load(sys.stdin)
    random.seed(scene["seed"])
    mine = [(does, Found()) for does in scene["does"]]
    threads = [
        threading.Thread(target=live, args=(does, scene, found, scene["until"]))
        for does, found in mine
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sums = [
        {"does": does, "waits": found.waits[does], "codes": found.codes[does]}
        | {"kept": found.kept[does]}
        for does, found in mine
    ]
    json.dump({"cpu": time.process_time(), "found": sums}, sys.stdout)


if __name__ == "__main__":
    main()
