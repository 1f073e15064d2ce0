"""Answering an invitation by its personal link, for tests."""

import re

from flask.testing import FlaskClient

from facilitate.participation.models import Standing

from ..invited import Listed

COMING, WAITING, DECLINED = Standing.COMING, Standing.WAITING, Standing.DECLINED
COLLEAGUE = {
    "reply": "replaced",
    "given_name": "Gjergj",
    "family_name": "Ndreu",
    "office": "",
    "email": "gjergj@office.example",
}


def answer_shown(client: FlaskClient, link: str) -> str:
    """Which answer a form just opened would change."""
    return re.findall(r'name="answered" value="([^"]*)"', client.get(f"{link}?change=1").text)[0]


def send_answer(client: FlaskClient, listed: Listed, name: str, **typed: str):
    """Open the form and send it."""
    link = listed.link(name)
    return client.post(link, data={"answered": answer_shown(client, link), **typed})
