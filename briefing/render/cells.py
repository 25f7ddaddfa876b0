"""Rows of a CSV file (RFC 4180) that a spreadsheet shows and never reckons with."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable

MARK = BOM_UTF8
"""What a file begins with, so that Excel knows it for UTF-8."""

# A cell that begins with one of these is a formula to a spreadsheet, and article text is not ours to trust
# (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def row(values: Iterable[object]) -> bytes:
    """One line in UTF-8; None is an empty cell, and what a spreadsheet would reckon stands behind an apostrophe."""
    line = io.StringIO()
    csv.writer(line).writerow([_harmless("" if value is None else str(value)) for value in values])
    return line.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
