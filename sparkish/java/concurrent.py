"""What threads share, and pools of them, with Java's names: ``java.util.concurrent``."""

from __future__ import annotations

import atexit
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Condition, RLock
from typing import Any

from sparkish._executor.portable import portable

portable(__name__)


class AtomicReference:
    """A value that threads share. Java: ``java.util.concurrent.atomic.AtomicReference``."""

    def __init__(self, value: Any = None) -> None:
        self._value, self._lock = value, RLock()

    def get(self) -> Any:
        """Return the value."""
        return self._value

    def set(self, value: Any) -> None:
        """Set the value."""
        with self._lock:
            self._value = value

    def getAndSet(self, value: Any) -> Any:
        """Set the value, and return the one before."""
        with self._lock:
            before, self._value = self._value, value
            return before

    def compareAndSet(self, expected: Any, value: Any) -> bool:
        """Set the value where it is what is expected."""
        with self._lock:
            isExpected = bool(self._value == expected)
            if isExpected:
                self._value = value
            return isExpected

    def _change(self, change: Callable[[Any], Any]) -> tuple[Any, Any]:
        with self._lock:
            before, self._value = self._value, change(self._value)
            return before, self._value

    def __str__(self) -> str:
        return str(self._value)


class AtomicLong(AtomicReference):
    """A number that threads share. Java: ``java.util.concurrent.atomic.AtomicLong``."""

    def __init__(self, value: int = 0) -> None:
        super().__init__(value)

    def incrementAndGet(self) -> int:
        """Add 1, and return the sum."""
        return self.addAndGet(1)

    def decrementAndGet(self) -> int:
        """Subtract 1, and return the difference."""
        return self.addAndGet(-1)

    def getAndIncrement(self) -> int:
        """Add 1, and return what was there."""
        return self.getAndAdd(1)

    def addAndGet(self, number: int) -> int:
        """Add a number, and return the sum."""
        return int(self._change(lambda value: value + number)[1])

    def getAndAdd(self, number: int) -> int:
        """Add a number, and return what was there."""
        return int(self._change(lambda value: value + number)[0])


AtomicInteger = AtomicLong


class AtomicBoolean(AtomicReference):
    """Yes or no, which threads share. Java: ``java.util.concurrent.atomic.AtomicBoolean``."""

    def __init__(self, value: bool = False) -> None:
        super().__init__(value)


def onExit(body: Callable[[], Any]) -> None:
    """Run a function when the program ends. Scala: ``sys.addShutdownHook``."""
    atexit.register(body)


class TimeUnit:
    """Seconds, minutes and the like. Java: ``java.util.concurrent.TimeUnit``."""

    NANOSECONDS: TimeUnit
    MICROSECONDS: TimeUnit
    MILLISECONDS: TimeUnit
    SECONDS: TimeUnit
    MINUTES: TimeUnit
    HOURS: TimeUnit
    DAYS: TimeUnit

    def __init__(self, name: str, nanoseconds: int) -> None:
        self._name, self.nanoseconds = name, nanoseconds

    def sleep(self, count: int) -> None:
        """Wait so many of them."""
        time.sleep(count * self.nanoseconds / 1e9)

    def toMillis(self, count: int) -> int:
        """Return so many of them in milliseconds."""
        return count * self.nanoseconds // 10**6

    def toSeconds(self, count: int) -> int:
        """Return so many of them in seconds."""
        return count * self.nanoseconds // 10**9

    def __str__(self) -> str:
        return self._name


for _name, _nanoseconds in (
    ("NANOSECONDS", 1),
    ("MICROSECONDS", 10**3),
    ("MILLISECONDS", 10**6),
    ("SECONDS", 10**9),
    ("MINUTES", 60 * 10**9),
    ("HOURS", 3600 * 10**9),
    ("DAYS", 86400 * 10**9),
):
    setattr(TimeUnit, _name, TimeUnit(_name, _nanoseconds))


class ExecutorService:
    """A pool of threads. Java: ``java.util.concurrent.ExecutorService``."""

    def __init__(self, threads: int | None) -> None:
        self._pool = ThreadPoolExecutor(threads)
        self._isShutdown = False

    def submit(self, task: Any) -> Task:
        """Run a function, or what has ``run`` or ``call``, in one of the threads."""
        run = getattr(task, "call", None) or getattr(task, "run", task)
        return Task(self._pool.submit(run))

    def execute(self, task: Any) -> None:
        """Run a function, or what has ``run``, in one of the threads."""
        self.submit(task)

    def shutdown(self) -> None:
        """Take nothing more."""
        self._isShutdown = True
        self._pool.shutdown(wait=False)

    shutdownNow = shutdown

    def isShutdown(self) -> bool:
        """Tell whether it takes nothing more."""
        return self._isShutdown

    def awaitTermination(self, count: int, unit: TimeUnit) -> bool:
        """Wait until all is done."""
        self._pool.shutdown(wait=True)
        return True


class Task:
    """What a thread of a pool makes. Java: ``java.util.concurrent.Future``."""

    def __init__(self, future: Any) -> None:
        self._future = future

    def get(self, count: int | None = None, unit: TimeUnit | None = None) -> Any:
        """Wait for the value, and return it."""
        seconds = None if count is None or unit is None else count * unit.nanoseconds / 1e9
        return self._future.result(seconds)

    def isDone(self) -> bool:
        """Tell whether it has ended."""
        return bool(self._future.done())

    def cancel(self, _interrupt: bool) -> bool:
        """Take it back, and tell whether it had not begun."""
        return bool(self._future.cancel())


class Executors:
    """Pools of threads. Java: ``java.util.concurrent.Executors``."""

    @staticmethod
    def newFixedThreadPool(threads: int) -> ExecutorService:
        """Return a pool of so many threads."""
        return ExecutorService(threads)

    @staticmethod
    def newCachedThreadPool() -> ExecutorService:
        """Return a pool of as many threads as there is work for."""
        return ExecutorService(None)

    @staticmethod
    def newSingleThreadExecutor() -> ExecutorService:
        """Return a pool of one thread."""
        return ExecutorService(1)


class CountDownLatch:
    """A gate that opens at zero. Java: ``java.util.concurrent.CountDownLatch``."""

    def __init__(self, count: int) -> None:
        self._count, self._condition = count, Condition()

    def countDown(self) -> None:
        """Count one down."""
        with self._condition:
            self._count -= 1
            if self._count <= 0:
                self._condition.notify_all()

    def getCount(self) -> int:
        """Return what is left to zero."""
        return max(0, self._count)

    def await_(self, count: int | None = None, unit: TimeUnit | None = None) -> bool:
        """Wait for zero, and tell whether it was reached."""
        seconds = None if count is None or unit is None else count * unit.nanoseconds / 1e9
        with self._condition:
            return self._condition.wait_for(lambda: self._count <= 0, seconds)
