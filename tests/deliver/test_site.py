"""The site is never half there: what is written, in which order, and what a killed run leaves."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from briefing.deliver import folder, site
from briefing.deliver.folder import Folder
from briefing.errors import OutputError
from tests.deliver import pages
from tests.deliver.pages import Page

# argv: the folder, whether it may change places with another, the weeks and the style of the site, and the step to die
# at (0: never). It prints how many steps it took.
DRIVER = """
import os, signal, sys
from pathlib import Path
from briefing.deliver import folder
from tests.deliver import pages
where, whole, weeks, style, fatal = Path(sys.argv[1]), sys.argv[2] == "whole", int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
steps = 0

def step():
    global steps
    steps += 1
    if steps == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

def hook(event, args):
    if event in ("os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir") or event == "open" and args[1] and "w" in str(args[1]):
        step()

if whole:
    exchange = folder.exchange
    folder.exchange = lambda one, other: (step(), exchange(one, other), step())
else:
    def exchange(one, other):
        raise OSError("not here")
    folder.exchange = exchange
sys.addaudithook(hook)
folder.Folder(where).update(pages.site(weeks, style=style))
print(steps)
"""


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


def run(root: Path, way: str, weeks: int, style: str, fatal: int = 0) -> int:
    """Bring the site there in a process of its own; how many steps it took, 0 if it was killed at the fatal one."""
    command = [sys.executable, "-c", DRIVER, str(root), way, str(weeks), style, str(fatal)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    if done.returncode == -signal.SIGKILL:
        return 0
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize(("way", "kills"), [("whole", 14), ("file by file", 14)])
def test_killed_at_random_points_and_run_again(tmp_path: Path, way: str, kills: int) -> None:
    calm, rough = tmp_path / "calm/site", tmp_path / "rough/site"
    for root in (calm, rough):
        root.parent.mkdir()
        run(root, way, 4, "a")
    missed: list[str] = []
    over = threading.Event()

    def read(path: str) -> bytes | None:
        try:
            return (rough / path).read_bytes()
        except FileNotFoundError:
            return None

    def watch() -> None:
        while not over.is_set():
            missed.extend(pages.broken(read))

    reader = threading.Thread(target=watch)
    reader.start()
    chance = random.Random(20240115)
    killed = 0
    try:
        weeks = 4
        for style in ("b", "c"):  # two changes of the whole site, each killed many times and then finished
            weeks += 1
            steps = run(calm, way, weeks, style)
            for fatal in sorted(chance.sample(range(1, steps + 1), kills // 2)):
                # Where the switch was made before the kill, a later run has less to do than would kill it.
                killed += run(rough, way, weeks, style, fatal) == 0
            run(rough, way, weeks, style)
            assert files(rough) == files(calm)
            assert beside(rough) == []
    finally:
        over.set()
        reader.join()
    assert missed == []
    assert killed >= kills - 2


def test_a_killed_run_is_finished_by_one_that_brings_something_else(tmp_path: Path) -> None:
    way, root = "file by file", tmp_path / "site"
    run(root, way, 4, "a")
    steps = run(tmp_path / "other", way, 6, "b")
    run(root, way, 6, "b", fatal=steps // 2)
    run(root, way, 5, "a")
    expected = {page.path: page.text.encode() for page in pages.site(5, style="a")}
    left = {path: content for path, content in files(root).items() if path != "site.json"}
    lasting = {path for path in left if path.startswith("assets/")}
    assert {path: left[path] for path in left.keys() - (lasting - expected.keys())} == expected
