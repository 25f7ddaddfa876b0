"""Who gets a briefing: the addresses of the settings and of a CSV file."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from briefing.config import Mail
from briefing.config.mail import mailbox
from briefing.errors import ConfigError, NotFoundError
from briefing.model import Mailbox, Rejected

_COLUMNS = {
    "address": (
        "이메일",
        "이메일주소",
        "메일",
        "전자우편",
        "전자우편주소",
        "주소",
        "email",
        "emailaddress",
        "mail",
        "address",
    ),
    "name": ("이름", "성명", "받는사람", "name", "fullname"),
    "groups": ("그룹", "묶음", "부서", "소속", "group", "groups", "department"),
}
_MOST_BYTES = 5_000_000  # some hundred thousand readers; more is another file


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who gets a message, each address once, and which lines of the file name nobody that one could be sent to."""

    recipients: tuple[Mailbox, ...]
    refused: tuple[Rejected, ...] = ()


def chosen(mail: Mail, names: Sequence[str] = ()) -> Chosen:
    """The recipients that `names` (addresses and names of groups) choose, everybody of the settings for no names.

    An address counts once however it is capitalised, with the name it has first. A name that is neither is a
    NotFoundError; so is nobody at all. ConfigError for a file that cannot be read.
    """
    rows, refused = _rows(mail.recipients_file) if mail.recipients_file else ([], ())
    grouped: dict[str, list[Mailbox]] = {name: list(members) for name, members in mail.groups}
    for row in rows:
        for group in row.groups:
            grouped.setdefault(group, []).append(row.mailbox)
    everybody = [*mail.to, *(m for _, members in mail.groups for m in members), *(row.mailbox for row in rows)]
    found = list(_named(names, grouped, everybody)) if names else everybody
    if not found and not refused:
        raise NotFoundError(
            "[mail]", "받는 사람이 없습니다.", "to, groups, recipients_file 가운데 하나를 적어 주십시오."
        )
    return Chosen(_once(found), refused)


@dataclass(frozen=True, slots=True)
class _Row:
    mailbox: Mailbox
    groups: tuple[str, ...]


def _named(names: Iterable[str], grouped: dict[str, list[Mailbox]], everybody: list[Mailbox]) -> Iterator[Mailbox]:
    known = {person.key: person for person in reversed(everybody)}
    for name in (unicodedata.normalize("NFC", name).strip() for name in names):
        if name in grouped:
            yield from grouped[name]
            continue
        try:
            person = mailbox(name)
        except ValueError as error:
            remedy = f"쓸 수 있는 묶음: {', '.join(grouped)}." if grouped else ""
            raise NotFoundError(name, f"그런 묶음이 없고, 주소도 아닙니다. {error}", remedy) from error
        yield person if person.name else known.get(person.key, person)


def _once(people: Iterable[Mailbox]) -> tuple[Mailbox, ...]:
    found: dict[str, Mailbox] = {}
    for person in people:
        found.setdefault(person.key, person)
    return tuple(found.values())


def _rows(path: Path) -> tuple[list[_Row], tuple[Rejected, ...]]:
    """The people of a CSV file, and its lines with a wrong address: they get nothing, and must not be overlooked."""
    text = _text(path)
    head = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    rows: list[_Row] = []
    refused: list[Rejected] = []
    try:
        columns = _columns(next(reader, []))
        if "address" not in columns:
            raise ConfigError(str(path), "이메일 열이 없습니다.", "첫 줄에 이름,이메일,그룹을 적어 주십시오.")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            row = {key: cells[place].strip() if place < len(cells) else "" for key, place in columns.items()}
            try:
                person = mailbox(f"{row['name']} <{row['address']}>" if row.get("name") else row["address"])
            except ValueError as error:
                refused.append(Rejected(f"{path} {reader.line_num}행", f"{row['address'] or '빈 칸'}: {error}"))
                continue
            groups = row.get("groups", "").replace(";", ",").split(",")
            rows.append(_Row(person, tuple(name for group in groups if (name := group.strip()))))
    except csv.Error as error:
        raise ConfigError(
            f"{path} {reader.line_num}행", "CSV로 읽을 수 없습니다.", "따옴표를 확인해 주십시오."
        ) from error
    return rows, tuple(refused)


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Which of our columns stands where, by the names people give them."""
    names = ["".join(c for c in name.lower() if c.isalnum()) for name in head]
    return {key: names.index(name) for key, known in _COLUMNS.items() for name in known[::-1] if name in names}


def _text(path: Path) -> str:
    """The text of the file, in UTF-8 or in what Korean Excel writes (CP949)."""
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"받는 사람 파일을 읽을 수 없습니다({error.strerror})."
        raise ConfigError(str(path), reason, "경로와 권한을 확인해 주십시오.") from error
    if len(content) > _MOST_BYTES:
        raise ConfigError(str(path), "받는 사람 파일이 너무 큽니다.", "5 MB까지 읽습니다.")
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ConfigError(str(path), "UTF-8도 CP949도 아닌 파일입니다.", "UTF-8로 다시 저장해 주십시오.")
