# %% [markdown]
# # 00 First stream
#
# **Goal.** Spark starts on this machine, and a first stream prints its batches.
#
# **Before this.** Nothing but the installation. Where the first cell fails, run `sparkish doctor`
# in a terminal: it says what is missing.
#
# **Run time.** About 20 seconds.
#
# Each notebook of this course goes the same way. **Predict**: read a cell, and say what it will
# print. **Run** it with Shift+Enter. **Explain** what you saw, before you read on.

# %%
from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.lineserver import LineServer
from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Streaming1"))
print("Spark", sc.version, "with", sc.master)

# %% [markdown]
# A `SparkContext` runs jobs on data that is all there. A `StreamingContext` stands on it and makes
# jobs of data that is still coming: one *batch* of data each *batch duration*.
#
# (PySpark warns that DStreams, which this course is about, are deprecated in favour of Structured
# Streaming, and goes on having them. `exercises` has hidden that warning.)

# %%
ssc = StreamingContext(sc, Seconds(1))

# %% [markdown]
# The data comes over TCP. On the command line `nc -lk 5800` would serve it, from a second terminal;
# here a `LineServer` does, on a port that is free: three lines, two of them each second.
#
# **Predict.** The program runs for four batches of one second. How many headers with a time will it
# print? Will every batch have a line?

# %%
with LineServer(["hello", "streaming", "world"], rate=2) as server:
    dstream1 = ssc.socketTextStream(server.host, server.port, StorageLevel.MEMORY_AND_DISK_SER_2)
    dstream1.map(lambda x: x + "VIN").print(10)
    ssc.runFor(batches=4)

# %% [markdown]
# **Explain.** Every batch printed its header, one each second, whether it had lines or not: the
# clock makes the batches, not the data. The times are in milliseconds since 1970, and each is a
# multiple of the batch duration.
#
# What the lines of the program did:
#
# - `socketTextStream` declared an input stream. Nothing connected yet.
# - `map` declared a transformation, and `print(10)` an output operation: at most ten elements of
#   each batch. Nothing ran yet.
# - `runFor(batches=4)` started it all, waited for four batches, and stopped the streams. A program
#   that is to run for ever says `ssc.start()` and `ssc.awaitTermination()` in its place.

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** In a notebook it is easy to run a cell twice. What happens to a second
# `SparkContext`?

# %% tags=["failure", "raises-exception"]
SparkContext(SparkConf().setMaster("local[2]").setAppName("a second one"))

# %% [markdown]
# **Explain.** A driver has one `SparkContext` at a time. Stop the first one, or take the one there
# is:

# %%
SparkContext.getOrCreate() is sc

# %% [markdown]
# ## Exercises
#
# Replace each `...` and run the cell after it, which checks your answer and does not show it.

# %% [markdown]
# **1.** `shout` takes a stream of lines and returns a stream of the same lines in capitals, each
# with an exclamation mark at its end: `hello` becomes `HELLO!`.


# %% tags=["exercise-1"]
def shout(lines): ...


# %%
check("00.1", shout)

# %% [markdown]
# **2.** A stream with a batch duration of two seconds is printed for one minute, and no line ever
# arrives. How many headers does it print?

# %% tags=["exercise-2"]
headers = ...

# %%
check("00.2", headers)

# %% [markdown]
# **3.** In the program of the notes, which line makes the receiver connect to the port? Copy it, as
# text.
#
# ```python
# sc = SparkContext(SparkConf().setMaster("local[*]").setAppName("Streaming1"))
# ssc = StreamingContext(sc, Seconds(10))
# dstream1 = ssc.socketTextStream("localhost", 5800, StorageLevel.MEMORY_AND_DISK_SER_2)
# dstream1.map(lambda x: x + "VIN").print(10)
# ssc.start()
# ssc.awaitTermination()
# ```

# %% tags=["exercise-3"]
connecting = ...

# %%
check("00.3", connecting)

# %% [markdown]
# ## The end
#
# `runFor` has stopped the streams and kept `sc`. `ssc.stop()` stops what is left of both: the next
# notebook makes a `SparkContext` of its own.

# %%
ssc.stop()
