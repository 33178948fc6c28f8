"""``mutable.Queue``, under Scala's name for it: ``scala.collection.mutable``.

Examples
--------
>>> from sparkish import RDD, mutable
>>> rddQueue = mutable.Queue[RDD[int]]()
>>> ssc.queueStream(rddQueue).print()
"""

from __future__ import annotations

from sparkish.streaming.queue import Queue

__all__ = ["Queue"]
