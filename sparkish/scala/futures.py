"""Futures: what threads make, and how long it is waited for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from concurrent.futures import Future as PythonFuture
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as waitFor
from typing import Any, ClassVar

from sparkish._executor.portable import portable
from sparkish.option import Option, Some
from sparkish.scala.outcomes import Try

portable(__name__)


_pool: list[ThreadPoolExecutor] = []


def _threads() -> ThreadPoolExecutor:
    if not _pool:
        _pool.append(ThreadPoolExecutor(32, thread_name_prefix="future"))
    return _pool[0]


class Future:
    """What a thread makes. Scala: ``scala.concurrent.Future``.

    Examples
    --------
    >>> Await.result(Future.of(lambda: 1 + 1).map(lambda n: n * 2), FiniteDuration.Inf)
    4
    """

    def __init__(self, future: PythonFuture[Any]) -> None:
        self._future = future

    @staticmethod
    def of(body: Callable[[], Any]) -> Future:
        """Call a function in a thread."""
        return Future(_threads().submit(body))

    @staticmethod
    def successful(value: Any) -> Future:
        """Return one that has its value."""
        return Promise().success(value).future

    @staticmethod
    def failed_(error: BaseException) -> Future:
        """Return one that has failed."""
        return Promise().failure(error).future

    @staticmethod
    def sequence(futures: Iterable[Future]) -> Future:
        """Return the values of several."""
        futures = list(futures)
        return Future.of(lambda: [each._future.result() for each in futures])

    def _then(self, complete: Callable[[Try, Promise], Any]) -> Future:
        promise = Promise()

        def done(future: PythonFuture[Any]) -> None:
            try:
                complete(Try(future.result), promise)
            except Exception as error:
                promise.failure(error)

        self._future.add_done_callback(done)
        return promise.future

    def map(self, change: Callable[[Any], Any]) -> Future:
        """Return what a function makes of the value."""
        return self._then(lambda made, promise: promise.complete(made.map(change)))

    def flatMap(self, change: Callable[[Any], Future]) -> Future:
        """Return the future that a function makes of the value."""
        return self._then(
            lambda made, promise: (
                promise.completeWith(change(made.get()))
                if made.isSuccess
                else promise.complete(made)
            )
        )

    def filter(self, test: Callable[[Any], bool]) -> Future:
        """Return this, or a failure where a predicate does not hold."""
        return self._then(lambda made, promise: promise.complete(made.filter(test)))

    def recover(self, handler: Callable[[Any], Any]) -> Future:
        """Return what a function makes of the error, where it takes it."""
        return self._then(lambda made, promise: promise.complete(made.recover(handler)))

    def onComplete(self, use: Callable[[Try], Any]) -> None:
        """Call a function with the value or the error."""
        self._future.add_done_callback(lambda future: use(Try(future.result)))

    def foreach(self, use: Callable[[Any], Any]) -> None:
        """Call a function with the value, if any."""
        self.onComplete(lambda made: made.foreach(use))

    def zip(self, other: Future) -> Future:
        """Return the values of both."""
        return self.flatMap(lambda a: other.map(lambda b: (a, b)))

    @property
    def isCompleted(self) -> bool:
        """Tell whether there is a value or an error."""
        return self._future.done()

    @property
    def value(self) -> Option[Try]:
        """Return the value or the error, if there is one yet."""
        return Some(Try(self._future.result)) if self._future.done() else Option.empty()


class Promise:
    """What a future is made of. Scala: ``scala.concurrent.Promise``."""

    def __init__(self) -> None:
        self._future: PythonFuture[Any] = PythonFuture()
        self.future = Future(self._future)

    def success(self, value: Any) -> Promise:
        """Give the future its value."""
        self._future.set_result(value)
        return self

    def failure(self, error: BaseException) -> Promise:
        """Give the future its error."""
        self._future.set_exception(error)
        return self

    def complete(self, made: Try) -> Promise:
        """Give the future its value or its error."""
        return self.success(made.get()) if made.isSuccess else self.failure(made.failed().get())

    def trySuccess(self, value: Any) -> bool:
        """Give the future its value, and tell whether it had none."""
        isFree = not self._future.done()
        if isFree:
            self.success(value)
        return isFree

    def completeWith(self, other: Future) -> Promise:
        """Give the future what another one gets."""
        other.onComplete(self.complete)
        return self

    @property
    def isCompleted(self) -> bool:
        """Tell whether the future has its value or its error."""
        return self._future.done()


class FiniteDuration:
    """A length of time, to wait for. Scala: ``scala.concurrent.duration.Duration``."""

    Inf: FiniteDuration
    _SECONDS: ClassVar = {
        "nano": 1e-9,
        "micro": 1e-6,
        "milli": 1e-3,
        "second": 1,
        "minute": 60,
        "hour": 3600,
        "day": 86400,
    }

    def __init__(self, count: float, unit: object = "seconds") -> None:
        name = str(unit).lower().rstrip("s").removesuffix("second") or "second"
        self.length, self.unit = count, f"{name}second" if name in _PARTS else name
        self.seconds: float | None = count * self._SECONDS[name]

    @staticmethod
    def parse(text: str) -> FiniteDuration:
        """Return the length of time that a text says, such as ``10 seconds``."""
        found = re.fullmatch(r"\s*([\d.]+)\s*([a-zµ]+)\s*", text, re.IGNORECASE)
        if found is None:
            raise ValueError(f"format error {text}")
        count, unit = found.groups()
        return FiniteDuration(float(count) if "." in count else int(count), _SHORT.get(unit, unit))

    def toNanos(self) -> int:
        """Return it in nanoseconds."""
        return self._in("nano")

    def toMicros(self) -> int:
        """Return it in microseconds."""
        return self._in("micro")

    def toMillis(self) -> int:
        """Return it in milliseconds."""
        return self._in("milli")

    def toSeconds(self) -> int:
        """Return it in seconds."""
        return self._in("second")

    def toMinutes(self) -> int:
        """Return it in whole minutes."""
        return self._in("minute")

    def toHours(self) -> int:
        """Return it in whole hours."""
        return self._in("hour")

    def toDays(self) -> int:
        """Return it in whole days."""
        return self._in("day")

    def _in(self, unit: str) -> int:
        nanos = round((self.seconds or 0) * 1_000_000_000)
        return nanos // round(self._SECONDS[unit] * 1_000_000_000)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FiniteDuration) and self.seconds == other.seconds

    def __hash__(self) -> int:
        return hash(self.seconds)

    def __str__(self) -> str:
        if self.seconds is None:
            return "Duration.Inf"
        return f"{self.length} {self.unit}{'' if self.length == 1 else 's'}"


#: Units that are parts of a second.
_PARTS = ("nano", "micro", "milli")
_SHORT = {
    "ns": "nanos",
    "us": "micros",
    "µs": "micros",
    "ms": "millis",
    "s": "seconds",
    "sec": "seconds",
    "secs": "seconds",
    "min": "minutes",
    "m": "minutes",
    "mins": "minutes",
    "h": "hours",
    "hr": "hours",
    "d": "days",
}


FiniteDuration.Inf = FiniteDuration(0)
FiniteDuration.Inf.seconds = None


class Await:
    """Waiting for futures. Scala: ``scala.concurrent.Await``."""

    @staticmethod
    def result(future: Future, atMost: FiniteDuration) -> Any:
        """Wait for a future's value, and return it.

        Raises
        ------
        TimeoutError
            Where there is none in time.
        """
        Await.ready(future, atMost)
        return future._future.result()

    @staticmethod
    def ready(future: Future, atMost: FiniteDuration) -> Future:
        """Wait for a future's value or error, and return the future.

        Raises
        ------
        TimeoutError
            Where there is none in time.
        """
        if not waitFor([future._future], atMost.seconds).done:
            raise TimeoutError(f"Future timed out after [{atMost.seconds} seconds]")
        return future
