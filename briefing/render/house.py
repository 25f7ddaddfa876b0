"""A house's own templates: what is wrong with them, told by file and line."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import TemplateError
from briefing.render import resources
from briefing.render.design import Design

if TYPE_CHECKING:
    from jinja2 import Environment

# What a report is made of; other files in the folder (a note, a picture) are nobody's business.
_SUFFIXES = {".html", ".css", ".js", ".txt", ".xml"}


class PrintedNoneError(ValueError):
    """A template prints None: what is unknown has words of its own."""


def names(folder: Path) -> list[str]:
    """The names of the templates, style sheets and scripts in `folder`, sorted; hidden files are left out."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    return sorted(path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts))


def check(folder: Path, environment: Environment) -> None:
    """TemplateError for the first file whose syntax is wrong, or that nobody would ever read.

    A file whose name is none of the program's own must be named by an include, import or extends of another one there:
    else it is a slip of the pen, and the program's own template would be printed instead without a word.
    """
    from jinja2 import TemplateSyntaxError
    from jinja2.meta import find_referenced_templates

    found, known = names(folder), names(resources.templates())
    named: set[str | None] = set(known)
    for name in found:
        if not name.endswith((".css", ".js")):
            try:
                parsed = environment.parse(resources.text(name, folder), name, str(folder / name))
            except TemplateSyntaxError as error:
                raise explained(error) from error
            named |= set(find_referenced_templates(parsed)) - {name}
    for name in found:
        if name not in named:
            close = get_close_matches(name, known, n=1, cutoff=0.8)
            hint = f"혹시 {close[0]}입니까?" if close else "이름을 고치거나 다른 템플릿에서 불러 주십시오."
            raise TemplateError(str(folder / name), "어느 템플릿도 부르지 않는 파일입니다.", hint)


def explained(error: Exception) -> TemplateError:
    """What went wrong while a template was read or filled: the file and line it happened at, and why.

    Raises `error` itself where no template had a part in it: that is a fault of the program.
    """
    from jinja2 import TemplateSyntaxError

    place: tuple[str | None, int | None]
    if isinstance(error, TemplateSyntaxError):
        place = error.filename, error.lineno
    else:
        # jinja2 puts frames of the templates into the traceback, with their own file and line.
        frames = (f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).suffix in _SUFFIXES)
        place = next(((f.filename, f.lineno) for f in reversed(list(frames))), (None, None))
    if place[0] is None:
        raise error
    return TemplateError(f"{place[0]} {place[1]}행", *_reason(error))


def _reason(error: Exception) -> tuple[str, str]:
    """Why, and the way out; the library's own words are in brackets."""
    from jinja2 import TemplateAssertionError, TemplateNotFound, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    said = " ".join(str(error).split())
    match error:
        case PrintedNoneError():
            return "값이 없는 것(None)을 찍습니다.", "{% if … %}로 값이 있는지 먼저 물어 주십시오."
        case TemplateAssertionError():
            return f"없는 필터나 검사입니다({said}).", "이름을 확인해 주십시오."
        case TemplateSyntaxError():
            return f"템플릿 문법에 맞지 않습니다({said}).", "그 줄이나 그 앞을 고쳐 주십시오."
        case TemplateNotFound():
            return f"불러들일 템플릿이 없습니다: {error.name}.", "이름을 고치거나 파일을 만들어 주십시오."
        case SecurityError():
            return f"템플릿에 허용하지 않는 일입니다({said}).", "그 부분을 지워 주십시오."
        case UndefinedError():
            name = re.fullmatch(r"'(.+)' is undefined", said)
            reason = f"모르는 이름입니다: {name[1]}." if name else f"없는 이름이나 속성입니다({said})."
            return reason, "프로그램의 판이 바뀌었으면 docs/templates.md와 견주어 주십시오."
        case RecursionError():
            return "템플릿이 서로를 끝없이 부릅니다.", "include와 import를 확인해 주십시오."
    return f"계산할 수 없습니다({type(error).__name__}: {said}).", "그 줄의 식을 고쳐 주십시오."


@contextmanager
def heard(path: Path | None, design: Design) -> Iterator[None]:
    """TemplateError where WeasyPrint complains in the block and `path` is the house's folder or a file in it.

    What it ignores would be missing in print without a word. The program's own sheets are held by its tests.
    """
    ours = path is None or design.templates is None or not path.is_relative_to(design.templates)
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
    if listener.said and not ours:
        said = listener.said[0].rstrip(".")
        place = re.search(r" at (\d+):\d+", said)
        where = f"{path} {place[1]}행" if place else str(path)
        reason = f"PDF를 만드는 WeasyPrint가 받아들이지 않습니다({said.replace(place[0], '') if place else said})."
        raise TemplateError(where, reason, "고쳐 주십시오. 화면에만 쓸 규칙은 @media screen 안에 둡니다.")


class _Listener(logging.Handler):
    """Keeps what is said of what is ignored or missing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(" ".join(record.getMessage().split()))
