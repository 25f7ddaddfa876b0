"""Feeds and answers of the policy news service as the tests write them; towns, people and outlets are invented."""

from __future__ import annotations

from xml.sax.saxutils import escape

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
BODY = (
    "<p>가온시는 17일 마을 도서관 열 곳을 새로 연다고 밝혔다.</p>"
    '<figure><img src="a.jpg"><figcaption>새로 여는 도서관의 조감도</figcaption></figure>'
    "<p>박서연 가온시 시장은 “걸어서 갈 수 있게 하겠다”고 말했다.</p><script>track()</script>"
)
LINES = (
    "가온시는 17일 마을 도서관 열 곳을 새로 연다고 밝혔다.\n박서연 가온시 시장은 “걸어서 갈 수 있게 하겠다”고 말했다."
)
LEAD = "가온시는 17일 마을 도서관을 새로 연다고…"


def item(**elements: str) -> str:
    """An item of RSS; `dc_creator` is `dc:creator`, `full` is `content:encoded` with its HTML in CDATA."""
    full = elements.pop("full", None)
    parts = [f"<{name.replace('_', ':')}>{text}</{name.replace('_', ':')}>" for name, text in elements.items()]
    if full is not None:
        parts.append(f"<content:encoded><![CDATA[{full}]]></content:encoded>")
    return f"<item>{''.join(parts)}</item>"


def rss(*items: str, encoding: str = "UTF-8", title: str = "가온일보 - 전체기사", channel: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        f'<rss version="2.0" xmlns:content="{CONTENT}" xmlns:dc="{DC}"><channel><title>{title}</title>'
        f"<link>https://example.org</link>{channel}{''.join(items)}</channel></rss>\n"
    )


def atom(*entries: str, title: str = "가온일보") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{"".join(entries)}</feed>'


def news(**changed: str) -> str:
    """A NewsItem of the policy news service."""
    elements = {
        "NewsItemId": "148900001",
        "ContentsStatus": "I",
        "ApproveDate": "01/17/2024 10:30:00",
        "EmbargoDate": "",
        "Title": "가온부, 마을 도서관 열 곳 연다",
        "SubTitle1": "걸어서 갈 수 있는 도서관",
        "SubTitle2": "",
        "SubTitle3": "3월부터 차례로",
        "ContentsType": "H",
        "DataContents": BODY,
        "MinisterCode": "가온부",
        "OriginalUrl": "https://example.org/view.do?newsId=148900001",
        "KoglType": "1",
        **changed,
    }
    return f"<NewsItem>{''.join(f'<{key}>{escape(value)}</{key}>' for key, value in elements.items())}</NewsItem>"


def answer(*items: str, code: str = "0") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><response><header>'
        f"<resultCode>{code}</resultCode><resultMsg>…</resultMsg></header><body>{''.join(items)}</body></response>"
    )


def gate(code: str, message: str = "SERVICE ERROR") -> str:
    """What the portal's gate says before the service is reached."""
    return (
        "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
        f"<returnAuthMsg>{message}</returnAuthMsg><returnReasonCode>{code}</returnReasonCode>"
        "</cmmMsgHeader></OpenAPI_ServiceResponse>"
    )
