"""Wherever articles are analysed the analyses are the same, and a worker that dies costs no more than its batch."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from briefing import analysis, render, workers
from briefing.errors import ClusterError, TemplateError
from briefing.model import Analysis, Article, Rejected
from briefing.workers import Batch, Place, Workers
from tests.render.sizes import week

BODY = "가온시는 {}일 마을 도서관 10곳을 새로 연다고 밝혔다.\n박서연 가온시 시장은 “걸어서 갈 수 있게 하겠다”고 말했다."


def article(name: str, number: int = 1) -> Article:
    return Article(id=name, title=f"도서관 {number}", body=BODY.format(number), origin=f"{name}.txt")


def batches(count: int, size: int = 3) -> list[Batch]:
    return [tuple(article(f"{n}-{i}", 1 + (n + i) % 28) for i in range(size)) for n in range(count)]


@pytest.fixture(scope="module")
def expected() -> list[tuple[Analysis, ...]]:
    return [tuple(map(analysis.analyse, batch)) for batch in batches(8)]


def treacherous() -> None:
    """What a process does first whose analysis dies, hangs or fails over some articles."""
    honest = analysis.analyse

    def analyse(one: Article) -> Analysis:
        if one.id == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if one.id == "hangs":
            ctypes.PyDLL(None).sleep(1000)  # with the interpreter's lock held, as native code may
        if one.id == "fails":
            raise KeyError("결함")
        return honest(one)

    analysis.analyse = analyse
    workers.PATIENCE_SECONDS = 1.0


@pytest.fixture
def crew() -> Iterator[Workers]:
    def opened() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, mp_context=get_context("forkserver"), initializer=treacherous)

    places = [Place(opened), Place(opened)]
    yield Workers(places)
    for place in places:
        place.close()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_same_analyses_in_order_whatever_the_number_of_processes(
    jobs: int, expected: list[tuple[Analysis, ...]]
) -> None:
    with workers.opened(jobs) as crew:
        assert list(crew.analyse(batches(8))) == expected


def test_an_empty_batch_has_no_answers_and_keeps_its_place(expected: list[tuple[Analysis, ...]]) -> None:
    some = batches(8)
    with workers.opened(2) as crew:
        assert list(crew.analyse([(), some[0], (), some[1]])) == [(), expected[0], (), expected[1]]
        assert list(crew.analyse([])) == []


def test_batches_are_read_no_further_than_the_work_needs() -> None:
    read = 0

    def endless() -> Iterator[Batch]:
        nonlocal read
        while True:
            read += 1
            yield batches(1)[0]

    with workers.opened(2) as crew:
        answers = crew.analyse(endless())
        next(answers)
        assert read <= 2 * 4 + 1
        answers.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("dies", "분석하던 프로세스가 끝나 버렸습니다(메모리 부족이거나 시간이 너무 걸림)."),
        ("hangs", "분석하던 프로세스가 끝나 버렸습니다(메모리 부족이거나 시간이 너무 걸림)."),
        ("fails", "프로그램 결함으로 분석하지 못했습니다(KeyError)."),
    ],
)
def test_an_article_that_takes_its_worker_along_is_rejected_and_the_rest_goes_on(
    name: str, reason: str, crew: Workers, expected: list[tuple[Analysis, ...]]
) -> None:
    some = batches(8)
    some[2] = (some[2][0], article(name), some[2][2])
    found = list(crew.analyse(some))
    assert found[2][1] == Rejected(f"{name}.txt", f"{reason} 기사를 확인하거나 briefing remove로 빼 주십시오.")
    assert [found[2][0], found[2][2]] == [expected[2][0], expected[2][2]]
    assert found[:2] + found[3:] == expected[:2] + expected[3:]


def test_a_worker_killed_from_outside_costs_nothing_but_time(expected: list[tuple[Analysis, ...]]) -> None:
    with workers.opened(2) as crew:
        answers = crew.analyse(batches(8))
        found = [next(answers)]
        os.kill(_number(crew._places[0]._executor), signal.SIGKILL)
        assert found + list(answers) == expected


def test_processes_end_when_the_one_they_work_for_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom briefing import workers\nfrom tests.test_workers import batches\n"
        "if __name__ == '__main__':\n"
        "  with workers.opened(2) as crew:\n"
        "    list(crew.analyse(batches(2)))\n"
        "    crew.beside.submit(sum, ()).result()\n"
        "    print(*[one._process.pid for one in (*[place._executor for place in crew._places], crew.beside)])\n"
        "    sys.stdout.flush()\n"
        "    time.sleep(60)\n"
    )
    path = tmp_path / "main.py"
    path.write_text(script, encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, path], stdout=pipe, stderr=pipe, text=True, env=environ) as main:
        assert main.stdout is not None
        assert main.stderr is not None
        pids = [int(word) for word in main.stdout.readline().split()]
        assert len(pids) == 3
        main.kill()
        assert main.stderr.read() == ""  # which ends when the last process has: Python's own, too, say nothing
    deadline = time.monotonic() + 20
    while any(map(_lives, pids)):
        assert time.monotonic() < deadline, "processes live on without their main process"
        time.sleep(0.05)


def test_the_files_of_a_report_are_the_same_when_a_process_beside_makes_some() -> None:
    made = week(1)
    alone = render.files(made, ("html", "pdf", "md"))
    with workers.opened(2) as crew:
        assert list(render.files(made, ("html", "pdf", "md"), beside=crew.beside).items()) == list(alone.items())


def test_a_report_is_written_though_the_process_beside_is_killed() -> None:
    made = week(1)
    with workers.opened(2) as crew:
        assert crew.beside
        crew.beside.submit(sum, ()).result()
        os.kill(_number(crew.beside), signal.SIGKILL)
        assert list(render.files(made, ("pdf", "json"), beside=crew.beside))[:2] == ["briefing.pdf", "briefing.json"]


def test_a_fault_in_the_process_beside_is_raised_here_with_where_it_was() -> None:
    with workers.opened(2) as crew:
        assert crew.beside
        with pytest.raises(ZeroDivisionError) as fault:
            crew.beside.submit(divmod, 1, 0).result()
        assert "in _serve" in fault.value.__notes__[0]
        with pytest.raises(TemplateError) as mistake:
            crew.beside.submit(wrong).result()
        assert str(mistake.value) == "body.html: 틀렸습니다. 고쳐 주십시오."
        assert crew.beside.submit(sum, (1, 2)).result() == 3


def wrong() -> None:
    raise TemplateError("body.html", "틀렸습니다.", "고쳐 주십시오.")


def _number(executor: Executor) -> int:
    """The number of its process."""
    number = executor._process.pid  # type: ignore[attr-defined]
    assert isinstance(number, int)
    return number


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


# --- a real Dask cluster on loopback ------------------------------------------------------------------------------


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
        )
        deadline = time.monotonic() + 60
        while not file.exists():
            assert time.monotonic() < deadline, "the scheduler does not start"
            time.sleep(0.1)
        import json

        self.address = json.loads(file.read_text())["address"]

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start("worker", self.address, "--nthreads", "1", "--no-dashboard", "--local-directory", ".")

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        environ = {**os.environ, "PYTHONPATH": str(Path.cwd())}
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
        with (self._folder / f"{words[0]}-{len(self._processes)}.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=self._folder, env=environ, stdout=log, stderr=log)
        self._processes.append(process)
        return process

    def close(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    one = Cluster(tmp_path_factory.mktemp("dask"))
    yield one
    one.close()


def test_a_cluster_without_workers_and_one_that_is_not_there(cluster: Cluster) -> None:
    with pytest.raises(ClusterError, match="작업자가 없습니다"), workers.opened(scheduler=cluster.address):
        pass
    with pytest.raises(ClusterError, match="연결할 수 없습니다"), workers.opened(scheduler="tcp://127.0.0.1:9"):
        pass
    with pytest.raises(ClusterError, match="TLS 인증서"), workers.opened(scheduler="tls://127.0.0.1:9"):
        pass


def test_a_cluster_gives_the_same_and_loses_a_worker_without_losing_work(
    cluster: Cluster, expected: list[tuple[Analysis, ...]]
) -> None:
    first, _ = cluster.worker(), cluster.worker()
    _wait_for(cluster, 2)
    with workers.opened(scheduler=cluster.address) as crew:
        assert list(crew.analyse(batches(8))) == expected
        answers = crew.analyse(batches(8))
        found = [next(answers)]
        first.kill()
        assert found + list(answers) == expected


def test_a_scheduler_that_goes_away_is_told_in_one_line(
    cluster: Cluster, capfd: pytest.CaptureFixture[str]
) -> None:  # the last of them: it takes the cluster along
    _wait_for(cluster, 1)
    with pytest.raises(ClusterError, match="연결이 끊겼습니다"), workers.opened(scheduler=cluster.address) as crew:
        answers = crew.analyse(batches(200))
        next(answers)
        cluster.scheduler.kill()
        list(answers)
    assert "Traceback" not in capfd.readouterr().err


def _wait_for(cluster: Cluster, number: int) -> None:
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=60)
