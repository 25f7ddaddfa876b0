"""A few small, valid files of every kind that is read, from which the fuzzer starts; all in them is invented.

A zip file is given by its parts, so that the fuzzer can also damage what stands inside.
"""

# ruff: noqa: E501 - markup in one piece is easier to read than in lines

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packed:
    """A zip file by its parts, name and bytes, in order."""

    parts: tuple[tuple[str, bytes], ...]


Sample = bytes | Packed

TITLE = "가온시, 마을 도서관 열 곳 연다"
_LINES = (
    "가온시는 17일 마을 도서관 열 곳을 3월부터 차례로 열고 모두 45억 원을 들인다고 밝혔다.",
    "도서관은 걸어서 10분 안에 닿는 곳에 놓이며, 밤 9시까지 누구나 빌려 갈 수 있다.",
    "박서연 가온시 시장은 “걸어서 갈 수 있는 도서관을 마을마다 두겠다”고 말했다.",
)
BODY = "\n".join(_LINES)
_PARAGRAPHS = "".join(f"<p>{line}</p>" for line in _LINES)
_RECORD = {
    "title": TITLE,
    "published": "2024-01-17",
    "outlet": "가온일보",
    "body": BODY,
    "url": "https://example.org/1",
}
_FOOT = "\n한하늘 기자 sky@example.org\n<저작권자 ⓒ 가온일보, 무단 전재 및 재배포 금지>\n"


def archive(sample: Packed) -> bytes:
    """The zip file of these parts, small ones stored and others deflated, with the same bytes at any time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in sample.parts:
            kind = zipfile.ZIP_DEFLATED if len(data) > 500 else zipfile.ZIP_STORED
            file.writestr(zipfile.ZipInfo(name), data, kind)
    return buffer.getvalue()


def texts() -> tuple[Sample, ...]:
    """A page copied as text with what stands around the article, plain text in other encodings, wrapped lines."""
    page = f"홈\n로그인\n{TITLE}\n입력2024.01.17. 오전 9:31\n한하늘 기자\n공감\n{BODY}\n{_FOOT}많이 본 뉴스\n1\n"
    wrapped = f"{TITLE}\n\n" + "\n".join(BODY[i : i + 38] for i in range(0, len(BODY), 38))
    return page.encode(), f"{TITLE}\n\n{BODY}".encode("cp949"), wrapped.encode("utf-16")


def pages() -> tuple[Sample, ...]:
    """A saved page with JSON-LD and captions, one in CP949 without metadata, and two whose text is data of a script."""
    ld = json.dumps({"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-01-17T09:31:00+09:00"})
    state = json.dumps({"props": {"post": {"title": TITLE, "content": [{"type": "text", "text": x} for x in _LINES]}}})
    pushed = json.dumps(f'5:["$","div",null,{{"title":"{TITLE}","articleBody":"{" ".join(_LINES)}"}}]\n')
    head = f'<meta property="og:title" content="{TITLE}"><script type="application/ld+json">{ld}</script>'
    picture = "<figure><img src=1><figcaption>새로 여는 도서관 (사진=가온일보)</figcaption></figure>"
    return (
        _page(head, f"<article><h1>{TITLE}</h1><time datetime=2024-01-17>{picture}{_PARAGRAPHS}</article>").encode(),
        _page("", f"<h1>{TITLE}</h1><div>{'<br><br>'.join(_LINES)}</div>", "euc-kr").encode("cp949"),
        _page(f"<title>{TITLE}</title>", f"<script id=__NEXT_DATA__ type='application/json'>{state}</script>").encode(),
        _page(f"<title>{TITLE}</title>", f"<script>self.__next_f.push([1,{pushed}])</script>").encode(),
    )


def _page(head: str, body: str, charset: str = "utf-8") -> str:
    menu = "<ul><li><a href=/1>정치</a><li><a href=/2>사회</a></ul>"
    return f"<!doctype html><html><head><meta charset={charset}>{head}</head><body>{menu}{body}</body></html>"


def saved_pages() -> tuple[Sample, ...]:
    """A page saved by a browser as one file, its parts plain and as base64."""
    page = pages()[0]
    head = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/1\nMIME-Version: 1.0\n"
    part = b"Content-Type: text/html; charset=utf-8\nContent-Location: https://example.org/1\nContent-ID: <a@x>\n"
    return tuple(
        head
        + b'Content-Type: multipart/related; type="text/html"; boundary="x"; start="<a@x>"\n\n--x\n'
        + part
        + b"Content-Transfer-Encoding: "
        + coding
        + b"\n\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n".replace(
            b"\n\n--x", b"\n\n" + content + b"\n--x", 1
        )
        for coding, content in ((b"8bit", page if isinstance(page, bytes) else b""), (b"base64", _base64(_PARAGRAPHS)))
    )


def mails() -> tuple[Sample, ...]:
    """A newsletter with both texts and attachments, and a mail as text that carries another one."""
    newsletter = (
        "From: =?utf-8?B?6rCA7Jio7J2867O0?= <news@example.org>\nSubject: =?utf-8?Q?=EA=B0=80=EC=98=A8?= 소식\n"
        "Date: Wed, 17 Jan 2024 09:31:00 +0900\nList-Unsubscribe: <https://example.org/leave>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: multipart/alternative; boundary="y"\n\n'
        f"--y\nContent-Type: text/plain; charset=utf-8\n\n{BODY}\n--y\nContent-Type: text/html; charset=utf-8\n\n"
        f'<html><body><div style="display:none">미리</div>{_PARAGRAPHS}</body></html>\n--y--\n--x\n'
        "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename*=utf-8''%EA%B0%80.txt\n"
        f"Content-Transfer-Encoding: base64\n\n{_base64(TITLE + BODY).decode()}\n--x\n"
        f'Content-Type: application/json; name="a.json"\n\n{json.dumps(_RECORD)}\n--x--\n'
    )
    forwarded = (
        f"Received: by example.org\nSubject: 알림\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=z\n\n"
        f"--z\n\n{BODY}\n--z\nContent-Type: message/rfc822\n\nSubject: {TITLE}\nMIME-Version: 1.0\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n{BODY}\n--z--\n"
    )
    return newsletter.encode(), forwarded.encode()


def _base64(text: str) -> bytes:
    from base64 import encodebytes

    return encodebytes(text.encode())


def archives() -> tuple[Sample, ...]:
    """A zip file with files of other kinds, one of them an archive itself."""
    inner = Packed((("다.txt", f"{TITLE}\n\n{BODY}".encode()),))
    files = (("기사/가.txt", f"{TITLE}\n\n{BODY}".encode()), ("나.jsonl", _lines()), ("속.zip", archive(inner)))
    return Packed(files), inner


def _lines() -> bytes:
    return "".join(json.dumps({**_RECORD, "id": n}, ensure_ascii=False) + "\n" for n in range(3)).encode()


def json_lines() -> tuple[Sample, ...]:
    """Records with the keys of the contract, and with Korean and unknown ones."""
    korean = {
        "제목": TITLE,
        "본문": BODY,
        "일자": 20240117,
        "기고자": "한하늘",
        "excerpt": True,
        "tags": ["가", 1.5, None],
    }
    return _lines(), json.dumps(korean).encode() + b"\n\n" + _lines()


def documents() -> tuple[Sample, ...]:
    """A list of records, one record, the answer of an API, and one of the Naver news search."""
    item = {"title": f"<b>가온시</b> {TITLE}", "originallink": "https://example.org/1", "link": "https://example.org/2"}
    item |= {"description": "가온시는 &quot;열 곳&quot;을…", "pubDate": "Wed, 17 Jan 2024 09:31:00 +0900"}
    values = ([_RECORD, {"title": TITLE}], _RECORD, {"response": {"body": {"items": {"item": [_RECORD]}}}})
    found = {"total": 1, "items": [item, item]}
    return *(json.dumps(value, ensure_ascii=False, indent=1).encode() for value in values), json.dumps(found).encode()


def tables() -> tuple[Sample, ...]:
    """A table with commas in UTF-8, with tabs in CP949, with semicolons in UTF-16, and an export of BigKinds."""
    row = f'"{TITLE}",2024-01-17,가온일보,"{BODY}"\n'
    plain = "제목,일자,언론사,본문\n" + row * 3
    export = (
        f"뉴스 식별자,일자,언론사,기고자,제목,본문,분석제외 여부\n01.1,20240117,가온일보,한하늘,{TITLE},가온시는,중복\n"
    )
    return (
        plain.encode("utf-8-sig"),
        f"검색 조건\n제목\t일자\t본문\n{TITLE}\t2024. 1. 17.\t도서관 열 곳\n".encode("cp949"),
        f"제목;본문\n{TITLE};도서관\n".encode("utf-16"),
        export.encode(),
    )


_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbooks() -> tuple[Sample, ...]:
    """A workbook with shared and inline texts, a day as number and a formula (ECMA-376)."""
    strings = "".join(f"<si><t>{text}</t></si>" for text in ("제목", "일자", "본문", TITLE, BODY))
    sheet = (
        f'<worksheet xmlns="{_SHEET}"><dimension ref="A1:C9"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s">'
        '<v>1</v></c><c r="C1" t="s"><v>2</v></c></row><row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" s="1"><v>45308</v></c>'
        '<c r="C2" t="s"><v>4</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><r><t>마을</t></r><r><t> 도서관</t></r></is></c>'
        '<c r="B3"><v>20240117</v></c><c r="C3" t="str"><f>A1</f><v>도서관_x000D_열 곳</v></c></row></sheetData></worksheet>'
    )
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="가" sheetId="1" r:id="r1"/></sheets></workbook>'
    targets = (("worksheet", "worksheets/s.xml"), ("sharedStrings", "strings.xml"), ("styles", "styles.xml"))
    links = (
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": book,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{"".join(links)}</Relationships>',
        "xl/strings.xml": f'<sst xmlns="{_SHEET}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}"><numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>',
        "xl/worksheets/s.xml": sheet,
    }
    return (Packed(tuple((name, text.encode()) for name, text in parts.items())),)


def feeds() -> tuple[Sample, ...]:
    """RSS with content and with a description, in UTF-8 and EUC-KR, Atom, and RDF."""
    item = (
        f"<item><title>{TITLE}</title><link>https://example.org/1</link><guid>n-1</guid><dc:creator>한하늘</dc:creator>"
        f"<pubDate>Wed, 17 Jan 2024 09:31:00 +0900</pubDate><content:encoded><![CDATA[{_PARAGRAPHS}]]></content:encoded></item>"
        f"<item><title>도로 정비</title><description>&lt;b&gt;가온시&lt;/b&gt;는…</description><pubDate>3시간 전</pubDate></item>"
    )
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    rss = f'<rss version="2.0" {spaces}><channel><title>가온일보 - 전체기사</title><pubDate>Wed, 17 Jan 2024 12:00:00 GMT</pubDate>{item}</channel></rss>'
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>가온일보</title><updated>2024-01-17T12:00:00Z</updated><entry><title type="html">{TITLE}</title>'
        f'<link href="https://example.org/1"/><author><name>한하늘</name></author><published>2024-01-17T09:31:00+09:00</published>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_PARAGRAPHS}</div></content></entry></feed>'
    )
    rdf = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {spaces}>{item}</rdf:RDF>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{rss}'.encode(),
        f'<?xml version="1.0" encoding="EUC-KR"?>{rss}'.encode("cp949"),
        atom.encode(),
        rdf.encode(),
    )


def answers() -> tuple[Sample, ...]:
    """An answer of the policy news service with two items, and an error of the portal's gate."""
    values = {
        "NewsItemId": "1",
        "ApproveDate": "01/17/2024 10:30:00",
        "EmbargoDate": "2024-01-17T12:00:00",
        "Title": TITLE,
    }
    values |= {"SubTitle1": "걸어서", "DataContents": "<![CDATA[" + _PARAGRAPHS + "]]>", "MinisterCode": "가온부"}
    values |= {"OriginalUrl": "https://example.org/1", "KoglType": "1"}
    item = "<NewsItem>" + "".join(f"<{key}>{value}</{key}>" for key, value in values.items()) + "</NewsItem>"
    answer = f"<response><header><resultCode>0</resultCode><resultMsg>OK</resultMsg></header><body>{item * 2}</body></response>"
    gate = "<OpenAPI_ServiceResponse><cmmMsgHeader><returnReasonCode>22</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{answer}'.encode(), gate.encode()


def releases() -> tuple[Sample, ...]:
    """A press release as a Hangul document (OWPML) with a table, a note and a box."""

    def p(inner: str) -> str:
        return f'<hp:p paraPrIDRef="7"><hp:run charPrIDRef="1">{inner}</hp:run></hp:p>'

    def table(*cells: str) -> str:
        inner = "".join(f"<hp:tc><hp:subList>{p(f'<hp:t>{cell}</hp:t>')}</hp:subList></hp:tc>" for cell in cells)
        return p(f"<hp:tbl><hp:tr>{inner}</hp:tr></hp:tbl>")

    note = (
        f'<hp:ctrl><hp:footNote number="1"><hp:subList>{p("<hp:t>덧붙임</hp:t>")}</hp:subList></hp:footNote></hp:ctrl>'
    )
    box = f"<hp:rect><hp:drawText><hp:subList>{p('<hp:t>상자</hp:t>')}</hp:subList></hp:drawText></hp:rect>"
    rows = [table("보도시점", "2024. 1. 17.(수) 12:00", "배포", "2024. 1. 17.(수) 09:30"), p(f"<hp:t>{TITLE}</hp:t>")]
    rows += [p(f"<hp:t>□ {line}<hp:lineBreak/><hp:tab/></hp:t>") for line in _LINES]
    rows += [
        p(f"<hp:t>끝</hp:t>{note}{box}"),
        table("담당 부서", "도서관과", "책임자", "과장", "한가람", "(044-000-1201)"),
    ]
    spaces = (
        'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
    )
    header = (
        '<hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"><hh:charPr id="1" height="1300"/>'
        '<hh:bullet id="1" char="&#xF06E;"/><hh:paraPr id="7"><hh:heading type="BULLET" idRef="1"/></hh:paraPr></hh:head>'
    )
    parts = {
        "mimetype": "application/hwp+zip",
        "Contents/header.xml": header,
        "Contents/section0.xml": f'<?xml version="1.0" encoding="UTF-8"?><hs:sec {spaces}>{"".join(rows)}</hs:sec>',
        "META-INF/manifest.xml": "<manifest/>",
    }
    return (Packed(tuple((name, text.encode()) for name, text in parts.items())),)


def prints() -> tuple[Sample, ...]:
    """A PDF with ruled lines of text in a font of its own map, its page plain, and one with it deflated."""
    text = b"BT /F 11 Tf 1 0 0 1 60 %d Tm (Gaon opens ten village libraries in March, says the mayor.) Tj ET\n"
    drawn = b"".join(text % (700 - 14 * n) for n in range(8)) + b"50 560 400 60 re S 50 590 m 450 590 l S\n"
    cmap = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <7a> <AC00> endbfrange"
    return tuple(
        _pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 2/Kids[3 0 R 3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            _stream(zlib.compress(drawn), b"/Filter/FlateDecode") if deflated else _stream(drawn),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s>>" % (b"/ToUnicode 6 0 R" if deflated else b""),
            _stream(cmap),
        )
        for deflated in (False, True)
    )


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def _pdf(*objects: bytes) -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table) + end
