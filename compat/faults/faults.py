"""The faults: what happens to a driver, and what its user sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compat.cluster import ClusterError
from compat.cluster.processes import kill
from compat.faults.app import INTERVAL, PEERS, App, Setting

__all__ = ["FAULTS", "SETTINGS", "Fault"]

#: The smallest number of records that are sent before a fault, and after it.
_SOME = 60


@dataclass(frozen=True)
class Fault:
    """Something that happens to a running driver."""

    name: str
    #: The text of the report: the fault, and what the user sees.
    title: str
    sees: str
    run: Callable[[App], None]
    #: The settings that it runs under, by name, each with the sources that lose records there.
    under: dict[str, frozenset[str]]


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("replicated", "two copies"),
        Setting("no second copy", "one copy", level="MEMORY_AND_DISK_SER"),
        Setting("old peers", "peers of 60 s ago", conf={PEERS: "60000"}),
        Setting("no second attempt", "no second attempt", conf={"spark.task.maxFailures": "1"}),
        Setting("log", "the log", level="MEMORY_AND_DISK_SER", checkpoint=True, log=True),
        Setting("no log", "no log", checkpoint=True),
        Setting("no checkpoint", "no recovery", checkpoint=True, log=True, recover=False),
    )
}
_SAFE: frozenset[str] = frozenset()
_SOCKET = frozenset({"socket"})


# Faults that kill a process while batches wait for their tasks.


def _struck(app: App, strike: Callable[[], None], after: Callable[[], None]) -> None:
    """Cause the fault while tasks run on both executors and batches wait behind them."""
    app.waitForExecutors()
    with app.sending():
        app.waitForBatches(2)
        app.closeGate()
        app.waitForTasks(2)
        app.putFile(20)
        app.waitForStored(app.stored() + _SOME)
        strike()
        after()
        app.putFile(20)
        app.waitForStored(app.stored() + _SOME)
    app.waitForBatches(1)
    app.openGate()
    app.waitUntilProcessed()


def _anotherAttempt(app: App, strike: Callable[[], None]) -> None:
    def after() -> None:
        # Wait for the killed task's next try or, if no task was killed, for the next batch's task.
        app.waitForTasks(3)

    _struck(app, strike, after)


def _newReceiver(app: App, strike: Callable[[], None]) -> None:
    before = len(app.told().of("receiver"))
    _struck(app, strike, lambda: app.waitForReceiver(before + 1))


def killPythonWorkers(app: App) -> None:
    _anotherAttempt(app, lambda: kill(*app.cluster.pythonWorkers()))


def killOtherExecutor(app: App) -> None:
    def strike() -> None:
        receiver = app.receiver()
        (other,) = (each for name, each in app.cluster.executors().items() if name != receiver)
        kill(other)

    _anotherAttempt(app, strike)


def killReceiversExecutor(app: App) -> None:
    _newReceiver(app, lambda: kill(app.cluster.executors()[app.receiver()]))


def killBothExecutors(app: App) -> None:
    killOtherExecutor(app)
    killReceiversExecutor(app)


def killWorker(app: App) -> None:
    def strike() -> None:
        # Kill the worker with its executor. An executor that only loses its worker ends by itself,
        # and the last blocks that it stores may have only one copy.
        app.cluster.workerOf(app.cluster.executors()[app.receiver()]).kill()

    try:
        _newReceiver(app, strike)
    finally:
        app.cluster.addWorker()


def killDriver(app: App) -> None:
    app.waitForExecutors()
    with app.sending():
        app.waitForBatches(2)
        app.closeGate()
        app.waitForTasks(2)
        app.putFile(20)
        app.waitForStored(app.stored() + _SOME)
    # By then, all stored records are in a batch, and reported.
    app.waitForBatches(2)
    app.driver.kill()
    app.cluster.waitUntilIdle()
    app.openGate()
    app.putFile(20)
    app.start()
    # Recovered batches do not report their records, so wait for new batches.
    app.waitForBatchesFromNow(3)
    stored = app.stored()
    app.sendRecords(_SOME)
    app.waitForStored(stored + _SOME)
    app.waitUntilProcessed()


# Faults in the source's data.


def _sent(app: App, *lines: str | bytes) -> None:
    """Send lines, each of which becomes one record, and wait for them."""
    before, sent = app.stored(), app.sent["socket"].total()
    app.send(*lines)
    app.waitForStored(before + app.sent["socket"].total() - sent)
    app.waitUntilProcessed()


def closeAndReopen(app: App) -> None:
    before = app.stored()
    app.sendRecords(50)
    # A line without a line end ends when the connection ends.
    app.send(b"the last line, cut off")
    app.waitForStored(before + 50)
    app.feed.hangUp()
    app.waitForConnection()
    app.sendRecords(50)
    app.waitForStored(before + 101)
    app.waitUntilProcessed()


def slowBatches(seconds: float) -> Callable[[App], None]:
    def run(app: App) -> None:
        app.slow(2 * INTERVAL / 1000)
        with app.sending():
            app.waitForBatches(round(1000 * seconds / INTERVAL))
        app.slow(0)
        app.waitUntilProcessed()

    return run


def invalidUTF8(app: App) -> None:
    _sent(app, b"a\xff\xfeb\n", b"\xc3(\n", b"\xf0\x9f\x98\n", "good: \N{EURO SIGN}")


def nulBytes(app: App) -> None:
    _sent(app, "\0", "a\0b", "\0" * 1000, "good")


def longLine(app: App) -> None:
    _sent(app, "x" * 10_000_000, "good")


def emptyLines(app: App) -> None:
    _sent(app, b"\n" * 100_000, "good")


def noNewline(app: App) -> None:
    before = app.stored()
    app.send(b"y" * 4_000_000)
    app.waitForBatches(3)
    if app.stored() != before:
        raise ClusterError("a line without an end was stored")
    # End the line at last.
    app.feed.send([b"\n"])
    app.waitForStored(before + 1)
    app.waitUntilProcessed()


_REPLICATED = {"replicated": _SAFE}

FAULTS = [
    Fault(
        "reopen",
        "the source closes the connection and opens it again",
        "The receiver says `Socket data stream had no more data`, and connects again after "
        "`spark.streaming.receiverRestartDelay`; a line that was cut off is a record.",
        closeAndReopen,
        _REPLICATED,
    ),
    Fault(
        "slow",
        "batches slower than their interval for a minute",
        "Batches queue, total delay grows in the listeners and the web UI, and shrinks again.",
        slowBatches(60),
        _REPLICATED,
    ),
    Fault(
        "invalid-utf8",
        "invalid UTF-8",
        "Each invalid sequence is a U+FFFD, as in Scala; the line is a record.",
        invalidUTF8,
        _REPLICATED,
    ),
    Fault("nul", "NUL bytes", "They are characters like others.", nulBytes, _REPLICATED),
    Fault("long-line", "a line of 10 MB", "It is one record.", longLine, _REPLICATED),
    Fault(
        "empty-lines",
        "100,000 empty lines at once",
        "Each is a record, an empty text.",
        emptyLines,
        _REPLICATED,
    ),
    Fault(
        "no-newline",
        "a source that sends no newline",
        "Nothing: batches of 0 records, while the line grows in the receiver's memory. When it "
        "ends it is one record.",
        noNewline,
        _REPLICATED,
    ),
    Fault(
        "python-workers",
        "Python workers and their daemons killed",
        "Nothing but `Python worker exited unexpectedly (crashed)` in the log: the tasks are tried "
        "again, `spark.task.maxFailures` times in all.",
        killPythonWorkers,
        {"replicated": _SAFE, "no second attempt": _SOCKET},
    ),
    Fault(
        "other-executor",
        "executor without the receiver killed",
        "`Lost executor` in the log; its tasks are tried again on another.",
        killOtherExecutor,
        {"replicated": _SAFE, "no second attempt": _SOCKET},
    ),
    Fault(
        "receiver-executor",
        "executor with the receiver killed",
        "`Lost executor` in the log; the receiver starts again on another, and connects anew. What "
        "was in the dead one's socket is lost.",
        killReceiversExecutor,
        {"replicated": _SAFE, "no second copy": _SOCKET},
    ),
    Fault(
        "both-executors",
        "the other executor killed, and the receiver's within a minute",
        "As above. A new executor gets copies of blocks once the receiver's has asked who there "
        "is: every `spark.storage.cachedPeersTtl`, which is 60 s in Spark and 0.5 s in these runs.",
        killBothExecutors,
        {"replicated": _SAFE, "old peers": _SOCKET},
    ),
    Fault(
        "worker",
        "worker killed, with its executor, which has the receiver",
        "As with the executor, and no new executor until there is a worker again.",
        killWorker,
        {"replicated": _SAFE, "no second copy": _SOCKET},
    ),
    Fault(
        "driver",
        "driver killed and started again with getOrCreate",
        "The process has gone; the new one goes on with the batches that had not completed.",
        killDriver,
        {"log": _SAFE, "no log": _SOCKET, "no checkpoint": frozenset({"socket", "files"})},
    ),
]
