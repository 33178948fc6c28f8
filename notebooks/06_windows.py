# %% [markdown]
# # 06 Windows: what slides, and why its durations are multiples
#
# **Goal.** Know window duration and slide duration, and predict which batches a window has and when
# it comes.
#
# **Before this.** Notebooks 01 to 03.
#
# **Run time.** About 25 seconds.

# %%
import tempfile
from operator import add, sub

from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.views import blocks

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Windows"))
batch = Milliseconds(500)
checkpoints = tempfile.TemporaryDirectory()
NUMBERS = [[1], [2], [3], [4], [5], [6]]


def show(rdd, time):
    print(time, rdd.collect())


# %% [markdown]
# ## The last batches together
#
# `window(windowDuration, slideDuration)` is a stream of its own. Every *slide duration* it has one
# RDD: the union of the batches of the last *window duration*.
#
# **Predict.** The window is three batches long and slides by one. Batch *n* has the number *n*.
# What are the first four RDDs?

# %%
ssc = StreamingContext(sc, batch)
ssc.queueStream(NUMBERS).window(batch * 3, batch).foreachRDD(show)
picture = blocks(ssc, last=6)
ssc.runFor(batches=6)

# %% [markdown]
# **Explain.** `[1]`, `[1, 2]`, `[1, 2, 3]`, `[2, 3, 4]`: a window is not full at first, and it does
# not wait until it is.

# %%
picture

# %% [markdown]
# **Predict.** The same window slides by two batches. How many RDDs come in six batches, and in how
# many of them is the number 2? And the number 3?

# %%
ssc = StreamingContext(sc, batch)
ssc.queueStream(NUMBERS).window(batch * 3, batch * 2).foreachRDD(show)
ssc.runFor(batches=6)

# %% [markdown]
# **Explain.** Three, one every second batch. Windows that are longer than their slide overlap: 2
# comes twice, 3 once. With a slide that is longer than the window, some batches would come in none.

# %% [markdown]
# ## Counting in a window
#
# `reduceByKeyAndWindow` reduces all of a window's batches, each time anew. Given the *inverse* too,
# it goes on from the last result: what came is added, what left is taken away. For that it has to
# keep results, and wants a checkpoint directory.
#
# **Predict.** Both forms count the same words in the same window. What differs, and in which batch?

# %%
WORDS = [["a", "b"], ["a"], ["a"], ["a"]]


def pairs(ssc):
    return ssc.queueStream(WORDS).map(lambda word: (word, 1))


ssc = StreamingContext(sc, batch)
pairs(ssc).reduceByKeyAndWindow(add, batch * 2, batch).foreachRDD(show)
ssc.runFor(batches=4)

# %%
ssc = StreamingContext(sc, batch)
ssc.checkpoint(checkpoints.name)
pairs(ssc).reduceByKeyAndWindow(add, sub, batch * 2, batch).foreachRDD(show)
ssc.runFor(batches=4)

# %% [markdown]
# **Explain.** From the third batch on no `b` is in the window. Computed anew, `b` has gone; taken
# away, there is a `b` with 0 left over. (`filterFunc` drops such pairs.) The warning says that
# queue streams are for trying things out: a checkpoint cannot hold them.

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** The batch duration is 500 ms. What about a window of 1200 ms?

# %% tags=["failure", "raises-exception"]
ssc = StreamingContext(sc, batch)
ssc.queueStream(NUMBERS).window(Milliseconds(1200), batch).foreachRDD(show)

# %% [markdown]
# **Explain.** A window is put together from whole batches, and a new one can come only when a batch
# does: *both durations are multiples of the batch duration* (exactly: of the slide duration of the
# stream that the window is made from).

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** `isAllowed` takes three `Duration`s: of a batch, of a window and of a slide. It returns
# whether Spark allows such a window, `True` or `False`.


# %% tags=["exercise-1"]
def isAllowed(batch, window, slide): ...


# %%
check("06.1", isAllowed)

# %% [markdown]
# **2.** `movingSum` takes a stream of numbers and its batch duration, and returns a stream that has
# in each batch the sum of the last three batches' numbers.


# %% tags=["exercise-2"]
def movingSum(numbers, batch): ...


# %%
check("06.2", movingSum)

# %% [markdown]
# **3.** The batch duration is 5 seconds; a window of one minute slides by 20 seconds. In how many
# windows is each batch?

# %% tags=["exercise-3"]
windows = ...

# %%
check("06.3", windows)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
checkpoints.cleanup()
