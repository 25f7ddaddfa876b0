"""The commands about the looks: templates export."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

import briefing
from briefing.cli import console, korean, options
from briefing.errors import OutputError

_NOTE = "README.md"


@click.group(cls=korean.Group, epilog="예: briefing templates export 서식")
def templates() -> None:
    """문서의 모양을 정하는 템플릿을 다룹니다."""


@templates.command(epilog="예: briefing templates export 서식")
@click.argument("folder", type=options.PATH, metavar="DIR")
def export(folder: Path) -> None:
    """프로그램의 템플릿과 스타일시트를 DIR에 복사합니다. 있는 파일은 덮어쓰지 않습니다."""
    from briefing.render import house, resources

    contents = {name: resources.find(name).read_bytes() for name in house.names(resources.templates())}
    contents[_NOTE] = _note(contents).encode()
    taken = [name for name in contents if (folder / name).exists()]
    if taken:
        more = f" 외 {len(taken) - 1}개" if len(taken) > 1 else ""
        raise OutputError(str(folder / taken[0]), f"이미 있습니다{more}.", "지우거나 다른 폴더를 적어 주십시오.")
    try:
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("xb") as file:
                file.write(content)
            console.say(str(folder / name))
    except OSError as error:
        reason = f"쓸 수 없습니다({error.strerror})."
        raise OutputError(str(folder), reason, "쓸 수 있는 폴더를 적어 주십시오.") from error


def _note(contents: dict[str, bytes]) -> str:
    """What the folder is, and the sums by which an edited or an outdated file is known (`sha256sum -c README.md`)."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    return f"""briefing {briefing.__version__}의 템플릿입니다.

고칠 파일만 남기고 나머지는 지우십시오. 없는 파일은 프로그램의 것을 씁니다.
briefing.toml의 templates나 briefing build --templates로 이 폴더를 정합니다.
무엇을 받는지는 docs/templates.md에 있습니다.

아래는 내보낼 때의 SHA-256입니다. sha256sum -c README.md로 무엇을 고쳤는지,
다른 판에서 내보낸 README.md와 견주어 프로그램의 무엇이 바뀌었는지 알 수 있습니다.

{sums}"""
