"""The log as JSON, one line each, with the number of the request it belongs to."""

import json
import logging
import sys
from datetime import UTC, datetime

from .requests import request_number


class JsonLines(logging.Formatter):
    """What happened, as JSON. The trace of an error is a field of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_number():
            said["request"] = number
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def log_as_json() -> None:
    """From here on this process writes its log as JSON; asked for twice, it does so once."""
    root = logging.getLogger()
    if any(isinstance(one.formatter, JsonLines) for one in root.handlers):
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root.handlers[:] = [handler]
