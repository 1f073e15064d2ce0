"""Answers fetched from KoboToolbox where they were collected: as a table, like the one that is downloaded there.

What its columns are is found out as of any other table (`columns`, `guessing`).
Only the server that the administrator named is asked, with a token that is used once and kept nowhere.
"""

import csv
import http.client
import io
import json
import re
import ssl
from collections.abc import Iterator
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from ...lib.reading_child import FileProblem
from ...web.i18n import _l, register_labels

PATIENCE = 20
"""Seconds that each page of answers may take."""
A_PAGE = 5_000
MOST = 40 * 1024 * 1024
"""Bytes that are read altogether."""
FORM = re.compile(r"\b(a[A-Za-z0-9]{21})\b")
"""How a form is named in its address: `…/#/forms/aBcD…/summary`."""


class KoboProblem(StrEnum):
    """Why nothing came."""

    NO_SERVER = "kobo_no_server"
    NO_FORM = "kobo_no_form"
    REFUSED = "kobo_refused"
    AWAY = "kobo_away"
    EMPTY = "kobo_empty"
    LARGE = "kobo_large"


register_labels(
    {
        KoboProblem.NO_SERVER: _l(
            "No server of KoboToolbox is set up here. The administrator names it in FACILITATE_KOBO."
        ),
        KoboProblem.NO_FORM: _l(
            "This is not the address of a form in KoboToolbox. Copy it from the browser while "
            "the form is open there."
        ),
        KoboProblem.REFUSED: _l(
            "KoboToolbox does not give the answers of this form for this API key. Check both."
        ),
        KoboProblem.AWAY: _l("KoboToolbox does not answer. Try again in a few minutes."),
        KoboProblem.EMPTY: _l("Nobody has answered this form yet."),
        KoboProblem.LARGE: _l(
            "There are too many answers to fetch at once. Import them as a file."
        ),
    }
)


def fetch_kobo_answers(server: str, form: str, token: str) -> bytes:
    """All answers to a form, as CSV with a row each. Raises FileProblem."""
    found = FORM.search(form)
    if found is None:
        raise FileProblem(KoboProblem.NO_FORM)
    rows = list(_rows(server, f"/api/v2/assets/{found[1]}/data/?format=json&limit={A_PAGE}", token))
    if not rows:
        raise FileProblem(KoboProblem.EMPTY)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue().encode()


def _rows(server: str, path: str, token: str) -> Iterator[dict[str, Any]]:
    """What people said, page by page, by the names of questions, and on which day; what else Kobo notes begins with `_`."""
    room, base, read = MOST, urlsplit(server), set[str]()
    while path:
        if path in read:  # it would never end, and count everybody again
            raise FileProblem(KoboProblem.AWAY)
        read.add(path)
        content = _ask(server, path, token, room)
        room -= len(content)
        try:
            told = json.loads(content)
            for row in told["results"]:
                day = str(row.get("_submission_time", ""))[:10]
                yield {"Date": day} | {
                    name.rpartition("/")[2]: said
                    for name, said in row.items()
                    if not name.startswith(("_", "formhub/", "meta/"))
                    and isinstance(said, str | int | float)
                }
            more = urlsplit(told.get("next") or "")
        except (ValueError, LookupError, TypeError, AttributeError):
            raise FileProblem(KoboProblem.AWAY) from None
        if more.netloc not in ("", base.netloc):  # the token is for the named server alone
            raise FileProblem(KoboProblem.AWAY)
        path = f"{more.path.removeprefix(base.path)}?{more.query}" if more.path else ""


def _ask(server: str, path: str, token: str, room: int) -> bytes:
    parts = urlsplit(server)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=PATIENCE, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    headers = {"Authorization": f"Token {token}", "Accept": "application/json"}
    try:
        connection.request("GET", parts.path + path, headers=headers)
        answer = connection.getresponse()
        content = answer.read(room + 1)
    except (OSError, http.client.HTTPException, ValueError):
        raise FileProblem(KoboProblem.AWAY) from None
    finally:
        connection.close()
    if answer.status in (401, 403, 404):
        raise FileProblem(KoboProblem.REFUSED)
    if answer.status != 200:
        raise FileProblem(KoboProblem.AWAY)
    if len(content) > room:
        raise FileProblem(KoboProblem.LARGE)
    return content
