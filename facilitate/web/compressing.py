"""Answers are sent compressed: brotli, zstd or gzip, whichever the browser takes.

How long a compressed page is tells whether what somebody put into its address stands in it a second time (BREACH). So what
another site makes the browser of somebody signed in ask for is sent as it is.
"""

from flask import Flask, Response, request, session
from flask_compress import Compress

TYPES = [
    "text/html",
    "text/plain",
    "text/calendar",
    "text/csv",
    "application/json",
    "application/xml",
    "image/svg+xml",
]
SMALLEST = 800
"""Bytes below which an answer fits into one packet anyway."""


def init_app(app: Flask) -> None:
    """Compress what is answered; before all others are added, so that it is done last."""
    app.config.from_mapping(
        COMPRESS_REGISTER=False,
        COMPRESS_ALGORITHM=["br", "zstd", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIN_SIZE=SMALLEST,
        COMPRESS_MIMETYPES=TYPES,
        COMPRESS_STREAMS=False,
    )
    compress = Compress()
    compress.init_app(app)

    @app.after_request
    def compressed(response: Response) -> Response:
        if is_asked_by_another_site() and "_user_id" in session:
            response.vary.add("Accept-Encoding")
            return response
        answer: Response = compress.after_request(response)
        return answer


def is_asked_by_another_site() -> bool:
    """Whether the browser says that a page of another site made it ask."""
    return request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
