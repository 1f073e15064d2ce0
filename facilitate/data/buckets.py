"""A bucket of S3, or of anything that speaks like it: where copies and waiting files can lie, beside folder and database.

The library reads who we are and where the service is from the environment, as every program for S3 does: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, and AWS_ENDPOINT_URL for a service of one's own (MinIO, Garage, SeaweedFS).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

PATIENCE = timedelta(seconds=10)
"""How long the service is asked again where it gives no answer."""


class BucketError(OSError):
    """The service cannot be reached, or did not do what it was asked."""


def is_bucket(address: str) -> bool:
    """Whether this names a bucket: `s3://copies/planner`."""
    return address.startswith("s3://")


class Bucket:
    """A bucket, or what in it begins with a prefix. Whatever fails at the service is a BucketError."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    @cached_property
    def _store(self) -> Any:
        try:
            from obstore.store import from_url  # noqa: PLC0415 - an extra, wanted by few
        except ImportError:
            raise ValueError(
                f"{self.address} wants an extra: pip install 'facilitate[s3]'."
            ) from None
        return from_url(
            self.address,
            client_options={
                "connect_timeout": "5s",
                "timeout": "120s",
                "allow_http": os.environ.get("AWS_ENDPOINT_URL", "").startswith("http:"),
            },
            retry_config={"max_retries": 3, "retry_timeout": PATIENCE},
        )

    def put(self, name: str, content: bytes | Path) -> None:
        """Write an object, over one of that name. Whole or not at all."""
        with self._asked() as obstore:
            obstore.put(self._store, name, content)

    def get(self, name: str) -> bytes | None:
        """An object's content; None where there is none of that name."""
        with self._asked() as obstore:
            try:
                return bytes(obstore.get(self._store, name).bytes())
            except FileNotFoundError:
                return None

    def fetch(self, name: str, to: Path) -> None:
        """Write an object into a file, piece by piece."""
        with self._asked() as obstore, to.open("wb") as file:
            for piece in obstore.get(self._store, name).stream():
                file.write(piece)

    def remove(self, name: str) -> None:
        """Remove an object; nothing happens where there is none."""
        with self._asked() as obstore:
            obstore.delete(self._store, name)

    def names(self, folder: str | None = None) -> list[str]:
        """Names of all objects, or of those in a folder of the bucket, sorted."""
        with self._asked() as obstore:
            found = obstore.list(self._store, prefix=folder)
            return sorted(one["path"] for batch in found for one in batch)

    @contextmanager
    def _asked(self) -> Iterator[Any]:
        assert self._store
        import obstore  # noqa: PLC0415 - as above

        try:
            yield obstore
        except (OSError, obstore.exceptions.BaseError) as error:
            raise BucketError(0, f"{self.address}: {str(error).splitlines()[0]}") from error
