"""The media types of the site's files, the same on every machine (IANA; for HTML, text and fonts RFC 6838 and 8081)."""

from __future__ import annotations

_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "pdf": "application/pdf",
    "otf": "font/otf",
    "woff2": "font/woff2",
}


def media_type(path: str) -> str:
    """What a file is, by the end of its name, as it stands in Content-Type; bytes where nobody knows."""
    return _TYPES.get(path.rpartition(".")[2], "application/octet-stream")
