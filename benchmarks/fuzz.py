"""`python -m benchmarks.fuzz [READER…]`: damaged files by the hundred thousand, and what the readers make of them.

Every input is one of the valid files of `samples` with some damage: bits and bytes changed, pieces lost, doubled and
moved, numbers out of any range, and the marks that the format itself is made of in the wrong places. In a zip file the
damage is as often done inside a part. The same seed gives the same inputs, each by its number alone.

A reader works in a process of its own, with the memory it may have; it passes when every input gives articles or a
reason why not (InputError, Rejected), none takes longer than the limit, and the process lives. Inputs that fail are
kept.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import BinaryIO

from benchmarks import samples
from benchmarks.samples import Packed, Sample
from briefing import ingest
from briefing.errors import InputError
from briefing.ingest import pdf, pdflayout, pdftext, release
from briefing.ingest.found import Found, Member, Reader
from briefing.ingest.sniff import HEAD, sniff
from briefing.model import Article

_INPUTS, _SEED = 100_000, 20240117
#: Seconds of processor time an input may take, which other work on the machine does not change much; and by the clock
#: after which the process is given up.
_SLOW, _HUNG = 5.0, 60
#: Bytes of address space of a process: what a small machine has to spare.
_MEMORY = 2 * 1024**3
#: Bytes of one input: damage that doubles must not make every input a large one.
_LONGEST = 100_000
#: Failures after which a reader is given up: they are one fault, or a few.
_ENOUGH = 20
#: Of the inputs of the PDF reader those that go through its process, which takes 0.15 s to start.
_THROUGH = 200


def _marks(*rows: str) -> tuple[bytes, ...]:
    """The marks in these rows, parted by spaces; `␠` and `␤` stand for a space and a line feed in them."""
    words = (word.replace("␠", " ").replace("␤", "\n") for row in rows for word in row.split(" "))
    return tuple(word.encode() for word in words)


_ANY = (
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1c", b"\r", b"9" * 30),
    *_marks("␤␤ \" ' -1 가 다.␠ 기자 9999-12-31 0000-00-00 ⓒ \u2028 \u202e", "힣" * 40),
)
_MARKUP = _marks(
    "<!DOCTYPE␠x␠[<!ENTITY␠a␠'b'>]> &a; &#0; &#xD800; <![CDATA[ ]]> <!-- --> <? ?> < > </ /> <p> <br> <div>",
    '<table><tr><td> <a␠b=\' ␠xmlns:x="y" <x:y>',
)
_PAGE = (*_MARKUP, *_marks("<script> </script> <title> <figure> <svg> <template> self.__next_f.push([1, \\u"))
_JSON = _marks('{ } [ ] ": , null true 1e400 \\ud800 \\ "body": "title":', "[" * 3000)
_MIME = _marks(
    "--x --x-- --y =?utf-8?B? =?iso-2022-kr?Q? ?= filename*0*= begin␠666␠a␤ :␠ ;␠ charset= %ff'' *= idna'' x-uuencode",
    "( %00'' ␤Content-Type:␠multipart/mixed;␠boundary=x␤ ␤Content-Type:␠message/rfc822␤␤",
)
_ZIP = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"../", b"\xff" * 4, b"\0" * 4)
_TABLE = _marks(', \t ; "," "" ␤ ␤제목,본문␤ 본문', "," * 300)
_PDF = _marks(
    "<< >> [ ] ( ) 1␠0␠R 2␠0␠R 3␠0␠R 4␠0␠R obj endobj stream␤ /Kids null /Filter/FlateDecode /Filter/LZWDecode",
    "/Prev␠9 BT␠ ␠ET ␠Tj␠ ␠Tm␠ ␠re␠S␠ ␠l␠S␠ /Contents",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A reader under test: how it reads, from which files its inputs come, and the marks its format is made of."""

    read: Reader
    name: str
    starts: tuple[Sample, ...]
    marks: tuple[bytes, ...]
    every: int = 1


def _pdf_here(file: BinaryIO, origin: str) -> Iterator[Found]:
    """What the reader of PDF does, without the process in between."""
    try:
        rows = pdflayout.rows(list(pdftext.pages(file.read())))
    except pdftext.UnreadableError as error:
        raise InputError(origin, str(error), "") from None
    yield release.article(rows, origin, "")


def _targets() -> dict[str, Target]:
    names: dict[str, tuple[str, tuple[Sample, ...], tuple[bytes, ...]]] = {
        "text": ("a.txt", samples.texts(), ()),
        "html": ("a.html", samples.pages(), _PAGE),
        "mhtml": ("a.mhtml", samples.saved_pages(), (*_MIME, *_MARKUP)),
        "eml": ("a.eml", samples.mails(), (*_MIME, *_MARKUP)),
        "zip": ("a.zip", samples.archives(), (*_ZIP, *_JSON)),
        "jsonl": ("a.jsonl", samples.json_lines(), _JSON),
        "json": ("a.json", samples.documents(), _JSON),
        "csv": ("a.csv", samples.tables(), _TABLE),
        "xlsx": ("a.xlsx", samples.workbooks(), (*_ZIP, *_MARKUP)),
        "feed": ("a.xml", samples.feeds(), _MARKUP),
        "policy": ("a.xml", samples.answers(), _MARKUP),
        "hwpx": ("a.hwpx", samples.releases(), (*_ZIP, *_MARKUP)),
    }
    targets: dict[str, Target] = {
        kind: Target(read, *names[kind]) for kind, read in ingest.READERS.items() if kind != "pdf"
    }
    targets["pdf"] = Target(_pdf_here, "a.pdf", samples.prints(), _PDF)
    targets["pdf-process"] = Target(pdf.read, "a.pdf", samples.prints(), _PDF, _THROUGH)
    return targets


@dataclass(slots=True)
class Outcome:
    """What became of the inputs of a reader; `failures` are what went wrong with which input."""

    inputs: int
    accepted: int
    rejected: int
    slowest: float
    peak: int
    failures: list[str]


def main() -> None:
    """Fuzzes the readers named, or all, and prints a table; ends with 1 where one failed."""
    targets = _targets()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"{', '.join(targets)} (default: all)")
    parser.add_argument("--inputs", type=int, default=_INPUTS, help="inputs a reader (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)  # the process of one reader, and its folder
    arguments = parser.parse_args()
    if unknown := set(arguments.readers) - set(targets):
        parser.error(f"no such reader: {', '.join(sorted(unknown))}")
    if arguments.work:
        (name,) = arguments.readers
        print(json.dumps(asdict(_fuzz(targets[name], name, arguments.inputs, arguments.seed, arguments.work))))
        return
    kept = Path(tempfile.mkdtemp(prefix="briefing-fuzz-"))
    print("| reader | inputs | accepted | rejected | slowest CPU s | peak MB | failures |\n|---" + "|---:" * 6 + "|")
    failures: list[str] = []
    for name in arguments.readers or targets:
        outcome = _process(name, arguments.inputs // targets[name].every, arguments.seed, kept)
        failures += outcome.failures
        print(
            f"| {name} | {outcome.inputs:,} | {outcome.accepted:,} | {outcome.rejected:,} | {outcome.slowest:.2f} "
            f"| {outcome.peak / 1e6:.0f} | {len(outcome.failures)} |",
            flush=True,
        )
    if failures:
        sys.exit("\n".join([*failures, f"The inputs that failed are in {kept}."]))
    kept.rmdir()


def _process(name: str, inputs: int, seed: int, kept: Path) -> Outcome:
    """The outcome of a reader in a process of its own, which may die of native code, of memory, or hang."""
    command = [sys.executable, "-m", "benchmarks.fuzz", name, f"--inputs={inputs}", f"--seed={seed}", f"--work={kept}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode == 0:
        return Outcome(**json.loads(done.stdout.splitlines()[-1]))
    last = done.stderr.strip().splitlines()[-1:] or [""]
    return Outcome(0, 0, 0, 0.0, 0, [f"{name}: the process ended with {done.returncode} ({last[0]}) at {kept / name}"])


def _fuzz(target: Target, name: str, inputs: int, seed: int, kept: Path) -> Outcome:
    """The outcome of so many inputs. The input at work stands in a file, so that it outlives the process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    outcome = Outcome(0, 0, 0, 0.0, 0, [])
    current = (kept / name).open("wb", buffering=0)
    for number in range(inputs):
        data = _damaged(target, Random(f"{seed} {name} {number}"))  # noqa: S311 - to be repeated, not to be secret
        current.seek(0)
        current.write(data)
        current.truncate()
        signal.alarm(_HUNG)  # ends the process, in native code too
        begun = sum(os.times()[:4])
        try:
            accepted = _is_read(target, data)
            fault = ""
        except Exception as error:  # noqa: BLE001 - the fault looked for is one that nobody expects
            fault = f"{type(error).__name__}: {error}"
        seconds = sum(os.times()[:4]) - begun
        signal.alarm(0)
        outcome.inputs += 1
        outcome.slowest = max(outcome.slowest, seconds)
        if fault or seconds > _SLOW:
            (kept / f"{name}-{number}").write_bytes(data)
            outcome.failures.append(f"{name} {number}: {fault or f'{seconds:.1f} s'}")
            if len(outcome.failures) == _ENOUGH:
                break
        elif accepted:
            outcome.accepted += 1
        else:
            outcome.rejected += 1
    current.close()
    (kept / name).unlink()
    unit = 1 if sys.platform == "darwin" else 1024
    who = resource.RUSAGE_CHILDREN if target.every > 1 else resource.RUSAGE_SELF
    outcome.peak = resource.getrusage(who).ru_maxrss * unit
    return outcome


def _is_read(target: Target, data: bytes) -> bool:
    """Whether any article comes out of `data`, by the reader itself and, for files in the file, by all the others."""
    with contextlib.suppress(InputError):
        sniff(data[:HEAD], target.name, target.name)
    accepted = False
    try:
        for found in target.read(io.BytesIO(data), target.name):
            inner: Iterator[object] = iter([found])
            if isinstance(found, Member):
                inner = ingest.read_open(io.BytesIO(found.data), found.name, f"{target.name}/{found.name}")
            accepted = sum(isinstance(one, Article) for one in inner) > 0 or accepted
    except InputError:
        pass
    return accepted


def _damaged(target: Target, chance: Random) -> bytes:
    """A start of the target with one to ten faults; a zip file as it is packed, or in one or two of its parts."""
    start = chance.choice(target.starts)
    if isinstance(start, bytes):
        return _hurt(start, target, chance)
    if chance.random() < 0.3:
        return _hurt(samples.archive(start), target, chance)
    parts = list(start.parts)
    for _ in range(chance.choice((1, 1, 2))):
        place = chance.randrange(len(parts))
        part, data = parts[place]
        if chance.random() < 0.1:
            part = _hurt(part.encode(), target, chance)[:200].decode("utf-8", "replace").split("\0")[0]
        parts[place] = (part, _hurt(data, target, chance))
    return samples.archive(Packed(tuple(parts)))


def _hurt(data: bytes, target: Target, chance: Random) -> bytes:
    hurt = bytearray(data)
    marks = (*_ANY, *target.marks)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 10))):
        chance.choice(_FAULTS)(hurt, marks, chance)
        del hurt[_LONGEST:]
    return bytes(hurt)


def _piece(data: bytearray, chance: Random) -> tuple[int, int]:
    """The range of a piece: mostly some bytes, at times any part of the whole."""
    start = chance.randint(0, len(data))
    return start, min(len(data), start + int(chance.choice((8, 64, 1 + len(data))) * chance.random()))


def _flip(data: bytearray, _: tuple[bytes, ...], chance: Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _noise(data: bytearray, _: tuple[bytes, ...], chance: Random) -> None:
    start, end = _piece(data, chance)
    data[start : min(end, start + 16)] = chance.randbytes(chance.randint(1, 16))


def _mark(data: bytearray, marks: tuple[bytes, ...], chance: Random) -> None:
    place = chance.randint(0, len(data))
    data[place : place + chance.choice((0, 0, 1, 4))] = chance.choice(marks)


def _many(data: bytearray, marks: tuple[bytes, ...], chance: Random) -> None:
    place = chance.randint(0, len(data))
    data[place:place] = chance.choice(marks) * chance.choice((10, 100, 100, 1000))


def _lose(data: bytearray, _: tuple[bytes, ...], chance: Random) -> None:
    start, end = _piece(data, chance)
    del data[start:end]


def _double(data: bytearray, _: tuple[bytes, ...], chance: Random) -> None:
    start, end = _piece(data, chance)
    data[end:end] = data[start:end] * chance.choice((1, 1, 2, 50))


def _move(data: bytearray, _: tuple[bytes, ...], chance: Random) -> None:
    start, end = _piece(data, chance)
    piece = data[start:end]
    del data[start:end]
    place = chance.randint(0, len(data))
    data[place:place] = piece


def _number(data: bytearray, _: tuple[bytes, ...], chance: Random) -> None:
    """Another number where one stands, from the next one to what no machine word holds."""
    found = [*re.finditer(rb"\d+", data)]
    if found:
        match = chance.choice(found)
        other = (
            b"0",
            b"-1",
            b"%d" % (int(match[0][:9]) + 1),
            b"255",
            b"65536",
            b"4294967295",
            b"9" * 25,
            b"1e9",
            b"0.5",
            b"",
        )
        data[match.start() : match.end()] = chance.choice(other)


def _word(data: bytearray, _: tuple[bytes, ...], chance: Random) -> None:
    """One word for another, which most often leaves the format whole and its sense damaged."""
    found = [*re.finditer(rb"[\w\x80-\xff]+", data)]
    if found:
        match = chance.choice(found)
        data[match.start() : match.end()] = chance.choice(found)[0]


_FAULTS: tuple[Callable[[bytearray, tuple[bytes, ...], Random], None], ...] = (
    _flip, _noise, _mark, _mark, _many, _lose, _double, _move, _number, _number, _word, _word, _word,
)  # fmt: skip


if __name__ == "__main__":
    main()
