"""A language model on the organisation's own machine, asked as OpenAI's interface has it (Ollama, llama.cpp and others speak it).

No other machine is ever asked: the address must be this one or one of a private network.
"""

import http.client
import ipaddress
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

PATIENCE = 240
"""Seconds an answer may take: such a machine may be slow."""
MOST = 200_000
"""Bytes of an answer that are read."""


class OwnModel(NamedTuple):
    """Where the model is, and what it is called there."""

    secure: bool
    host: str
    port: int | None
    path: str
    name: str


class ModelAway(Exception):
    """The model did not answer, or not in a way that can be read."""


def read_model_address(text: str) -> OwnModel:
    """`http://127.0.0.1:11434/v1#llama3.2`. Raises ValueError for one that is not of the own network or names no model."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not parts.fragment:
        raise ValueError(text)
    if host != "localhost" and not ipaddress.ip_address(host).is_private:
        raise ValueError(text)
    return OwnModel(
        secure=parts.scheme == "https",
        host=host,
        port=parts.port,
        path=parts.path.rstrip("/"),
        name=parts.fragment,
    )


def ask_model(model: OwnModel, messages: Sequence[Mapping[str, str]]) -> str:
    """What the model answers. Raises ModelAway."""
    kind = http.client.HTTPSConnection if model.secure else http.client.HTTPConnection
    connection = kind(model.host, model.port, timeout=PATIENCE)
    asked = {"model": model.name, "messages": list(messages), "temperature": 0, "stream": False}
    try:
        connection.request(
            "POST",
            f"{model.path}/chat/completions",
            json.dumps(asked),
            {"Content-Type": "application/json", "Accept": "application/json"},
        )
        answer = connection.getresponse()
        content = answer.read(MOST + 1)
        if answer.status != 200 or len(content) > MOST:
            raise ModelAway(answer.status)
        return str(json.loads(content)["choices"][0]["message"]["content"])
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as problem:
        raise ModelAway(type(problem).__name__) from None
    finally:
        connection.close()
