"""A letter and its attachments -> the message for one recipient. The same input gives the same bytes.

The parts (RFC 2045 to 2049, 2387):

    multipart/mixed
    ├── multipart/alternative
    │   ├── text/plain
    │   └── multipart/related
    │       ├── text/html
    │       └── image/png        one a chart, by its Content-ID
    └── application/pdf          and other formats, where they are attached
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from briefing.config import Mail
from briefing.config.mail import tame
from briefing.errors import MailError
from briefing.model import Briefing, Letter, Mailbox, Revision

# Values that are set as they stand stay so: refolding would encode a Message-ID or an address that is long.
_POLICY = SMTP.clone(refold_source="none")

# hwpx is not registered with IANA; its type is what the file itself says in its entry `mimetype`.
_TYPES = {
    "pdf": "application/pdf",
    "hwpx": "application/hwp+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_UNSAFE = re.compile(r'[\\/:*?"<>|%]+')  # what Windows, or a careless reader of percent signs, cannot have in a name
_NAME = 60  # code points of a file's name; longer ones are cut by some clients in the middle of a syllable
_ENCODED_WORD = re.compile(r"=(?=\?)")


def subject(mail: Mail, briefing: Briefing) -> str:
    """The subject in one line: what the settings say with title and week; a correction is marked as one."""
    period = briefing.period
    week = f"{period.name} ({period.dates})" if period.is_week else period.dates
    words = mail.subject.format(title=briefing.title, week=week)
    return _line(f"[정정] {words}" if briefing.correction else words)


def file_name(briefing: Briefing, ending: str) -> str:
    """What an attachment is called: `주간 정책 브리핑 2024-W03.pdf`; a correction says so."""
    corrected = " 정정" if briefing.correction else ""
    title = " ".join(_UNSAFE.sub(" ", _line(briefing.title)).split()).strip(" .")[:_NAME].strip()
    return f"{title} {briefing.period.slug}{corrected}.{ending}".lstrip()


def compose(
    mail: Mail,
    briefing: Briefing,
    letter: Letter,
    files: Mapping[str, bytes],
    revision: Revision,
    to: Mailbox,
    date: datetime,
) -> EmailMessage:
    """The message for `to`, dated `date` (with its zone); its lines end in CRLF and are short enough for any server.

    `files` are the attachments by their format. MailError where the message is larger than the settings allow.
    """
    message = EmailMessage(policy=_POLICY)
    message["Date"] = date
    message["From"] = _address(mail.sender)
    message["To"] = _address(to)
    if mail.reply_to:
        message["Reply-To"] = _address(mail.reply_to)
    message["Subject"] = subject(mail, briefing)
    known = hashlib.sha256("\n".join((revision.slug, str(revision.number), revision.hash, to.key)).encode()).hexdigest()
    message.set_raw("Message-ID", f"<{revision.slug}.{revision.number}.{known[:32]}@{mail.sender.domain}>")
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office reply to this
    if mail.unsubscribe:
        message.set_raw("List-Unsubscribe", f"<{mail.unsubscribe}>")
        if mail.unsubscribe.startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    _fill(message, letter)
    for ending, content in files.items():
        _attach(message, file_name(briefing, ending), _TYPES[ending], content)
    message["Content-Language"] = "ko"  # only now: each step above moves the headers of that name to a part
    # The standard library draws boundaries by lot. Every part is base64, in which "=_" cannot stand.
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{known[:32]}_{number}")
    _check_size(message, mail, letter, files)
    return message


def _fill(message: EmailMessage, letter: Letter) -> None:
    """Text and HTML. In base64: Hangul costs half of what it does in quoted-printable, and no line is too long."""
    message.set_content(letter.text, charset="utf-8", cte="base64", params={"format": "flowed"})
    message.add_alternative(letter.html, subtype="html", charset="utf-8", cte="base64")
    *_, html = message.iter_parts()
    for picture in letter.pictures:
        name = f"{picture.cid.partition('.')[0]}.png"
        html.add_related(picture.png, "image", "png", cid=f"<{picture.cid}>", filename=name, disposition="inline")
    if letter.pictures:
        html.set_param("type", "text/html")  # RFC 2387 section 3.1


def _attach(message: EmailMessage, name: str, kind: str, content: bytes) -> None:
    """A file under its name in both of the ways that clients read.

    Content-Disposition has it as RFC 2231 says. Outlook and some web mailers do not know that; they read `name` of
    Content-Type in encoded words, against the letter of RFC 2047, as most mail programs write it. There is no third
    name in ASCII: a client that reads neither would show that one in place of the second.
    """
    main, _, sub = kind.partition("/")
    message.add_attachment(content, main, sub, filename=name)
    *_, part = message.iter_parts()
    words = Header(name, "utf-8", maxlinelen=66, continuation_ws=" ").encode(linesep="\r\n")
    del part["Content-Type"]
    part.set_raw("Content-Type", f'{kind};\r\n name="{words}"')


def _check_size(message: EmailMessage, mail: Mail, letter: Letter, files: Mapping[str, bytes]) -> None:
    size = len(message.as_bytes())
    if size <= mail.max_bytes:
        return
    parts = [f"{ending} {_megabytes(len(content))}" for ending, content in files.items()]
    parts += [f"그림 {_megabytes(sum(len(picture.png) for picture in letter.pictures))}"] * bool(letter.pictures)
    raise MailError(
        "[mail] max_bytes",
        f"메시지가 {_megabytes(size)}로 한도 {_megabytes(mail.max_bytes)}를 넘습니다({', '.join(parts) or '본문만'}).",
        'attach = ["none"]이나 charts = "none"으로 줄이거나, 서버가 받는 데까지 max_bytes를 늘려 주십시오.',
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _address(mailbox: Mailbox) -> Address:
    user, _, domain = mailbox.address.rpartition("@")
    return Address(display_name=_line(mailbox.name or ""), username=user, domain=domain)


def _line(text: str) -> str:
    """`text` in one line that is no more than text: no controls, and nothing that a reader would decode."""
    flat = " ".join("".join(c if tame(c) else " " for c in text).split())
    return _ENCODED_WORD.sub("= ", flat)
