"""A paper read again: its texts by style, its tables, its pages as LibreOffice lays them out."""

import io
import subprocess
from pathlib import Path
from typing import Any

import docx


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def texts(document: Any, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def all_text(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def pages(content: bytes, folder: Path) -> list[str]:
    """The text of every page."""
    (folder / "paper.docx").write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/office",
         "--convert-to", "pdf", "--outdir", str(folder), str(folder / "paper.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")[:-1]
