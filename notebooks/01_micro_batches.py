# %% [markdown]
# # 01 Micro-batches: a DStream is a sequence of RDDs
#
# **Goal.** See the RDDs that a stream consists of, one for each batch, and know what follows: what
# you can do with an RDD you can do with a stream, batch by batch.
#
# **Before this.** Notebook 00, and a first acquaintance with RDDs.
#
# **Run time.** About 30 seconds.

# %%
from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.views import Timeline

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Micro-batches"))

# %% [markdown]
# ## From a list to a stream
#
# An RDD is a collection in partitions, and it is all there:

# %%
words = sc.parallelize(["to", "be", "or", "not", "to", "be"], 2)
words.map(str.upper).collect()

# %% [markdown]
# A `queueStream` is the simplest stream: each batch takes the next collection of a list. No
# network, no receiver, and you know what every batch has.
#
# **Predict.** Three collections, five batches. How many times will `show` be called, and with what?

# %%
ssc = StreamingContext(sc, Milliseconds(500))
stream = ssc.queueStream([["to", "be"], ["or", "not"], ["to", "be"]])


def show(rdd, time):
    print(time, type(rdd).__name__, rdd.collect())


stream.foreachRDD(show)
ssc.runFor(batches=5)

# %% [markdown]
# **Explain.** Once for each batch, with that batch's RDD: five times. The last two RDDs are empty,
# and they are RDDs all the same. That is all a DStream is: *a sequence of RDDs, one for each batch
# duration*. The two times of neighbours differ by 500 ms exactly, however long a batch takes to
# process.

# %% [markdown]
# ## What a stream does, it does to each RDD
#
# **Predict.** `countByValue` counts how often each word occurs. Will it count `to` once or twice?

# %%
ssc = StreamingContext(sc, Milliseconds(500))
stream = ssc.queueStream([["to", "be"], ["or", "not"], ["to", "be", "to"]])
stream.countByValue().print()
ssc.runFor(batches=3)

# %% [markdown]
# **Explain.** Each batch is counted alone: nothing goes from one batch to the next. What is to be
# remembered needs a window (notebook 06) or a state (notebook 08).
#
# A DStream has only some of an RDD's methods. `transform` gives you all of them: you get the RDD of
# each batch, and return another.

# %%
ssc = StreamingContext(sc, Milliseconds(500))
stream = ssc.queueStream([["to", "be"], ["or", "not"], ["to", "be", "to"]])
stream.transform(lambda rdd: rdd.distinct().sortBy(lambda word: word)).print()
ssc.runFor(batches=3)

# %% [markdown]
# ## The batches, drawn
#
# A `Timeline` is told of each batch when it is done: how many records it had, how long it waited
# and how long it took, against the batch duration. It is drawn anew with every batch.
#
# **Predict.** Which batch takes longest?

# %%
ssc = StreamingContext(sc, Milliseconds(500))
timeline = Timeline(ssc)
ssc.queueStream([["to", "be"], ["or"], ["not", "to", "be"]]).foreachRDD(lambda rdd: rdd.count())
timeline.show()
ssc.runFor(batches=6)

# %% [markdown]
# **Explain.** Often it is the first, in which Spark gets warm. The batches come in time, one each
# 500 ms, whatever they take; notebook 09 shows what happens when that is more than 500 ms.

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** A DStream is no RDD. What does `collect` do?

# %% tags=["failure", "raises-exception"]
ssc = StreamingContext(sc, Milliseconds(500))
stream = ssc.queueStream([["to", "be"]])
stream.collect()

# %% [markdown]
# **Explain.** Collect what? When this line runs there is no data yet, and later there will be a new
# RDD every 500 ms. Actions belong to the RDD of a batch: `stream.foreachRDD(lambda rdd:
# print(rdd.collect()))`.

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** `longestFirst` takes a stream of words and returns a stream in which the words of each
# batch are sorted by their length, the longest first.


# %% tags=["exercise-1"]
def longestFirst(stream): ...


# %%
check("01.1", longestFirst)

# %% [markdown]
# **2.** `recordSizes` takes a stream and a list. Whenever a batch has run, the list has one number
# more: how many elements that batch had. (It returns nothing: it declares an output operation.)


# %% tags=["exercise-2"]
def recordSizes(stream, sizes): ...


# %%
check("01.2", recordSizes)

# %% [markdown]
# **3.** A stream has a batch duration of 15 seconds. Of how many RDDs does one hour of it consist?

# %% tags=["exercise-3"]
rdds = ...

# %%
check("01.3", rdds)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
