"""One signed call to an address: by whom, what, and never to an address inside unless the administrator allows it.

Signed as Standard Webhooks says (standardwebhooks.com), so that a library of the other side can check it.
"""

import base64
import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from urllib.parse import quote, urlsplit

PATIENCE = 10
"""Seconds that the other side may take until it is reached, and then in all: however slowly it answers, others wait for the worker."""
LONGEST = 64
"""Bytes that are read of an answer: nothing in it is of use to us."""
PREFIX = "whsec_"
SENT_AS_THEY_ARE = "/?%:@!$&'()*+,;=~[]"
"""Signs of an address that mean something in it; a space or an ë is sent as its number."""


class InsideNetwork(Exception):
    """The address leads to this machine or its own network."""


def sign_call(secret: str, key: str, at: int, body: bytes) -> str:
    """`v1,…`: over the call's key, its moment and what is sent."""
    raw = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.digest(raw, f"{key}.{at}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(digest).decode()


def post_call(address: str, secret: str, key: str, body: bytes, *, at: int, inside: bool) -> int:
    """Send it; gives the status of the answer. Raises OSError, HTTPException, Inside where there is none.

    No redirect is followed. The name is looked up once, and that very machine is asked.
    """
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if secure else 80)
    machine, in_all = machine_of(host, port, inside), None
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.sock = line = socket.create_connection((machine, port), PATIENCE)
        if secure:
            context = ssl.create_default_context()
            line = context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
            connection.sock = line
        in_all = threading.Timer(PATIENCE, _hang_up, (line,))
        in_all.daemon = True
        in_all.start()
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        path = quote(path, safe=SENT_AS_THEY_ARE)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "facilitate",
            "Connection": "close",
            "webhook-id": key,
            "webhook-timestamp": str(at),
            "webhook-signature": sign_call(secret, key, at, body),
        }
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read(LONGEST)
        return answer.status
    finally:
        if in_all:
            in_all.cancel()
        connection.close()


def _hang_up(line: socket.socket) -> None:
    """Whoever waits at this end is told that nothing more comes."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def machine_of(host: str, port: int, inside: bool) -> str:
    """The number of the machine that has this name. Raises Inside for one that is not on the open internet, OSError for none."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    open_ones = [one for one in found if inside or is_outside(one)]
    if len(open_ones) < len(found) or not found:
        raise InsideNetwork(host)
    return open_ones[0]


def is_outside(number: str) -> bool:
    """Whether an IP address is one of the open internet, also written into one of IPv6."""
    address = ipaddress.ip_address(number.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return (mapped or address).is_global and not address.is_multicast
