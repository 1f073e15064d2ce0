"""A server that speaks S3, in this process: one a worker, with a new bucket for each test that asks for one."""

import urllib.request
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Where it listens."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - loading it takes a second

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The address of a bucket with nothing in it; the environment says who we are."""
    name = f"planner-{abs(hash(request.node.nodeid))}"
    for key, value in {
        "AWS_ACCESS_KEY_ID": "planner",
        "AWS_SECRET_ACCESS_KEY": "of the tests",
        "AWS_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL": s3_server,
    }.items():
        monkeypatch.setenv(key, value)
    urllib.request.urlopen(urllib.request.Request(f"{s3_server}/{name}", method="PUT")).close()
    return f"s3://{name}/planner"
