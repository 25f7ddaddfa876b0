"""Where articles are analysed: in this process, in processes of this machine, or on a Dask cluster.

Every way is a `concurrent.futures.Executor`, and gives the same analyses: what is found in an article does not depend
on who reads it. A worker that dies or hangs costs the batch it had, which is then analysed article by article; one
that takes its worker with it again is rejected, and the rest goes on.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import ExitStack, contextmanager
from functools import cache
from multiprocessing import forkserver, get_all_start_methods
from typing import Any, NamedTuple

import msgspec

from briefing import analysis
from briefing.errors import ClusterError
from briefing.model import Analysis, Article, Rejected
from briefing.observe import peak
from briefing.processes import Process

Batch = tuple[Article, ...]

# An article takes some hundredths of a second for each thousand characters; a worker that takes a hundred times as
# long, and a minute besides, hangs.
PATIENCE_SECONDS = 60.0
_SECONDS_A_CHARACTER = 0.005

# Times that an article may take a worker with it when it is alone: once may be a kill from outside.
_TRIES = 2

# Batches that may be ahead of the oldest unfinished one, for each place: enough that nobody waits for a slow batch,
# few enough that memory stays flat.
_AHEAD = 4

# Batches handed to a cluster for each of its threads: one to work on, one on its way.
_HANDED = 2
_CLUSTER_SECONDS = 10

_FORKS = "forkserver" in get_all_start_methods()
_LOADED = ["briefing.analysis.loaded", "briefing.workers"]  # what the server of processes imports

_LOST = "분석하던 프로세스가 끝나 버렸습니다(메모리 부족이거나 시간이 너무 걸림)."
_REMEDY = "기사를 확인하거나 briefing remove로 빼 주십시오."


class Answer(NamedTuple):
    """What a worker gives back: the version of its analysis; of each article the JSON of what it found, or why not.

    With the number of its process, and the most memory that one has held (bytes).
    """

    version: str
    process: int
    peak: int | None
    found: tuple[bytes | str, ...]


class Workers:
    """Places that analyse one batch at a time each, in whatever order; what comes out is in order.

    `beside` is a process for other work, which starts when it is given some; None where all is to be done in this one.
    """

    def __init__(self, places: list[Place], beside: Executor | None = None) -> None:
        self._places = places
        self.beside = beside

    @property
    def peak(self) -> int | None:
        """The most memory that one of the processes has held, in bytes; None where this process did all itself."""
        return max((place.peak for place in self._places if place.peak), default=None)

    def analyse(self, batches: Iterable[Batch]) -> Iterator[tuple[Analysis | Rejected, ...]]:
        """For each batch what was found in its articles; `batches` is read no further than the work needs.

        ClusterError where the cluster is lost or runs another version of the program.
        """
        free = deque(self._places)
        running: dict[Future[Answer], tuple[int, Place, Batch]] = {}
        finished: dict[int, tuple[Analysis | Rejected, ...]] = {}
        given = taken = 0
        for batch in batches:
            while not free or given - taken >= _AHEAD * len(self._places):
                free += _settle(running, finished)
                while taken in finished:
                    yield finished.pop(taken)
                    taken += 1
            if batch:
                place = free.popleft()
                running[place.submit(batch)] = (given, place, batch)
            else:
                finished[given] = ()
            given += 1
        while taken < given:
            if taken not in finished:
                free += _settle(running, finished)
            else:
                yield finished.pop(taken)
                taken += 1


class Place:
    """One executor that takes one batch at a time; `opened` gives a fresh one in place of one that broke.

    `lost` is what a future raises whose worker is gone; `watched` says that a worker which hangs is to end itself.
    """

    def __init__(
        self,
        opened: Callable[[], Executor],
        *,
        lost: tuple[type[Exception], ...] = (BrokenExecutor,),
        watched: bool = True,
    ) -> None:
        self._opened = opened
        self._lost = lost
        self._watched = watched
        self._executor = opened()
        self.peak: int | None = None

    def submit(self, batch: Batch) -> Future[Answer]:
        """The answer to come."""
        return self._executor.submit(answer, batch, watched=self._watched)

    def result(self, future: Future[Answer], batch: Batch) -> tuple[Analysis | Rejected, ...]:
        """What was found in each article of `batch`; those that take a worker with them are rejected."""
        found = self._found(future)
        if found is None:
            found = tuple(self._alone(article) for article in batch)
        return tuple(map(_read, batch, found))

    def _alone(self, article: Article) -> bytes | str:
        for _ in range(_TRIES):
            if found := self._found(self.submit((article,))):
                return found[0]
        return _LOST

    def _found(self, future: Future[Answer]) -> tuple[bytes | str, ...] | None:
        """What the future gives; None where its worker was lost, which then is replaced."""
        try:
            given = future.result()
        except self._lost:
            self._executor.shutdown(wait=False)
            self._executor = self._opened()
            return None
        except CancelledError as error:  # what Dask makes of all that is on its way when the scheduler is gone
            remedy = "스케줄러를 다시 켠 뒤 같은 명령을 실행해 주십시오. 그때까지 보관한 분석은 다시 쓰입니다."
            raise ClusterError("Dask", "스케줄러와 연결이 끊겼습니다.", remedy) from error
        if given.version != analysis.version():
            reason = "작업자의 briefing이 이 컴퓨터와 다른 판입니다."
            raise ClusterError("작업자", reason, "같은 판을 설치하고 다시 실행해 주십시오.")
        if given.peak and given.process != os.getpid():
            self.peak = max(self.peak or 0, given.peak)
        return given.found

    def close(self) -> None:
        """End the executor and its processes."""
        self._executor.shutdown()


def _settle(
    running: dict[Future[Answer], tuple[int, Place, Batch]], finished: dict[int, tuple[Analysis | Rejected, ...]]
) -> list[Place]:
    """Wait for the next answers and move them to `finished`; the places that are free again."""
    free = []
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        number, place, batch = running.pop(future)
        finished[number] = place.result(future, batch)
        free.append(place)
    return free


def _read(article: Article, found: bytes | str) -> Analysis | Rejected:
    if isinstance(found, bytes):
        return _decoder().decode(found)
    return Rejected(article.origin or article.id, f"{found} {_REMEDY}")


@cache
def _decoder() -> msgspec.json.Decoder[Analysis]:
    return msgspec.json.Decoder(Analysis)


# --- the ways -----------------------------------------------------------------------------------------------------


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def warm(jobs: int = 1, scheduler: str | None = None) -> None:
    """For a command that will surely analyse, in what `opened` gives for the same: load the tokenizer from now on.

    In the server of processes, beside what this process has to do before; elsewhere nothing happens yet.
    """
    if _FORKS and jobs > 1 and scheduler is None:
        forkserver.set_forkserver_preload(_LOADED)
        forkserver.ensure_running()


@contextmanager
def opened(jobs: int = 1, scheduler: str | None = None) -> Iterator[Workers]:
    """`jobs` places to work in (one: in this process), or those of the Dask cluster whose scheduler has that address.

    ClusterError for an address where no scheduler answers, and for a cluster without workers.
    """
    with ExitStack() as stack:
        beside = None
        if scheduler is not None:
            places = _cluster(scheduler, stack)
        elif jobs == 1:
            places = [_here()]
        else:
            places = [Place(_forked) for _ in range(jobs)]
            beside = stack.enter_context(Process("spawn"))
        for place in places:
            stack.callback(place.close)
        yield Workers(places, beside)


def here() -> Workers:
    """This process alone."""
    return Workers([_here()])


def _here() -> Place:
    return Place(_Here, watched=False)


class _Here(Executor):
    """Runs what is submitted at once, in this thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def _forked() -> Executor:
    """One process of its own, which starts with the first batch and then has the tokenizer loaded.

    Forked from a server that has loaded it before any thread ran: 8 MB and no time a process. Where there is no
    fork (Windows) each process loads its own.
    """
    if _FORKS:
        forkserver.set_forkserver_preload(_LOADED)
    return Process("forkserver" if _FORKS else "spawn")


def _cluster(address: str, stack: ExitStack) -> list[Place]:
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
        from distributed.security import Security
    except ImportError as error:
        remedy = "pip install 'briefing[cluster]'로 설치해 주십시오."
        raise ClusterError(address, "Dask가 설치되어 있지 않습니다.", remedy) from error
    for name in ("distributed", "distributed.client"):  # it would write tracebacks of what is told in a line here
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        security: Any = Security()  # type: ignore[no-untyped-call]  # of Dask's own settings
        if address.startswith("tls://") and not security.get_connection_args("client")["ssl_context"]:
            remedy = "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__CLIENT__CERT, …__CLIENT__KEY에 파일을 정해 주십시오."
            raise ClusterError(address, "TLS 인증서가 설정되어 있지 않습니다.", remedy)
        client: Any = Client(address, timeout=_CLUSTER_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        remedy = "주소를 tcp://host:8786처럼 적고 스케줄러가 켜져 있는지 확인해 주십시오."
        raise ClusterError(address, "Dask 스케줄러에 연결할 수 없습니다.", remedy) from error
    stack.callback(client.close)
    workers = len(client.nthreads())
    if not workers:
        raise ClusterError(address, "Dask 클러스터에 작업자가 없습니다.", "작업자를 켠 뒤 다시 실행해 주십시오.")
    return [Place(lambda: client.get_executor(pure=False), lost=(KilledWorker,)) for _ in range(workers * _HANDED)]


# --- what a worker does -------------------------------------------------------------------------------------------


# A process analyses one article at a time, whatever number of threads a Dask worker has: Kiwi brings nothing to
# threads, and the watch over one article is a single one for the process.
_one = threading.Lock()


def answer(batch: Batch, *, watched: bool) -> Answer:
    """The analyses of `batch`, made wherever this runs; if `watched`, the process ends itself over one that hangs."""
    found = tuple(_analysed(article, watched) for article in batch)
    return Answer(analysis.version(), os.getpid(), peak(), found)


def _analysed(article: Article, watched: bool) -> bytes | str:
    with _one:
        if watched:  # by a thread of the C library, which needs no interpreter's lock, as one of Python would
            patience = PATIENCE_SECONDS + _SECONDS_A_CHARACTER * len(article.body)
            faulthandler.dump_traceback_later(patience, exit=True, file=_nowhere())
        try:
            return msgspec.json.encode(analysis.analyse(article))
        except Exception as fault:  # noqa: BLE001 - the boundary of one article: its fault is listed, the rest goes on
            return f"프로그램 결함으로 분석하지 못했습니다({type(fault).__name__})."
        finally:
            if watched:
                faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> Any:
    return open(os.devnull, "w")  # noqa: PTH123 - kept for the life of the process
