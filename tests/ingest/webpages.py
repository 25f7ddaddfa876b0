"""Made-up web pages: each way in which news sites bring the text of an article, tried with every story.

A page is a function of a story that returns the source of the page. Where the text is shown, the furniture around it is
what such sites share; where it is only data, the body of the page holds teasers and the footer, and the data hold other
articles as well. The outlets, people and events do not exist.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from tests.ingest.stories import OTHERS, STORIES, Story

CAPTION = "14일 별빛시청에서 열린 행사에 참석한 주민들이 설명을 듣고 있다."
CREDIT = "새벽신문 자료사진"
HEAD = (
    '<meta property="og:type" content="article"><meta property="og:site_name" content="새벽신문">'
    '<meta property="og:title" content="{title} | 새벽신문"><meta property="og:description" content="{lead}…">'
    '<meta property="article:published_time" content="2024-02-14T09:31:00+09:00">'
    '<meta property="article:modified_time" content="2024-02-15T18:02:00+09:00">'
    '<meta property="article:author" content="한하늘"><title>{title} | 새벽신문</title>'
)
MENU = "<header><nav><ul><li><a href=/p>정치</a></li><li><a href=/e>경제</a></li><li><a href=/s>사회</a></li></ul></nav></header>"
TEASERS = "".join(f"<li><a href=/{i}><strong>{t}</strong><p>{x}</p></a></li>" for i, (t, x) in enumerate(OTHERS))
FOOTER = f"<aside><h2>많이 본 뉴스</h2><ul>{TEASERS}</ul></aside><footer>저작권자 ⓒ 새벽신문 무단전재 및 재배포 금지</footer>"


def neighbour(story: Story) -> Story:
    """The longest of the other stories: what a page recommends beside this one."""
    return max((other for other in STORIES.values() if other.title != story.title), key=lambda other: len(other.body))


def source(story: Story, body: str, scripts: str = "", head: str = HEAD) -> str:
    """A whole page; `scripts` stand where sites put them, behind everything."""
    meta = head.format(title=escape(story.title), lead=escape(story.paragraphs[0][:40]))
    return f"<!DOCTYPE html><html lang=ko><head><meta charset=utf-8>{meta}</head><body>{body}{scripts}</body></html>"


def shell(story: Story) -> str:
    """What a page shows that waits for its scripts."""
    return f"{MENU}<div id=root><h1>{escape(story.title)}</h1><div class=loading>기사를 불러오는 중입니다.</div></div>{FOOTER}"


def dump(value: object) -> str:
    """JSON as it stands in a script: no tag can end it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def paragraphs(story: Story, tag: str = "p", attributes: str = "") -> str:
    return "".join(f"<{tag}{attributes}>{escape(text)}</{tag}>" for text in story.paragraphs)


# --- shown ----------------------------------------------------------------------------------------------


def portal(story: Story) -> str:
    first, *rest = (escape(text) for text in story.paragraphs)
    return source(
        story,
        f"{MENU}<h2 id=title_area><span>{escape(story.title)}</span></h2><div class=info_datestamp>입력 2024.02.14. 오전 9:31 "
        f"수정 2024.02.15. 오후 6:02</div><div id=newsct_article><article id=dic_area class=go_trans>"
        f"<span class=end_photo_org><div class=nbd_im_w><img src=1.jpg></div><em class=img_desc>{CAPTION} {CREDIT}</em></span>"
        f"{first}<br><br>{'<br><br>'.join(rest)}</article></div><p class=byline_s>한하늘 기자 (sky@saebyeok.example)</p>"
        f"<div class=copyright>Copyright ⓒ 새벽신문. All rights reserved. 무단 전재 및 재배포 금지.</div>{FOOTER}",
    )


def sections(story: Story) -> str:
    return source(
        story,
        f"{MENU}<h3 class=tit_view>{escape(story.title)}</h3><span class=num_date>2024. 2. 14. 09:31</span>"
        f"<div class=article_view><section dmcf-sid=s1><figure class=figure_frm><img src=1.jpg><figcaption class=txt_caption>"
        f"{CAPTION} {CREDIT}</figcaption></figure>{paragraphs(story, 'p', ' dmcf-pid=x dmcf-ptype=general')}</section></div>"
        f"<p>Copyright © 새벽신문. 무단전재 및 재배포 금지.</p>{FOOTER}",
    )


def cms(story: Story) -> str:
    return source(
        story,
        f"{MENU}<h3 class=heading>{escape(story.title)}</h3><ul class=infomation><li>기자명 한하늘 기자</li>"
        f"<li>입력 2024.02.14 09:31</li><li>수정 2024.02.15 18:02</li><li>댓글 0</li></ul>"
        f"<div id=article-view-content-div itemprop=articleBody><div style=text-align:center><figure class=photo-layout><img src=1>"
        f"<figcaption>▲ {CAPTION} ⓒ{CREDIT}</figcaption></figure></div>{paragraphs(story)}</div>"
        f"<div class=view-copyright>저작권자 © 새벽신문 무단전재 및 재배포 금지</div>{FOOTER}",
    )


def broadcaster(story: Story) -> str:
    return source(
        story,
        f"{MENU}<div class=news_info><h2 class=news_title><span>{escape(story.title)}</span></h2><div class=date>2024.02.14. 오전 9:31.</div>"
        f"</div><div id=CmAdContent class=paragraph><span>{'<br><br>'.join(map(escape, story.paragraphs))}</span></div>"
        f"<div>[저작권자(c) 새벽신문 무단전재, 재배포 및 AI 데이터 활용 금지]</div>{FOOTER}",
    )


def classes(story: Story) -> str:
    return source(
        story,
        f"{MENU}<div class=View_wrap__x1><h3 class=View_title__9k>{escape(story.title)}</h3><ul><li>등록 2024-02-14 09:31</li><li>수정 "
        f"2024-02-15 18:02</li></ul><div class=article-text><div class=View_imageWrap__o8><img src=1><p class=View_caption__Aq>{CAPTION} "
        f"{CREDIT}</p></div>{paragraphs(story, 'p', ' class=text')}</div></div>{FOOTER}",
    )


SHOWN: dict[str, Callable[[Story], str]] = {
    page.__name__: page for page in (portal, sections, cms, broadcaster, classes)
}

# --- data -----------------------------------------------------------------------------------------------


def _story(story: Story) -> dict[str, object]:
    """An article as Arc's content API describes it."""
    first, *rest = story.paragraphs
    return {
        "type": "story",
        "headlines": {"basic": story.title, "mobile": ""},
        "description": {"basic": "설명이 여기에 온다. " * 30},
        "content_elements": [
            {"type": "text", "content": escape(first)},
            {"type": "image", "url": "https://saebyeok.example/1.jpg", "caption": CAPTION * 3, "credits": {"by": [{"name": CREDIT}]}},
            *({"_id": str(i), "type": "text", "content": escape(text)} for i, text in enumerate(rest)),
            {"type": "interstitial_link", "content": f"[관련기사] {OTHERS[0][0]}", "url": "/1"},
            {"type": "raw_html", "content": "<div class=ad>광고입니다. 지금 구독하세요.</div>"},
        ],
        "related_content": {"basic": []},
        "credits": {"by": [{"name": "한하늘"}]},
        "display_date": "2024-02-14T00:31:00Z",
    }  # fmt: skip


def arc(story: Story) -> str:
    related = {"feed": {"x": {"data": {"content_elements": [_story(neighbour(story)), _story(STORIES["short"])]}}}}
    return source(
        story,
        shell(story),
        f"<script id=fusion-metadata type=application/javascript>window.Fusion=window.Fusion||{{}};Fusion.arcSite='saebyeok';"
        f"Fusion.globalContent={dump(_story(story))};Fusion.globalContentConfig={{}};Fusion.contentCache={dump(related)}</script>",
    )


def next_page(story: Story) -> str:
    other = neighbour(story)
    photo = f"<figure><img src=1><figcaption>{CAPTION} {CREDIT}</figcaption></figure>"
    state = {
        "props": {
            "pageProps": {
                "article": {"id": 1, "title": story.title, "content": photo + paragraphs(story), "updateDate": "2024-02-15 18:02"},
                "popular": [{"title": other.title, "content": paragraphs(other)}],
            }
        },
        "page": "/arti/[id]",
    }  # fmt: skip
    return source(story, shell(story), f'<script id=__NEXT_DATA__ type="application/json">{dump(state)}</script>')


def next_blocks(story: Story) -> str:
    other = neighbour(story)

    def blocks(one: Story) -> list[dict[str, str]]:
        texts = [{"type": "paragraph", "text": text} for text in one.paragraphs]
        return [{"type": "photo", "text": CAPTION * 2}, *texts, {"type": "ad", "text": "광고"}]

    state = {
        "props": {
            "pageProps": {
                "dehydratedState": {
                    "queries": [
                        {"state": {"data": {"newsTitle": other.title, "blocks": blocks(other)}}},
                        {"state": {"data": {"newsTitle": story.title, "newsLead": story.paragraphs[0], "blocks": blocks(story)}}},
                    ]
                }
            }
        }
    }  # fmt: skip
    return source(story, shell(story), f'<script id=__NEXT_DATA__ type="application/json">{dump(state)}</script>')


def _push(chunk: str) -> str:
    return f"<script>self.__next_f.push([1,{dump(chunk)}])</script>"


def flight_text(story: Story) -> str:
    """The App Router: long texts stand in rows of their own, cut into chunks wherever it pleases the server."""
    text, other = paragraphs(story), paragraphs(neighbour(story))
    rows = (
        '1:"$Sreact.fragment"\n2:I[5244,[],""]\n'
        f"1e:T{len(other.encode()):x},{other}1f:T{len(text.encode()):x},{text}"
        f'4:["$","$L2",null,{dump({"article": {"title": story.title, "body": "$1f"}, "next": {"title": neighbour(story).title, "body": "$1e"}})}]\n'
    )
    chunks = [rows[i : i + 700] for i in range(0, len(rows), 700)]
    return source(
        story,
        shell(story),
        "<script>(self.__next_f=self.__next_f||[]).push([0])</script>" + "".join(map(_push, chunks)),
    )


def flight_inline(story: Story) -> str:
    row = ["$", "$L2", None, {"data": {"headline": story.title, "contents": list(story.paragraphs)}}]
    return source(story, shell(story), _push(f'0:{{"P":null}}\n4:{dump(row)}\n'))


def json_ld(story: Story) -> str:
    """`articleBody` as text, its quotation marks written as entities."""
    ld = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": escape(story.title),
        "articleBody": escape("\n".join(story.paragraphs).replace("“", '"').replace("”", '"')),
        "datePublished": "2024-02-14T09:31:00+09:00",
        "dateModified": "2024-02-15T18:02:00+09:00",
        "author": {"@type": "Person", "name": "한하늘 기자"},
    }
    return source(story, shell(story), f'<script type="application/ld+json">{dump(ld)}</script>')


def json_ld_escaped(story: Story) -> str:
    """The same with line ends as escaped tags, inside a string that breaks the rules of JSON by its line feeds."""
    text = escape("<br/><br/>".join(story.paragraphs))
    return source(
        story,
        shell(story),
        f'<script type="application/ld+json">[{{"@type": "WebSite", "name": "새벽신문"}},\n{{"@type": "NewsArticle",\n"headline": "{escape(story.title)}",'
        f'\n"articleBody": "\n{text}\n",}}]</script>',
    )


def parsed_string(story: Story) -> str:
    state = dump({"news": {"detail": {"subject": story.title, "contents": "<br>".join(map(escape, story.paragraphs))}}})
    return source(story, shell(story), f"<script>window.__INITIAL_STATE__ = JSON.parse({dump(state)});</script>")


def arguments(story: Story) -> str:
    """A function that puts its arguments into place, as Nuxt 2 writes its state."""
    other = neighbour(story)
    return source(
        story,
        shell(story),
        "<script>window.__NUXT__=(function(a,b,c){return {layout:'default',data:[{article:{title:a,body:b,hot:c}}],state:{}}}"
        f"({dump(story.title)},{dump(paragraphs(story))},null));</script><script>var hot={{title:{dump(other.title)},"
        f"text:{dump(other.body)}}};</script>",
    )


def speech(story: Story) -> str:
    """The text as the page hands it to a voice, in a string of single quotes."""
    text = "<br />".join(story.paragraphs).replace("'", "\\'")
    return source(
        story,
        shell(story),
        f"<script>var newsTitle = '{story.title}'; var messageText = '{text}'; speak(messageText);</script>",
    )


def query_state(story: Story) -> str:
    """Apollo's cache: one flat object of objects."""
    other = neighbour(story)
    state = {
        "ROOT_QUERY": {"__typename": "Query", 'article({"id":"1"})': {"__ref": "Article:1"}},
        "Article:2": {"__typename": "Article", "title": other.title, "body": {"html": paragraphs(other)}},
        "Article:1": {"__typename": "Article", "title": story.title, "body": {"html": paragraphs(story)}},
    }
    return source(story, shell(story), f"<script>window.__APOLLO_STATE__={dump(state)}</script>")


def flat_state(story: Story) -> str:
    """Nuxt 3: one list of all values, in which an object holds the places of its own."""
    other = neighbour(story)
    state = [
        ["ShallowReactive", 1], {"data": 2, "state": 3}, {"article": 4, "next": 7}, {}, {"title": 5, "body": 6},
        story.title, paragraphs(story), {"title": 8, "body": 9}, other.title, paragraphs(other),
    ]  # fmt: skip
    return source(story, shell(story), f'<script type="application/json" id=__NUXT_DATA__>{dump(state)}</script>')


DATA: dict[str, Callable[[Story], str]] = {
    page.__name__: page
    for page in (
        arc, next_page, next_blocks, flight_text, flight_inline, json_ld, json_ld_escaped, parsed_string, arguments, speech, query_state, flat_state,
    )
}  # fmt: skip
