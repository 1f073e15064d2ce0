"""What goes to outsiders leaves once two people have released it: both of them, one after the other."""

from flask.testing import FlaskClient


def let_out(path: str, first: FlaskClient, second: FlaskClient, **typed: str) -> list[int]:
    """Both press the same button; gives the two answers' status."""
    return [client.post(path, data=typed).status_code for client in (first, second)]
