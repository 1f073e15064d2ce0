"""Mail set up on a page and tried there; the planner's address tried from here."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from facilitate.data.db import db
from facilitate.data.noted import Noted
from facilitate.mail.outbox import can_mail
from facilitate.mail.setup import Encryption, MailSetup, kept_setup

from ..databases import free_port
from ..inbox import REFUSED, Inbox
from ..moment import now

PAGE = "/planner/mail"
WORD = "the word: p@ss/%"


def certificate(folder: Path) -> ssl.SSLContext:
    """What a mail server shows that signed its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.office.example")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now() - timedelta(days=1))
    made = made.not_valid_after(now() + timedelta(days=9000))
    path = folder / "mail.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context


class Choosy(Inbox):
    """Takes mail from `me` only, with the password, and from no sender of elsewhere."""

    async def handle_MAIL(self, _server, _session, envelope, address, _options) -> str:
        if not address.endswith("@office.example"):
            return f"553 5.7.1 <{address}> not yours"
        envelope.mail_from = address
        return "250 OK"

    def authenticated(self, _server, _session, _envelope, _mechanism, data: Any) -> AuthResult:
        fits = isinstance(data, LoginPassword) and data.password == WORD.encode()
        return AuthResult(success=fits and data.login == b"me", handled=False)


@pytest.fixture
def server() -> Iterator[tuple[Choosy, int]]:
    """A mail server on loopback that wants a password, and its port."""
    inbox = Choosy()
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=inbox.authenticated,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    yield inbox, controller.port
    controller.stop()


@pytest.fixture
def administrator(sign_in: Any) -> FlaskClient:
    return sign_in("administrator")


def saved(client: FlaskClient, port: Any, **other: Any) -> Any:
    typed = {
        "host": "127.0.0.1",
        "port": port,
        "encryption": "none",
        "user": "me",
        "password": WORD,
        "sender": "planner@office.example",
    }
    return client.post(PAGE, data={**typed, **other}, follow_redirects=True)


def tried(client: FlaskClient, to: str = "ana@office.example") -> str:
    return client.post(f"{PAGE}/test", data={"to": to}, follow_redirects=True).text


@pytest.mark.both_databases
def test_mail_goes_out_through_what_was_set_up(
    app: Flask, administrator: FlaskClient, server: tuple[Choosy, int]
) -> None:
    inbox, port = server
    assert "No mail server is set up" in administrator.get(PAGE).text
    assert f'href="{PAGE}"' in administrator.get("/outbox").text
    assert "Saved." in saved(administrator, port).text
    assert "The server accepted the test mail for ana@office.example." in tried(administrator)
    administrator.post("/forgot", data={"email": "organiser@office.example"})
    assert inbox.to == ["ana@office.example", "organiser@office.example"]
    assert {mail["From"] for _to, mail in inbox.received} == {"planner@office.example"}
    saved(administrator, port, password="", sender="other@office.example")
    assert "accepted the test mail" in tried(administrator)  # the password that was kept stays
    with app.app_context():
        assert can_mail()
        kept = db.session.scalars(sa.select(Noted.value).where(Noted.name == "mail-server")).one()
        assert (WORD in kept, WORD in administrator.get(PAGE).text) == (False, False)
        assert kept_setup() == MailSetup(
            "127.0.0.1", port, Encryption.NONE, "other@office.example", "me", WORD
        )
    saved(administrator, port, host="localhost", password="")
    assert "does not accept this user" in tried(administrator)  # nor is it sent to another server
    administrator.post(f"{PAGE}/remove")
    with app.app_context():
        assert not can_mail()
        assert "changed the mail server:" in administrator.get("/planner/audit").text


def test_why_a_test_mail_does_not_go(
    administrator: FlaskClient, server: tuple[Choosy, int], tmp_path: Path
) -> None:
    _inbox, port = server
    saved(administrator, port, password="wrong")
    assert "does not accept this user with this password" in tried(administrator)
    saved(administrator, port, sender="planner@elsewhere.example")
    assert "does not send mail from planner@elsewhere.example" in tried(administrator)
    saved(administrator, port)
    assert "does not take mail for that address" in tried(administrator, REFUSED)
    saved(administrator, port, encryption="starttls")
    assert "does not offer STARTTLS on port" in tried(administrator)
    saved(administrator, port, encryption="tls")
    assert "does not speak TLS on port" in tried(administrator)
    saved(administrator, free_port())
    assert "refused the connection on port" in tried(administrator)
    saved(administrator, port, host="nowhere.invalid", encryption="starttls")
    assert "There is no server named nowhere.invalid" in tried(administrator)
    own = Controller(
        Inbox(), hostname="127.0.0.1", port=free_port(), tls_context=certificate(tmp_path)
    )
    own.start()
    saved(administrator, own.port, encryption="starttls", user="", password="")
    assert "The certificate of 127.0.0.1 is not trusted" in tried(administrator)
    own.stop()


def test_the_environment_wins_and_says_so(app: Flask, administrator: FlaskClient) -> None:
    saved(administrator, 25)
    app.extensions["settings"] = replace(
        app.extensions["settings"], mail_url="smtp://other.example", mail_from="env@office.example"
    )
    page = administrator.get(PAGE).text
    assert ("It takes precedence over what is set up here" in page, 'name="host"' in page) == (
        True,
        False,
    )
    assert "env@office.example" in administrator.get("/planner").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": ""},
        {"host": "https://mail.office.example"},
        {"host": "a b"},
        {"port": "70000"},
        {"encryption": "rot13"},
        {"sender": "planner"},
        {"host": "mail.office.example"},  # a password without encryption
    ],
)
def test_what_cannot_be_kept_is_named(administrator: FlaskClient, wrong: dict[str, str]) -> None:
    answer = saved(administrator, **{"port": 25, **wrong})
    assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)


def test_administrators_only(sign_in: Any, client: FlaskClient) -> None:
    organiser = sign_in("organiser")
    for address in (PAGE, f"{PAGE}/test", f"{PAGE}/remove", "/planner/address"):
        assert organiser.post(address).status_code == 403
        assert client.post(address).status_code == 302
    assert f'href="{PAGE}"' not in organiser.get("/events/spring/outbox").text


def test_a_name_that_no_computer_can_have_is_told(administrator: FlaskClient) -> None:
    address = f"https://{'a' * 70}.example"
    page = administrator.post("/planner/address", data={"address": address}, follow_redirects=True)
    assert f"No computer has the name in {address}." in page.text


def test_the_planner_knows_itself_at_its_address(app: Flask, administrator: FlaskClient) -> None:
    """Somebody else's page is not shown, not even what it calls itself; an inner page cannot be asked for."""

    def said(address: str) -> str:
        return administrator.post(
            "/planner/address", data={"address": address}, follow_redirects=True
        ).text

    served = make_server("127.0.0.1", free_port(), app, threaded=True)
    other = make_server(
        "127.0.0.1", free_port(), lambda _env, start: (start("200 OK", []), [b"inner"])[1]
    )
    for one in (served, other):
        Thread(target=one.serve_forever, daemon=True).start()
    ours = f"http://127.0.0.1:{served.server_port}"
    assert f"This planner answers at {ours}." in said(ours)
    page = said(f"http://127.0.0.1:{other.server_port}")
    assert ("(status 200), not this planner" in page, "inner" in page) == (True, False)
    assert "the connection was refused" in said(f"http://127.0.0.1:{free_port()}")
    for wrong in (f"{ours}/planner", "file:///etc/passwd", "http://a@b", "//x", "http://[", ""):
        assert "Write an address like" in said(wrong) or "fill this in" in said(wrong)
    for one in (served, other):
        one.shutdown()
