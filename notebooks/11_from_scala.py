# %% [markdown]
# # 11 Porting Scala line by line
#
# **Goal.** Take a Spark Streaming program written in Scala and type it into Python, line for line;
# and know the few places where the languages differ.
#
# **Before this.** Notebooks 00 to 08. No Scala: what you need is explained.
#
# **Run time.** About 30 seconds.

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
# | `rdd.values`, `ssc.start` | `rdd.values()`, `ssc.start()`: what is called has parentheses |
# | `value.isDefined`, `time.milliseconds` | the same; with parentheses, too |
# | `Some(2)`, `None`, `Option[Int]` | an `Option` in `mapWithState`, else the value or `None` |
# | `Seconds(1) * 3`, `Minutes(1) / Seconds(10)` | the same |
# | `mutable.Queue[RDD[Int]]()`, `q += rdd` | the same of `[int]`; `from sparkish import mutable` |
# | `q ++= rdds` | `q.enqueueAll(rdds)` |
# | `q.synchronized { ... }` | `with q.synchronized:`, and the lines below it |
# | `Map("a" -> 1)`, `Seq(1, 2)`, `(a, b)` | `{"a": 1}`, `[1, 2]`, `(a, b)` |
# | `null`, `true`, `!x`, `x && y` | `None`, `True`, `not x`, `x and y` |
#
# And what is Python's own, without any Spark. Below, `pair` is `("a", 1)`, `xs` is `[3, 1, 2]`, `x`
# is `5`, `line` is `"to be"`, `m` is `{"a": 1}`, `pairs` is `[("a", 1)]`, and `scalaString` comes
# from `sparkish`. The third column is what `println` prints of both.
#
# | Scala | Python | |
# |---|---|---|
# | `pair._2` | `pair[1]` | `1` |
# | `val (k, v) = pair; v` | `k, v = pair; v` | `1` |
# | `pairs.map { case (k, v) => (k, v + 1) }` | `[(k, v + 1) for k, v in pairs]` | `List((a,2))` |
# | `pairs.map(p => p._1 + p._2)` | `list(map(lambda p: p[0] + str(p[1]), pairs))` | `List(a1)` |
# | `xs.sum` | `sum(xs)` | `6` |
# | `xs.max` | `max(xs)` | `3` |
# | `xs.length` | `len(xs)` | `3` |
# | `xs.isEmpty` | `not xs` | `false` |
# | `xs.head` | `xs[0]` | `3` |
# | `xs.last` | `xs[-1]` | `2` |
# | `xs.take(2)` | `xs[:2]` | `List(3, 1)` |
# | `xs.tail` | `xs[1:]` | `List(1, 2)` |
# | `xs.contains(2)` | `2 in xs` | `true` |
# | `xs :+ 4` | `[*xs, 4]` | `List(3, 1, 2, 4)` |
# | `xs.sorted` | `sorted(xs)` | `List(1, 2, 3)` |
# | `xs.sortBy(-_)` | `sorted(xs, key=lambda n: -n)` | `List(3, 2, 1)` |
# | `xs.map(_ + 1)` | `[n + 1 for n in xs]` | `List(4, 2, 3)` |
# | `xs.filter(_ > 1)` | `[n for n in xs if n > 1]` | `List(3, 2)` |
# | `for (n <- xs if n > 1) yield n * 2` | `[n * 2 for n in xs if n > 1]` | `List(6, 4)` |
# | `xs.zipWithIndex` | `[(n, i) for i, n in enumerate(xs)]` | `List((3,0), (1,1), (2,2))` |
# | `xs.reduce(_ + _)` | `reduce(add, xs)` | `6` |
# | `xs.foldLeft(10)(_ - _)` | `reduce(lambda a, b: a - b, xs, 10)` | `4` |
# | `xs.exists(_ > 2)` | `any(n > 2 for n in xs)` | `true` |
# | `xs.mkString(", ")` | `", ".join(map(scalaString, xs))` | `3, 1, 2` |
# | `(1 to 5).toList` | `list(range(1, 6))` | `List(1, 2, 3, 4, 5)` |
# | `(0 until 3).toList` | `list(range(3))` | `List(0, 1, 2)` |
# | `List.fill(2)(0)` | `[0] * 2` | `List(0, 0)` |
# | `"1".toInt` | `int("1")` | `1` |
# | `"1.5".toDouble` | `float("1.5")` | `1.5` |
# | `x.toDouble` | `float(x)` | `5.0` |
# | `x.toString` | `str(x)` | `5` |
# | `"x" + 1` | `"x" + str(1)` | `x1` |
# | `"pair " + pair` | `"pair " + scalaString(pair)` | `pair (a,1)` |
# | `s"$x of $pair"` | `f"{x} of {scalaString(pair)}"` | `5 of (a,1)` |
# | `f"${x / 3.0}%.2f"` | `f"{x / 3.0:.2f}"` | `1.67` |
# | `println(pair)` | `print(scalaString(pair))` | `(a,1)` |
# | `xs.foreach(println)` | `for n in xs: print(n)` | `3` `1` `2` |
# | `line.length` | `len(line)` | `5` |
# | `line.split(" ")(1)` | `line.split(" ")[1]` | `be` |
# | `line.split(" ").toList` | `line.split(" ")` | `List(to, be)` |
# | `line.trim.toUpperCase` | `line.strip().upper()` | `TO BE` |
# | `line.substring(0, 2)` | `line[0:2]` | `to` |
# | `line.startsWith("to")` | `line.startswith("to")` | `true` |
# | `line.contains("be")` | `"be" in line` | `true` |
# | `line.isEmpty` | `not line` | `false` |
# | `if (x > 3) "big" else "small"` | `"big" if x > 3 else "small"` | `big` |
# | `x match { case 5 => "five"; case _ => "other" }` | `{5: "five"}.get(x, "other")` | `five` |
# | `x > 1 && !xs.isEmpty` | `x > 1 and bool(xs)` | `true` |
# | `5 / 2` | `5 // 2` | `2` |
# | `-5 / 2` | `int(-5 / 2)` | `-2` |
# | `-5 % 2` | `int(math.fmod(-5, 2))` | `-1` |
# | `5.0 / 2` | `5 / 2` | `2.5` |
# | `math.max(x, 7)` | `max(x, 7)` | `7` |
# | `m("a")` | `m["a"]` | `1` |
# | `m.getOrElse("b", 0)` | `m.get("b", 0)` | `0` |
# | `m + ("b" -> 2)` | `{**m, "b": 2}` | `Map(a -> 1, b -> 2)` |
# | `m.keys.toList` | `list(m)` | `List(a)` |
# | `m.map { case (k, v) => (k, v + 1) }` | `{k: v + 1 for k, v in m.items()}` | `Map(a -> 2)` |
# | `Option(x).map(_ + 1).getOrElse(0)` | `Option(x).map(lambda n: n + 1).getOrElse(0)` | `6` |
# | `scala.util.Try("a".toInt).getOrElse(0)` | `int("a") if "a".isdigit() else 0` | `0` |

# %% [markdown]
# ## The computer ports it
#
# `sparkish port Program.scala` prints a program's Python. In a notebook, `%load_ext sparkish` adds
# `%%scala`: such a cell is Scala, is ported line for line, shows its Python, and runs. It sees the
# notebook's `sc` and `ssc`, and what it defines, the next cells see, in Scala or in Python.
#
# **Predict.** `7 / 2` is of whole numbers. What will its Python be?

# %%
# %load_ext sparkish

# %%
ssc = StreamingContext(sc, batch)
lines = ssc.queueStream([["to be", "or not to be"]])

# %% language="scala"
# import org.apache.spark.streaming.dstream.DStream
#
# def longer(words: DStream[String], than: Int) = words.filter(_.length > than)
# val half = 7 / 2
# println(s"longer than $half")

# %%
longer(lines.flatMap(lambda line: line.split(" ")), half - 1).print()
ssc.runFor(batches=1)

# %% [markdown]
# **Explain.** Scala's compiler says that both are `Int`, so it is Python's `//`. What cannot be
# ported is refused: the line, why, and what to write instead.

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
