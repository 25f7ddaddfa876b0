"""A process that is killed at any moment loses nothing, doubles nothing, and leaves no half-written file.

`killing.py` says how; `python -m benchmarks.kills` does the same at two hundred points.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests import killing

POINTS = 20


def test_killed_at_random_points_and_run_again(tmp_path: Path) -> None:
    with killing.loaded() as program:
        counted = killing.passed(program, tmp_path, POINTS, articles=24, seed=20240115)
        assert counted == {"ingest, statement": 8, "build, statement": 9, "build, file": 3}

        # One kill after the other, as on a machine that loses its power every minute.
        rough = tmp_path / "rough"
        shutil.copytree(tmp_path / "unread", rough)
        calm, written = killing.rows(tmp_path / "calm"), killing.files(tmp_path / "calm")
        for args, fatal in ((killing.INGEST, 9), (killing.INGEST, 40), (killing.BUILD, 30), (killing.BUILD, 60)):
            assert program.run(rough, args, "statement", fatal) is None
            killing.nothing_is_broken(rough, calm, written)
            if args is killing.INGEST and fatal == 40:
                program.run(rough, args)
        program.run(rough, killing.BUILD)
        assert (killing.rows(rough), killing.files(rough)) == (calm, written)

        # A second run of what is done already touches nothing.
        program.run(rough, killing.INGEST)
        program.run(rough, killing.BUILD)
        assert (killing.rows(rough), killing.files(rough)) == (calm, written)


def test_the_generator_is_fixed_by_its_seed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        killing.write_articles(tmp_path / name, number=5, seed=1)
    assert (tmp_path / "a/made.jsonl").read_bytes() == (tmp_path / "b/made.jsonl").read_bytes()
