"""The site is never half there: what is written, in which order, and what readers see meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest

from briefing.deliver import folder, site
from briefing.deliver.folder import Folder
from briefing.errors import OutputError
from tests.deliver import pages
from tests.deliver.pages import Page


@pytest.fixture(params=["whole", "file by file"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the folder is written: in one step, or as where folders cannot change places."""
    way: str = request.param
    if way != "whole":

        def refused(one: Path, other: Path) -> None:
            raise OSError("not here")

        monkeypatch.setattr(folder, "exchange", refused)
    return way


def files(root: Path) -> dict[str, bytes]:
    return {str(f.relative_to(root)): f.read_bytes() for f in sorted(root.rglob("*")) if f.is_file()}


def beside(root: Path) -> list[str]:
    return sorted(path.name for path in root.parent.iterdir() if path != root)


def test_only_what_changed_is_made_and_written(tmp_path: Path, way: str) -> None:
    root = tmp_path / "site"
    report = Folder(root).update(pages.site(6))
    assert len(report.written) == len(pages.site(6))
    made: list[str] = []
    assert Folder(root).update(pages.site(6, made=made)) == site.Report()
    report = Folder(root).update(pages.site(7, made=made))
    changed = [
        "assets/2024-w07.js",
        "index.html",
        "issues/2024-W07/index.html",
        "people/p6/index.html",
        "people/p7/index.html",
        "people/p8/index.html",
    ]
    assert sorted(made) == sorted(report.written) == changed
    assert report.deleted == ()
    assert report.size == sum(len((root / path).read_bytes()) for path in changed)
    assert beside(root) == []


def test_what_is_new_goes_first_and_the_front_page_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Listening(Folder):
        def write(self, path: str, content: bytes) -> None:
            steps.append(path)
            super().write(path, content)

        def delete(self, path: str) -> None:
            steps.append(f"-{path}")
            super().delete(path)

    steps: list[str] = []
    here = Listening(tmp_path)
    site.bring(here, [*pages.site(2), Page("old/index.html", "x")])
    steps.clear()
    site.bring(here, [*pages.site(3)])
    assert steps == [
        "site.json",
        "issues/2024-W03/index.html",
        "people/p4/index.html",
        "assets/2024-w03.js",
        "people/p2/index.html",
        "people/p3/index.html",
        "index.html",
        "-old/index.html",
        "site.json",
    ]


def test_what_an_open_page_may_still_ask_for_stays_until_the_next_change(tmp_path: Path, way: str) -> None:
    root = tmp_path / "site"
    old, new = root / "assets/aaaaaaaa.css", root / "assets/bbbbbbbb.css"
    Folder(root).update(pages.site(3, style="a"))
    Folder(root).update(pages.site(3, style="b"))
    assert (old.exists(), new.exists()) == (True, True)
    Folder(root).update(pages.site(3, style="b"))  # nothing changed
    assert old.exists()
    Folder(root).update(pages.site(4, style="b"))
    assert (old.exists(), new.exists()) == (False, True)


def test_a_withdrawn_page_is_gone_at_once_with_its_folder(tmp_path: Path, way: str) -> None:
    root = tmp_path / "site"
    Folder(root).update(pages.site(4))
    report = Folder(root).update(pages.site(3))
    assert report.deleted == ("issues/2024-W04/index.html", "people/p5/index.html")
    assert not (root / "issues/2024-W04").exists()
    assert list(pages.broken(lambda path: files(root).get(path))) == []


def test_what_others_put_there_stays(tmp_path: Path, way: str) -> None:
    root = tmp_path / "site"
    Folder(root).update(pages.site(2))
    (root / ".htaccess").write_text("Options -Indexes")
    (root / "extra").mkdir()
    (root / "extra/notes.txt").write_text("ours")
    (root / "link").symlink_to("extra")
    Folder(root).update(pages.site(3))
    assert (root / ".htaccess").read_text() == "Options -Indexes"
    assert (root / "extra/notes.txt").read_text() == "ours"
    assert (root / "link").readlink() == Path("extra")


def test_a_file_that_was_cut_off_is_written_again(tmp_path: Path) -> None:
    root = tmp_path / "site"
    Folder(root).update(pages.site(2))
    whole = files(root)
    (root / "issues/2024-W01/index.html").write_text("")
    (root / "people/p0/index.html").unlink()
    Folder(root).update(pages.site(2))
    assert files(root) == whole


def test_an_open_file_is_read_to_its_end(tmp_path: Path, way: str) -> None:
    root = tmp_path / "site"
    Folder(root).update(pages.site(2))
    with (root / "index.html").open("rb") as opened:
        Folder(root).update(pages.site(3))
        assert opened.read() == next(p.text for p in pages.site(2) if p.path == "index.html").encode()


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, way: str) -> None:
    root = tmp_path / "photos"
    root.mkdir()
    (root / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(OutputError, match=r"photos: 비어 있지 않은데 이 프로그램이 쓴 사이트가 아닙니다"):
        Folder(root).update(pages.site(1))
    assert files(root) == {"holiday.jpg": b"x"}
    assert beside(root) == []


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'{"files":{},"format":99}',
        b'{"files":{"../../etc/passwd":{"fingerprint":"x","size":1,"sha256":"x"}},"format":1}',
        b'{"files":{},"retired":["/etc/passwd"],"format":1}',
        b'{"files":{},"pending":["a/../../b"],"format":1}',
    ],
)
def test_a_list_that_cannot_be_ours_deletes_nothing(tmp_path: Path, content: bytes) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (root / "site.json").write_bytes(content)
    with pytest.raises(OutputError, match=r"사이트의 목록\(site\.json\)"):
        Folder(root).update([])
    assert files(root) == {"site.json": content}


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a/../b", ".hidden", "site.json", "", "가.html"])
def test_a_path_that_is_none_is_a_fault_of_the_program(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path of its own"):
        Folder(tmp_path / "site").update([Page(path, "x")])


def test_the_list_says_what_is_there(tmp_path: Path) -> None:
    root = tmp_path / "site"
    Folder(root).update([Page("index.html", "가온시\n")])
    assert msgspec.json.decode((root / "site.json").read_bytes()) == {
        "files": {
            "index.html": {
                "fingerprint": "b181f19e2aae46b877d8f274a7dc0f4a1b149c1ebc60cea47a8d7a4170c61276",
                "size": 10,
                "sha256": "b181f19e2aae46b877d8f274a7dc0f4a1b149c1ebc60cea47a8d7a4170c61276",
            }
        },
        "retired": [],
        "pending": [],
        "format": 1,
    }


def test_no_reader_meets_half_a_site(tmp_path: Path, way: str) -> None:
    root = tmp_path / "site"
    Folder(root).update(pages.site(4))
    missed: list[str] = []
    rounds = 0
    over = threading.Event()

    def read(path: str) -> bytes | None:
        try:
            return (root / path).read_bytes()
        except FileNotFoundError:
            return None

    def watch() -> None:
        nonlocal rounds
        while not over.is_set():
            missed.extend(pages.broken(read))
            rounds += 1

    reader = threading.Thread(target=watch)
    reader.start()
    try:
        for weeks in range(5, 20):
            Folder(root).update(pages.site(weeks, style="bc"[weeks % 2]))
    finally:
        over.set()
        reader.join()
    assert missed == []
    assert rounds > 1


def test_a_run_that_broke_off_is_finished_by_one_that_brings_something_else(tmp_path: Path) -> None:
    class Failing(Folder):
        left = 8

        def write(self, path: str, content: bytes) -> None:
            if not self.left:
                raise OutputError(self.name, "끊겼습니다.")
            self.left -= 1
            super().write(path, content)

    site.bring(Folder(tmp_path), [*pages.site(4)])
    with pytest.raises(OutputError):
        site.bring(Failing(tmp_path), [*pages.site(6, style="b")])
    site.bring(Folder(tmp_path), [*pages.site(5)])
    expected = {page.path: page.text.encode() for page in pages.site(5)}
    left = {path: content for path, content in files(tmp_path).items() if path != "site.json"}
    lasting = {path for path in left if path.startswith("assets/")}
    assert {path: left[path] for path in left.keys() - (lasting - expected.keys())} == expected
