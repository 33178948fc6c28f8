# %% [markdown]
# # 02 Three ways to make a StreamingContext, and durations
#
# **Goal.** Know the constructors of the notes, which of them brings a `SparkContext` along, and how
# to write and calculate with durations.
#
# **Before this.** Notebooks 00 and 01.
#
# **Run time.** About 20 seconds.

# %%
from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, Minutes, Seconds, StreamingContext

# %% [markdown]
# ## Durations
#
# A duration is a number of milliseconds, however it is written. Spark has a unit for each need:

# %%
print(Milliseconds(1500), Seconds(10), Minutes(2))
Seconds(60) == Minutes(1)

# %% [markdown]
# **Predict.** One of the next lines is `False`. Which one?

# %%
print(Minutes(1) / Seconds(10))
print(Seconds(2) + Milliseconds(500))
print(Seconds(1) * 3 == Seconds(3))
print(Seconds(10).isMultipleOf(Seconds(2)))
print(Seconds(10).isMultipleOf(Seconds(4)))

# %% [markdown]
# **Explain.** Ten seconds are two and a half times four seconds: not a multiple. Windows depend on
# this (notebook 06), and so does the number of blocks in a batch (notebook 03).

# %% [markdown]
# ## First: from a SparkContext
#
# The most usual form. The `SparkContext` is yours: it can do other work too, and it can carry one
# `StreamingContext` after the other.

# %%
sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("From a context"))
ssc = StreamingContext(sc, Seconds(1))
ssc.sparkContext is sc

# %%
ssc.queueStream([["first"]]).print()
ssc.runFor(batches=1)

another = StreamingContext(sc, Milliseconds(500))
another.queueStream([["second"]]).print()
another.runFor(batches=1)
sc.stop()

# %% [markdown]
# ## Second: from a configuration
#
# **Predict.** Here no `SparkContext` is made by hand. Is there one?

# %%
conf = SparkConf().setMaster("local[2]").setAppName("From a configuration")
ssc = StreamingContext(conf, Seconds(1))
print(ssc.sparkContext.appName)
ssc.queueStream([["third"]]).print()
ssc.runFor(batches=1)
ssc.stop()

# %% [markdown]
# **Explain.** The streaming context has made one, and a second one would be refused: that is why
# the first was stopped before. `ssc.stop()` stops both. Scala has a form with names in the place of
# the configuration too, `StreamingContext("local[2]", "name", Seconds(1))`.

# %% [markdown]
# ## Third: the duration from outside
#
# `StreamingContext(sc)`, without a duration, takes it from the configuration, so that whoever
# submits the job decides: `spark-submit --conf spark.sparkish.batchDuration=250ms job.py`.

# %%
conf = SparkConf().setMaster("local[2]").setAppName("From outside")
sc = SparkContext(conf.set("spark.sparkish.batchDuration", "250ms"))
ssc = StreamingContext(sc)
numbers = ssc.queueStream([[1], [2], [3]])
print(numbers.slideDuration)
numbers.print()
ssc.runFor(batches=3)

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** A Scala `Long` has no decimals. What does six and a half seconds do?

# %% tags=["failure", "raises-exception"]
StreamingContext(sc, Seconds(6.5))

# %% [markdown]
# **Explain.** In Scala this line does not compile; here it says what to write in its place.

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** Write three quarters of an hour as a `Duration`.

# %% tags=["exercise-1"]
lesson = ...

# %%
check("02.1", lesson)

# %% [markdown]
# **2.** `batchesIn` takes a batch duration and a longer duration, both of them `Duration`, and
# returns how many whole batches the longer one has.


# %% tags=["exercise-2"]
def batchesIn(batch, total): ...


# %%
check("02.2", batchesIn)

# %% [markdown]
# **3.** `fourTimesAsFast` takes a `SparkContext` and a batch duration, and returns a new
# `StreamingContext` on it that makes four batches in the time of one.


# %% tags=["exercise-3"]
def fourTimesAsFast(sc, batch): ...


# %%
check("02.3", fourTimesAsFast)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
