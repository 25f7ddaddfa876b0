"""What answers over the network: the sources, the mail server, the place of the site. Nothing is sent, kept or left."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from briefing import fetch, ingest
from briefing.config import Config, Mail, Source
from briefing.deliver import smtp, targets
from briefing.doctor import Finding
from briefing.errors import BriefingError
from briefing.model import Article

# Written at a server and taken away again.
_PROBE = ".briefing-probe"


def examine(settings: Config, today: date, environ: Mapping[str, str]) -> Iterator[Finding]:
    """The findings on each source, the mail server and the site, in this order, as far as they are set.

    `today` fills the days in addresses. Never raises for what it looks for.
    """
    fetcher = fetch.Fetcher(environ)
    for source in settings.sources:
        subject = f"출처 {source.name}"
        try:
            yield _source(subject, fetcher, source, today)
        except BriefingError as error:
            yield _fault(subject, error)
    for subject, found in (("메일 서버", _mail), ("사이트", _site)):
        try:
            yield from found(subject, settings, environ)
        except BriefingError as error:
            yield _fault(subject, error)


def _fault(subject: str, error: BriefingError) -> Finding:
    return Finding("문제", subject, f"{error.subject}: {error.reason}", error.remedy)


def _source(subject: str, fetcher: fetch.Fetcher, source: Source, today: date) -> Finding:
    url = fetch.address(source, today)
    fetched = fetcher.get(source, url)
    data = fetched.data if fetched else b""
    name = fetched.name if fetched else ""
    articles = sum(isinstance(one, Article) for one in ingest.read_open(io.BytesIO(data), name, source.url, None))
    detail = f"{fetch.shown(url)}에서 기사 {articles:,}건({len(data):,}바이트)"
    if articles:
        return Finding("정상", subject, detail)
    return Finding("주의", subject, f"{detail}.", "주소를 브라우저에서 열어 기사가 있는지 확인해 주십시오.")


def _mail(subject: str, settings: Config, environ: Mapping[str, str]) -> Iterator[Finding]:
    mail: Mail | None = settings.mail
    if mail is None:
        return
    with smtp.Session(mail, smtp.password(mail, environ)) as session:
        session.connect()
    security = {"starttls": "STARTTLS로 암호화", "tls": "TLS로 암호화", "none": "암호화하지 않음"}[mail.security]
    entered = f", {mail.user}(으)로 로그인됨" if mail.user else ""
    yield Finding("정상", subject, f"{mail.host}:{mail.port}({security}{entered})")


def _site(subject: str, settings: Config, environ: Mapping[str, str]) -> Iterator[Finding]:
    if settings.site is None:
        return
    target = targets.find(settings.site.target, environ, (settings.reports, settings.archive))
    if isinstance(target, targets.Remote):
        if not _written(target):
            seen = f"{target.name}에 접속했으나 그 폴더가 아직 없습니다."
            yield Finding("주의", subject, seen, "처음 올릴 때 만들며, 쓸 수 있는지는 그때 압니다.")
            return
    else:
        folder = Path(settings.site.target).expanduser().absolute()
        while not folder.exists():
            folder = folder.parent
        try:
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            reason = f"{folder}에 쓸 수 없습니다({os.strerror(error.errno or 0)})."
            yield Finding("문제", subject, reason, "폴더의 권한을 확인해 주십시오.")
            return
    yield Finding("정상", subject, f"{target.name}에 쓸 수 있음")


def _written(target: targets.Remote) -> bool:
    """Whether the folder is there; OutputError where a file cannot be put there, which is taken away again."""
    with target.explained(), target.connect() as (files, put):
        if not target.name.startswith("s3:"):  # which has no folders
            try:
                files.info(target.root or "/")
            except FileNotFoundError:  # to make it and take it away again could hit what another made meanwhile
                return False
        put(f"{target.root}/{_PROBE}", b"")
        files.rm_file(f"{target.root}/{_PROBE}")
    return True
