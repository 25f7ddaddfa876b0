"""What all pages of the site share: frame, navigation, style, scripts and fonts; and how a page is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from posixpath import basename

import briefing
from briefing.render import engine, resources, typography
from briefing.render.design import Design
from briefing.render.site import fonts

NAVIGATION = (
    ("home", "최신호", "index.html"),
    ("issues", "지난 호", "issues/index.html"),
    ("people", "인물", "people/index.html"),
    ("organizations", "기관", "organizations/index.html"),
    ("topics", "쟁점", "topics/index.html"),
    ("numbers", "숫자", "numbers/index.html"),
    ("plans", "일정", "plans/index.html"),
    ("search", "검색", "search/index.html"),
)
"""Key, name and address of the places that every page leads to."""

# Scripts, styles, pictures and fonts are files of the site, and the search asks it for its index; nothing else.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)

_DECIDING = (".py", ".html", ".css", ".js", ".txt")  # kinds of files that make a page what it is


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site. `path` is relative and ASCII, with `/` between its parts.

    `fingerprint` is a SHA-256 (hex) over all that decides the bytes, known without making them: a page whose
    fingerprint is known is never made again. `content` makes the bytes.
    """

    path: str
    fingerprint: str
    content: Callable[[], bytes]


class Press:
    """Makes pages out of templates.

    `name` is that of the site, `issuer` who answers for it, None if unknown; `letters` are the Hangul syllables of all
    its weeks.
    """

    def __init__(self, design: Design, name: str, issuer: str | None, letters: frozenset[str] = frozenset()) -> None:
        self.design = design
        self.name = name
        self.issuer = issuer
        self._letters = letters

    @cached_property
    def version(self) -> str:
        """A SHA-256 (hex) over the program, the templates and the design: what decides a page beside its own values."""
        digest = hashlib.sha256(f"{briefing.__version__}\x1f{self.name}\x1f{self.issuer}".encode())
        for name in (f.name for f in fields(self.design) if f.name != "templates"):
            digest.update(f"\x1f{name}={getattr(self.design, name)!r}".encode())
        for name, content in self._deciding:
            digest.update(f"\x1f{name}\x1f".encode() + content)
        return digest.hexdigest()

    @cached_property
    def _deciding(self) -> tuple[tuple[str, bytes], ...]:
        """The code and the templates that make the pages, by their names."""
        roots = (Path(str(files("briefing.render"))), resources.templates(), self.design.templates)
        return tuple(
            (str(file.relative_to(root)), file.read_bytes())
            for root in filter(None, roots)
            for file in sorted(path for path in root.rglob("*") if path.suffix in _DECIDING)
        )

    def page(
        self,
        path: str,
        template: str,
        here: str,
        title: str,
        *,
        root: str | None = None,
        later: Callable[[], Mapping[str, object]] = dict,
        **values: object,
    ) -> Page:
        """A page of `template`, which extends `site/frame.html`.

        `here` is the key of its place in the navigation; `root` the way to the site's root, relative to the page where
        none is given. `values` go to the template and into the fingerprint; what
        `later` makes only goes to the template, and must follow from `values`.
        """

        def content() -> bytes:
            html = engine.fill(
                template,
                self.design,
                press=self,
                path=path,
                root="../" * path.count("/") if root is None else root,
                here=here,
                title=title,
                policy=POLICY,
                navigation=NAVIGATION,
                **values,
                **later(),
            )
            return typography.keep_amounts(html).encode()

        return Page(path, self.fingerprint(path, template, here, title, root, values), content)

    def fingerprint(self, *values: object) -> str:
        """A SHA-256 (hex) over `values` and all that every page depends on."""
        import msgspec

        return hashlib.sha256(self.version.encode() + msgspec.json.encode(values)).hexdigest()

    # --- shared files ---------------------------------------------------------------------------------------

    @cached_property
    def style(self) -> Page:
        """The one style sheet."""
        faces = (fonts.face(weight, basename(font.path), piece) for weight, piece, font in self._fonts)
        sheets = (sheet for _, sheet in resources.styles("page", self.design))
        return asset("site", "css", "\n".join((*faces, *sheets, self._text("site/site.css"))).encode())

    @cached_property
    def script(self) -> Page:
        """The script of every page but those of an issue: filters."""
        return asset("site", "js", self._text("site/site.js").encode())

    @cached_property
    def issue_script(self) -> Page:
        """The script of an issue: notes and filter."""
        return asset("issue", "js", self._text("page.js").encode())

    def files(self) -> Iterator[Page]:
        """All of them, but for pieces of rare syllables that no week has."""
        own = (fonts.syllables(content.decode(errors="replace")) for _, content in self._deciding)
        printed = self._letters.union(*own)
        for _, piece, font in self._fonts:
            if not piece.rare or not printed.isdisjoint(piece.characters):
                yield font
        yield from (self.style, self.script, self.issue_script)

    def _text(self, name: str) -> str:
        return resources.text(name, self.design.templates)

    @cached_property
    def _fonts(self) -> tuple[tuple[int, fonts.Piece, Page], ...]:
        return tuple(_font(weight, piece) for piece in fonts.pieces() for weight in resources.FONTS)


def asset(name: str, kind: str, content: bytes) -> Page:
    """A file that pages load, under a name with the hash of its content: it may be kept for ever."""
    digest = hashlib.sha256(content).hexdigest()
    return Page(f"assets/{name}-{digest[:12]}.{kind}", digest, lambda: content)


def _font(weight: int, piece: fonts.Piece) -> tuple[int, fonts.Piece, Page]:
    """A piece of the font under a name that needs no making of it: by the whole font and the characters."""
    digest = hashlib.sha256(_font_digest(weight) + piece.characters.encode()).hexdigest()
    return weight, piece, Page(f"assets/{weight}-{digest[:12]}.woff2", digest, lambda: fonts.woff2(weight, piece))


@cache
def _font_digest(weight: int) -> bytes:
    return hashlib.sha256(resources.font(weight)).digest()
