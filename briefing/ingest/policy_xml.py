"""The answer of the policy news service of data.go.kr (`NewsItem` elements) -> an article an item.

Each item carries its licence (KoglType: the four types of the Korea Open Government Licence, https://www.kogl.or.kr):
its body is kept only under one of them, else the article is title and link. EmbargoDate is the embargo, a
time in Seoul. The service answers its errors with HTTP 200: they are recognised here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from briefing.errors import InputError
from briefing.ingest import fields, visible, xmltext
from briefing.ingest.decode import clean
from briefing.ingest.found import Found, rejected
from briefing.model import Rejected
from briefing.period import KOREA

#: Items of one answer. Three days, which is the most the service gives, have about 300.
_ITEMS = 10_000
_SUBTITLES = ("SubTitle1", "SubTitle2", "SubTitle3")
_NOTHING_WRONG = ("0", "3")  # 3: the period has no items, as on a Sunday
#: What the codes of the portal mean and what helps (data.go.kr, 오픈API 에러코드); 98 is the service's own.
_ERRORS = {
    "1": ("서비스 안의 오류입니다", "잠시 뒤 다시 받아 주십시오."),
    "4": ("서비스에 접속하지 못했습니다", "잠시 뒤 다시 받아 주십시오."),
    "5": ("서비스에 접속하지 못했습니다", "잠시 뒤 다시 받아 주십시오."),
    "10": ("요청 변수가 잘못되었습니다", "주소의 변수(startDate, endDate)를 확인해 주십시오."),
    "11": ("필수 요청 변수가 없습니다", "주소의 변수(serviceKey, startDate, endDate)를 확인해 주십시오."),
    "12": ("없거나 폐기된 서비스입니다", "주소를 공공데이터포털에서 확인해 주십시오."),
    "20": ("서비스 접근이 거부되었습니다", "공공데이터포털에서 활용 신청이 승인되었는지 확인해 주십시오."),
    "22": ("하루에 부를 수 있는 횟수를 넘었습니다", "내일 다시 받아 주십시오."),
    "30": ("등록되지 않은 서비스키입니다", "환경 변수에 넣은 서비스키를 확인해 주십시오."),
    "31": ("기한이 지난 서비스키입니다", "공공데이터포털에서 활용 기간을 연장해 주십시오."),
    "32": ("등록되지 않은 IP입니다", "공공데이터포털에 이 컴퓨터의 주소를 등록해 주십시오."),
    "98": ("기간이 사흘을 넘습니다", "startDate와 endDate 사이를 사흘 안으로 줄여 주십시오."),
}
# 1, 01, 제1유형, KOGL1, 공공누리 제1유형
_LICENCE = re.compile(r"(?:공공누리|KOGL)?[\s:_-]*(?:제?\s*0?([1-4])\s*유형|(?:TYPE)?[\s_-]*0?([1-4]))", re.I)
#: The service's own form, month first.
_AMERICAN = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y")
_LINK = re.compile(r"https?://\S+")


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The article of each item, none where the service says that the period has none; InputError for an error."""
    root, whole = _parsed(xmltext.decode(file.read(xmltext.LIMIT + 1), origin), origin)
    code = _code(root)
    if code and code not in _NOTHING_WRONG:
        # Only the code is told: a message may repeat the key it complains of.
        shown = code if re.fullmatch(r"[A-Za-z0-9-]{1,10}", code) else "알 수 없음"
        reason, remedy = _ERRORS.get(code, ("서비스가 오류로 답했습니다", "공공데이터포털의 안내를 확인해 주십시오."))
        raise InputError(origin, f"{reason}(오류 코드 {shown}).", remedy)
    items = [root] if root.tag == "NewsItem" else list(root.iter("NewsItem"))
    if not items and (code is None or not whole):
        raise InputError(origin, "정책뉴스(NewsItem)가 없는 XML입니다.", "주소와 기간을 확인해 주십시오.")
    if len(items) > _ITEMS:
        raise InputError(origin, f"한 파일의 한도 {_ITEMS:,}건을 넘습니다.", "기간을 나누어 다시 받아 주십시오.")
    for number, item in enumerate(items, start=1):
        place = f"{origin}:{number}"
        if not whole and item is items[-1]:
            yield Rejected(origin, f"XML이 중간에 깨져 {number}번째 기사부터 읽지 못했습니다. 다시 받아 주십시오.")
        else:
            try:
                yield fields.article(_record(item, place), place)
            except InputError as error:
                yield rejected(error)


def _parsed(text: str, origin: str) -> tuple[Any, bool]:
    """(the root element, whether the text was well-formed to its end)."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:  # nothing to recover
        root = None
    if root is None:
        raise InputError(origin, "XML로 읽을 수 없는 파일입니다.", "다시 받아 주십시오.")
    return root, not len(parser.error_log)


def _code(root: Any) -> str | None:
    """The code of the answer, of the service (`resultCode`) or of the portal's gate; None where there is none."""
    for tag in ("returnReasonCode", "resultCode"):
        for node in root.iter(tag):
            return (node.text or "").strip().lstrip("0") or "0"
    return None


def _record(item: Any, origin: str) -> dict[str, object]:
    """The item by the keys of the contract; what the contract does not have stays under the service's own names."""
    values = {child.tag: "".join(child.itertext()).strip() for child in item if isinstance(child.tag, str)}
    licence = _licence(values.get("KoglType", ""))
    body = xmltext.body(values.get("DataContents", "")) if licence else ""
    ministry = _line(values.get("MinisterCode", ""))
    link = _line(values.get("OriginalUrl", ""))
    embargo = _moment(values.get("EmbargoDate", ""), "EmbargoDate", origin)
    approved = _moment(values.get("ApproveDate", ""), "ApproveDate", origin)
    return {
        "id": _line(values.get("NewsItemId", "")),
        "title": _line(visible.text(values.get("Title", ""))),
        "subtitle": "\n".join(filter(None, (_line(visible.text(values.get(key, ""))) for key in _SUBTITLES))),
        "published": str(approved.date()) if approved else "",
        "outlet": ministry if re.search("[가-힣]", ministry) else "",
        "url": link if _LINK.fullmatch(link) else "",
        "body": body,
        "excerpt": not body,
        **({"embargo": embargo.replace(tzinfo=KOREA).isoformat()} if embargo else {}),
        **({"kogl": licence} if licence else {}),
    }


def _licence(mark: str) -> int | None:
    """The type of the licence a mark names, None for none, another or several."""
    match = _LICENCE.fullmatch(mark.strip())
    return int(match[1] or match[2]) if match else None


def _moment(text: str, key: str, origin: str) -> datetime | None:
    """The time in Seoul that an item states, None where it states none; InputError for what is no time."""
    text = text.strip()
    if not text:
        return None
    for form in _AMERICAN:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(KOREA).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        pass
    raise InputError(origin, f"{key} 값이 날짜가 아닙니다.", "다시 받거나 그 항목을 빼 주십시오.")


def _line(text: str) -> str:
    return " ".join(clean(text).split())
