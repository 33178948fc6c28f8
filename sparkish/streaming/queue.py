"""``Queue``: a program puts RDDs into it, and ``ssc.queueStream`` takes them out."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import suppress
from threading import RLock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError
from pyspark import RDD, SparkContext
from pyspark.streaming import StreamingContext
from pyspark.streaming.util import TransformFunction

from sparkish._executor.answers import Answer, answer
from sparkish._executor.parentheses import called, parentheses
from sparkish._executor.text import scalaString
from sparkish.streaming._engine.callbacks import pickled

__all__ = ["Queue"]

T = TypeVar("T")
R = TypeVar("R")


class Monitor:
    """A lock that one thread holds at a time: ``with queue.synchronized:``, or with a function.

    Examples
    --------
    >>> queue = Queue(1)
    >>> with queue.synchronized:
    ...     queue += 2
    >>> queue.synchronized(lambda: queue.dequeue())
    1
    """

    def __init__(self) -> None:
        self._lock = RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *exception: object) -> None:
        self._lock.release()

    def __call__(self, body: Callable[[], R]) -> R:
        """Run a function of no arguments, and return its result."""
        if not callable(body):
            raise TypeError(
                "synchronized takes a function, because an expression in its parentheses runs too "
                "early: write `with queue.synchronized:` and the statements below it"
            )
        with self:
            return body()


@parentheses
class Queue(Generic[T]):
    """A queue that threads share, with Scala's methods and Python's.

    ``ssc.queueStream(queue)`` takes elements from it, also those added after ``ssc.start()``.

    Scala: ``scala.collection.mutable.Queue``.

    Parameters
    ----------
    *elements
        The first elements.

    Examples
    --------
    >>> rddQueue = Queue()
    >>> ssc.queueStream(rddQueue).print()
    >>> with rddQueue.synchronized:
    ...     rddQueue += sc.makeRDD(["a", "b"])
    >>> rddQueue.enqueue(["c"], ["d"])
    Queue(..., ['c'], ['d'])
    """

    def __init__(self, *elements: T) -> None:
        self._elements = deque(elements)
        self.synchronized = Monitor()
        """The queue's lock, for ``with``: nothing else uses the queue meanwhile, not even Spark. It
        also takes a function to run, and works as a decorator. Scala:
        ``queue.synchronized { ... }``."""

    def __iadd__(self, element: T) -> Queue[T]:
        """Add one element, which may be a collection. Scala: ``+=``."""
        return self.enqueue(element)

    def enqueue(self, *elements: T) -> Queue[T]:
        """Add elements, and return this queue. Scala: ``enqueue(elem1, elem2, ...)``."""
        return self.enqueueAll(elements)

    def enqueueAll(self, elements: Iterable[T]) -> Queue[T]:
        """Add the elements of a collection, and return this queue. Scala: ``enqueueAll``, ``++=``.

        Examples
        --------
        >>> Queue(1).enqueueAll([2, 3])
        Queue(1, 2, 3)
        """
        with self.synchronized:
            self._elements.extend(called(element, "Queue") for element in elements)
        return self

    def addOne(self, element: T) -> Queue[T]:
        """Add one element, and return this queue. Scala: ``addOne``, ``+=``."""
        return self.enqueue(element)

    def addAll(self, elements: Iterable[T]) -> Queue[T]:
        """Add the elements of a collection, and return this queue. Scala: ``addAll``, ``++=``."""
        return self.enqueueAll(elements)

    def append(self, element: T) -> None:
        """Add one element, as to a list."""
        self.enqueue(element)

    def put(self, element: T) -> None:
        """Add one element, as to a ``queue.Queue``."""
        self.enqueue(element)

    def extend(self, elements: Iterable[T]) -> None:
        """Add the elements of a collection, as to a list."""
        self.enqueueAll(elements)

    def dequeue(self) -> T:
        """Take the first element. Scala: ``dequeue()``.

        Raises
        ------
        IndexError
            If the queue is empty.

        Examples
        --------
        >>> queue = Queue("a", "b")
        >>> queue.dequeue(), queue
        ('a', Queue('b'))
        """
        with self.synchronized:
            if not self._elements:
                raise IndexError("dequeue() of a Queue that is empty: ask isEmpty first")
            return self._elements.popleft()

    def _take(self, one: bool) -> list[T]:
        """Take the first element, or all of them; nothing if the queue is empty."""
        with self.synchronized:
            number = min(len(self._elements), 1) if one else len(self._elements)
            return [self._elements.popleft() for _ in range(number)]

    def clear(self) -> None:
        """Remove all elements. Scala: ``clear()``."""
        with self.synchronized:
            self._elements.clear()

    @property
    def isEmpty(self) -> Answer:
        """Whether there is no element. Scala: ``isEmpty``."""
        return answer(not self._elements)

    @property
    def nonEmpty(self) -> Answer:
        """Whether there is an element. Scala: ``nonEmpty``."""
        return answer(self._elements)

    @property
    def size(self) -> int:
        """How many elements there are. Scala: ``size``."""
        return len(self._elements)

    @property
    def length(self) -> int:
        """How many elements there are. Scala: ``length``."""
        return len(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def __iter__(self) -> Iterator[T]:
        with self.synchronized:
            return iter(tuple(self._elements))

    def __repr__(self) -> str:
        return f"Queue({', '.join(map(repr, self))})"

    def __str__(self) -> str:
        return f"Queue({', '.join(map(scalaString, self))})"


def jqueueStream(
    ssc: StreamingContext,
    queue: Queue[Any] | deque[Any] | Sequence[Any],
    oneAtATime: bool,
    default: Any,
) -> JavaObject:
    """Return the JVM's stream of a Python queue.

    Spark's own queue stream reads a queue of the JVM, which Python cannot lock. So Spark's stream
    is only the trigger here, and a callback returns the RDDs.
    """
    jvm: Any = ssc._jvm
    feed = QueueFeed(ssc._sc, queue, oneAtATime, default)
    trigger = ssc._jssc.queueStream(jvm.java.util.LinkedList(), True)
    feed.streamId = trigger.inputDStream().id()
    if isinstance(feeds := getattr(ssc, "_queueFeeds", None), list):
        feeds.append(feed)
    return ssc._jssc.transform([trigger], jvm.TransformFunction(feed))


class QueueFeed(TransformFunction):
    """The callback that returns a batch's RDD when Spark generates the batch.

    Parameters
    ----------
    sparkContext : SparkContext
        The context in which collections become RDDs.
    queue : Queue, deque or sequence
        A Queue or a deque loses what a batch takes; another sequence is read from its beginning,
        and does not change.
    oneAtATime : bool
        Whether a batch takes one RDD, or all that wait.
    default : RDD or collection, optional
        What a batch gets if no RDD waits.
    """

    streamId: int
    """The id of the JVM's stream that is the trigger."""
    scheduler: Any = None
    """The JVM's scheduler, which learns how many records a batch has: Spark counts none here."""

    def __init__(
        self,
        sparkContext: SparkContext,
        queue: Queue[Any] | deque[Any] | Sequence[Any],
        oneAtATime: bool,
        default: Any,
    ) -> None:
        super().__init__(sparkContext, _lost)  # type: ignore[no-untyped-call]
        self._oneAtATime = oneAtATime
        self._sizes: WeakKeyDictionary[RDD[Any], int] = WeakKeyDictionary()
        self._default = self._rdd(sparkContext.parallelize([], 1) if default is None else default)
        if default is None:
            self._sizes[self._default] = 0
        self._list: Sequence[Any] = ()
        if isinstance(queue, Queue):
            self._waiting: Queue[Any] = queue
        elif isinstance(queue, deque):
            self._waiting = Queue()
            self._waiting._elements = queue
        else:
            self._waiting = Queue(*map(self._rdd, queue))
            self._list = queue
        self._read = len(self._list)

    def call(self, milliseconds: int, jrdds: JavaObject) -> JavaObject | None:
        """Return the JVM's RDD of the next batch, or None after a failure, which is kept."""
        self.failure = None
        try:
            rdd = self._next()
            if self.scheduler is not None:
                self._tell(milliseconds, rdd)
            return rdd._jrdd
        except Exception:
            self.failure = traceback.format_exc()
            return None

    def _next(self) -> RDD[Any]:
        self._waiting.enqueueAll(self._list[self._read :])
        self._read = len(self._list)
        rdds = [self._rdd(element) for element in self._waiting._take(self._oneAtATime)]
        if not rdds:
            return self._default
        if len(rdds) == 1:
            return rdds[0]
        union: RDD[Any] = self.ctx.union(rdds)
        if all(rdd in self._sizes for rdd in rdds):
            self._sizes[union] = sum(self._sizes[rdd] for rdd in rdds)
        return union

    def _tell(self, milliseconds: int, rdd: RDD[Any]) -> None:
        # A user's RDD is counted by a job, once. If that job fails, the batch fails as well, and
        # reports the error.
        with suppress(Py4JError):
            if rdd not in self._sizes:
                self._sizes[rdd] = rdd.count()
            spark: Any = self.ctx._jvm.org.apache.spark.streaming
            info = spark.scheduler.StreamInputInfo
            noMetadata = getattr(info, "apply$default$3")()
            self.scheduler.inputInfoTracker().reportInfo(
                spark.Time(milliseconds), info(self.streamId, self._sizes[rdd], noMetadata)
            )

    def _rdd(self, element: Any) -> RDD[Any]:
        """Return an RDD of the elements, pickled as the stream's elements are."""
        context: Any = self.ctx
        if isinstance(element, RDD):
            size = self._sizes.get(element)
        else:
            size = len(element) if isinstance(element, Sized) else None
            if not isinstance(element, Iterable):
                raise TypeError(
                    f"queueStream takes RDDs, or collections that become RDDs; got {element!r}."
                )
            element = context.parallelize(element)
        rdd: RDD[Any] = RDD(pickled(element)._jrdd, context, context.serializer)
        if size is not None:
            self._sizes[rdd] = size
        return rdd


def _lost(*args: Any) -> None:
    """Take the place of the queue in a checkpoint: Spark refuses to recover a queue stream."""
