"""The folder of a report: whole files or none, and no file that tells another story beside them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from briefing import render
from briefing.errors import OutputError


def prepare(folder: Path) -> None:
    """Make the folder, or clear what a killed build left in it; OutputError where that cannot be done."""
    with _writing(folder):
        (folder / "charts").mkdir(parents=True, exist_ok=True)
        for unfinished in (*folder.rglob(".*.part"), *folder.parent.glob(f".{folder.name}.*.part")):
            unfinished.unlink()


def write(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """The paths of the written `files`, in their order; OutputError where they cannot be written.

    What an earlier build wrote in other formats, or of other charts, is removed.
    """
    with _writing(folder):
        written = tuple(_write(folder / name, content) for name, content in files.items())
        formats = {path for name in render.FORMATS if (path := folder / f"briefing.{name}").exists()}
        for stale in {*formats, *(folder / "charts").iterdir()} - set(written):
            stale.unlink()
    return written


def keep_record(folder: Path, record: bytes) -> None:
    """Write the run record beside the folder, `<folder>.run.json`; OutputError where it cannot be written.

    Beside it, because the files in the folder are the same bytes whenever and wherever they are made.
    """
    with _writing(folder):
        _write(folder.with_name(f"{folder.name}.run.json"), record)


def _write(path: Path, content: bytes) -> Path:
    """Writes the whole file or none of it: a temporary file in the same folder takes its name when complete."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"보고서를 쓸 수 없습니다({error.strerror})."
        raise OutputError(
            str(folder), reason, "공간과 권한을 확인하거나 다른 폴더를 --output으로 지정해 주십시오."
        ) from error
