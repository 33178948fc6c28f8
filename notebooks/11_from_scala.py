# %% [markdown]
# # 11 Porting Scala line by line
#
# **Goal.** Take a Spark Streaming program written in Scala and type it into Python, line for line;
# and know the few places where the languages differ.
#
# **Before this.** Notebooks 00 to 08. No Scala: what you need is explained.
#
# **Run time.** About 20 seconds.

# %%
from operator import add

from exercises import check

from sparkish import RDD, SparkConf, SparkContext
from sparkish.lineserver import LineServer
from sparkish.storage import StorageLevel
from sparkish.streaming import Milliseconds, Seconds, StreamingContext, Time

# %% [markdown]
# ## The program of the notes
#
# ```scala
# import org.apache.spark.{SparkConf, SparkContext}
# import org.apache.spark.storage.StorageLevel
# import org.apache.spark.streaming.{Seconds, StreamingContext}
#
# val sc  = new SparkContext(new SparkConf().setMaster("local[*]").setAppName("Streaming1"))
# val ssc = new StreamingContext(sc, Seconds(10))
# val dstream1 = ssc.socketTextStream("localhost", 5800, StorageLevel.MEMORY_AND_DISK_SER_2)
# dstream1.map(x => x + "VIN").print(10)
# ssc.start()
# ssc.awaitTermination()
# ```
#
# The packages of the imports are modules of the same names above. In the lines themselves `val` and
# `new` go, and `x => ...` becomes `lambda x: ...`. The rest stays as it is.
#
# **Predict.** In Scala a tuple prints as `(hello,3)`, in Python as `('hello', 3)`. What does
# `print` do here?

# %%
sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Streaming1"))
ssc = StreamingContext(sc, Seconds(1))
with LineServer(["hello", "streaming", "world"]) as server:
    dstream1 = ssc.socketTextStream(server.host, server.port, StorageLevel.MEMORY_AND_DISK_SER_2)
    dstream1.map(lambda x: (x + "VIN", len(x))).print(10)
    ssc.runFor(batches=3)

# %% [markdown]
# **Explain.** `print` prints what Scala prints, so that the outputs of both programs can be
# compared; `pprint` prints what PySpark prints.

# %% [markdown]
# ## Underscores
#
# ```scala
# val words = lines.flatMap(_.split(" "))
# val counts = words.map((_, 1)).reduceByKey(_ + _)
# counts.filter(_._2 > 1).print()
# ```
#
# An underscore is a parameter without a name, and a new one each time: `_ + _` is `(a, b) => a +
# b`. `_._2` is the second of a tuple, which Python calls `pair[1]`.

# %%
batch = Milliseconds(500)
ssc = StreamingContext(sc, batch)
lines = ssc.queueStream([["to be", "or not to be"]])
words = lines.flatMap(lambda line: line.split(" "))
counts = words.map(lambda word: (word, 1)).reduceByKey(add)
counts.filter(lambda pair: pair[1] > 1).print()
ssc.runFor(batches=1)

# %% [markdown]
# ## Functions of several lines
#
# ```scala
# val amounts = lines.map { line =>
#   val parts = line.split(" ")
#   (parts(1), parts(0).toInt)
# }
#
# amounts.foreachRDD { (rdd, time) =>
#   val total = rdd.values.sum()
#   println(s"$time: $total")
# }
# ```
#
# A `lambda` of Python's has one expression. Write a function, and put the operation before it as a
# decorator: the name `amounts` then is the *stream*.
#
# **Predict.** Does `show` get an RDD first, or a time?

# %%
ssc = StreamingContext(sc, batch)
lines = ssc.queueStream([["3 apples", "4 pears"], ["2 plums"]])


@lines.map
def amounts(line):
    parts = line.split(" ")
    return parts[1], int(parts[0])


@amounts.foreachRDD
def show(rdd: RDD, time: Time):
    total = rdd.values().sum()
    print(f"{time}: {total}")


ssc.runFor(batches=2)

# %% [markdown]
# **Explain.** As in Scala: the RDD first, then a `Time`. PySpark has it the other way round, with a
# `datetime`; which of the two you mean is seen from the names or the types of the parameters.

# %% [markdown]
# ## What else differs
#
# | Scala | Python |
# |---|---|
# | `rdd.values`, `line.length` | `rdd.values()`, `len(line)`: what is called has parentheses |
# | `Some(2)`, `None`, `Option[Int]` | an `Option` in `mapWithState`, else the value or `None` |
# | `Seconds(1) * 3`, `Minutes(1) / Seconds(10)` | the same |
# | `mutable.Queue[RDD[Int]]()`, `queue += rdd` | `sparkish.streaming.Queue()`, `queue += rdd` |
# | `Map("a" -> 1)`, `Seq(1, 2)`, `(a, b)` | `{"a": 1}`, `[1, 2]`, `(a, b)` |
# | `null`, `true`, `!x`, `x && y` | `None`, `True`, `not x`, `x and y` |
# | `5 / 2` is 2 | `5 // 2` is 2, and `5 / 2` is 2.5 |

# %% [markdown]
# ## A failure, on purpose
#
# ```scala
# pairs.map { case (word, count) => (word, count + 1) }.print()
# ```
#
# **Predict.** Scala takes the tuple apart. Does a `lambda` with two parameters?

# %% tags=["failure", "raises-exception"]
ssc = StreamingContext(sc, batch)
pairs = ssc.queueStream([[("to", 2), ("be", 2)]])
pairs.map(lambda word, count: (word, count + 1)).print()
ssc.runFor(batches=1)

# %% [markdown]
# **Explain.** An element is *one* argument, a tuple. The first line of the message says what is
# wrong; it comes from a worker, when the batch runs, and not from the line that declares it. Right
# is:

# %%
ssc = StreamingContext(sc, batch)
pairs = ssc.queueStream([[("to", 2), ("be", 2)]])
pairs.map(lambda pair: (pair[0], pair[1] + 1)).print()
ssc.runFor(batches=1)

# %% [markdown]
# ## Exercises
#
# Port each function.

# %% [markdown]
# **1.**
#
# ```scala
# def lengths(lines: DStream[String]): DStream[Int] =
#   lines.map(_.trim).filter(!_.isEmpty).map(_.length)
# ```


# %% tags=["exercise-1"]
def lengths(lines): ...


# %%
check("11.1", lengths)

# %% [markdown]
# **2.** (Scala's `5 / 2` of whole numbers is 2.)
#
# ```scala
# def average(pairs: DStream[(String, Int)]): DStream[(String, Int)] =
#   pairs
#     .mapValues((_, 1))
#     .reduceByKey((a, b) => (a._1 + b._1, a._2 + b._2))
#     .mapValues { case (sum, n) => sum / n }
# ```


# %% tags=["exercise-2"]
def average(pairs): ...


# %%
check("11.2", average)

# %% [markdown]
# **3.**
#
# ```scala
# def top(words: DStream[String]): DStream[String] = words.transform { rdd =>
#   val counts = rdd.map((_, 1)).reduceByKey(_ + _)
#   counts.filter(_._2 >= 2).keys.sortBy(word => word)
# }
# ```


# %% tags=["exercise-3"]
def top(words): ...


# %%
check("11.3", top)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it. You have seen it all: take a program
# from the Scala notes, and type it in.

# %%
ssc.stop()
