"""How a briefing looks: `style`, `templates`, `pdf_a` and `[brand]`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from briefing.config import pictures
from briefing.config.table import Table
from briefing.errors import ConfigError
from briefing.render import colours
from briefing.render.design import PLAIN, Brand, Design, Style

# What fits the foot of a page and the line beside a logo.
_MOST_LETTERS = 60


def read(table: Table, base: Path) -> Design:
    """The design that the keys of the file set; paths start from `base`. ConfigError for a wrong one."""
    templates = table.path("templates", base)
    if templates and (fault := missing(templates)):
        raise table.wrong("templates", *fault)
    return Design(
        style=table.choice("style", get_args(Style), "report"),
        brand=_brand(part, base) if (part := table.section("brand")) else PLAIN,
        templates=templates,
        pdf_a=table.flag("pdf_a"),
    )


def missing(folder: Path) -> tuple[str, str] | None:
    """What is wrong with `folder` as the place of templates, and the way out; None where nothing is."""
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        return f"템플릿 폴더를 읽을 수 없습니다({folder}: {error.strerror}).", "경로와 권한을 확인해 주십시오."
    return None


def _brand(table: Table, base: Path) -> Brand:
    main = _main(table)
    brand = Brand(
        name=_line(table, "name"),
        logo=_logo(table, base),
        main=main,
        rest=_rest(table, main),
        footer=_line(table, "footer"),
    )
    table.finish()
    return brand


def _line(table: Table, key: str) -> str | None:
    words = table.text(key)
    if words and (len(words) > _MOST_LETTERS or not words.isprintable()):
        raise table.wrong(key, f"{_MOST_LETTERS}자까지의 한 줄이어야 합니다(지금 {len(words)}자).", "줄여 주십시오.")
    return words


def _logo(table: Table, base: Path) -> bytes | None:
    path = table.path("logo", base)
    if path is None:
        return None
    try:
        return pictures.read(path)
    except ConfigError as error:
        raise table.wrong("logo", f"{path}: {error.reason}", error.remedy) from error


def _main(table: Table) -> str:
    """The first colour, which text is printed in: on white, and on the boxes, which are a little darker."""
    colour = _colour(table, "main")
    if colour is None:
        return PLAIN.main
    if (seen := colours.contrast(colour, colours.TINT)) < colours.TEXT:
        darker = colours.shade(colour, colours.TINT, colours.TEXT)
        reason = (
            f"글자색으로 너무 옅습니다({colours.TINT} 바탕과의 명도 대비 {seen:.2f}:1, {colours.TEXT}:1 이상 필요)."
        )
        raise table.wrong("main", reason, f"{darker} 또는 그보다 짙은 색을 적어 주십시오.")
    return colour


def _rest(table: Table, main: str) -> str:
    """The second colour, of marks beside those in the first: lighter, but still seen on white."""
    colour = _colour(table, "rest")
    fitting = colours.fitting(main)
    if colour is None:
        return PLAIN.rest if main == PLAIN.main else fitting
    seen, apart = colours.contrast(colour, colours.WHITE), colours.contrast(main, colours.WHITE)
    way = f"{fitting} 같은 색을 적거나 지워서 main에서 나온 색을 쓰십시오."
    if seen < colours.GRAPHIC:
        reason = f"도표의 색으로 너무 옅습니다(흰 바탕과의 명도 대비 {seen:.2f}:1, {colours.GRAPHIC:g}:1 이상 필요)."
        raise table.wrong("rest", reason, way)
    if apart / seen < colours.APART:
        reason = f"main({main})보다 뚜렷이 밝지 않습니다(명도 대비 {apart / seen:.2f}:1, {colours.APART}:1 이상 필요)."
        raise table.wrong("rest", reason, way)
    return colour


def _colour(table: Table, key: str) -> str | None:
    words = table.text(key)
    if words and not re.fullmatch("#[0-9a-fA-F]{6}", words):
        raise table.wrong(key, f"색이 아닙니다(지금 값: {words!r}).", f'{key} = "#0f4c92"처럼 적어 주십시오.')
    return words.lower() if words else None
