"""A paper read again: its texts by style, its tables."""

import io
from typing import Any

import docx


def reopen_document(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def document_texts(document: Any, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def all_text(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
