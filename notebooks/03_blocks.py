# %% [markdown]
# # 03 Block interval and batch interval: how many partitions
#
# **Goal.** See how a receiver's lines become blocks, the blocks of a batch become the partitions of
# an RDD, and each partition a task; and calculate how many there will be.
#
# **Before this.** Notebooks 00 to 02. What a partition of an RDD is.
#
# **Run time.** About 40 seconds.

# %%
from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.lineserver import LineServer
from sparkish.streaming import Milliseconds, Seconds, StreamingContext
from sparkish.views import blocks

conf = SparkConf().setMaster("local[2]").setAppName("Blocks")
sc = SparkContext(conf.set("spark.streaming.blockInterval", "200ms"))

# %% [markdown]
# ## Two clocks
#
# A receiver does not wait for the batch. Every *block interval* (`spark.streaming.blockInterval`,
# 200 ms unless you set it) it closes a **block** of what has come since the last one, and stores
# it. Every *batch duration* the driver takes the blocks that are there: **each block becomes one
# partition of the batch's RDD**, and each partition is one task.

# %%
blocks(
    batchDuration=Seconds(1),
    blockInterval=Milliseconds(200),
    windowDuration=Seconds(2),
    slideDuration=Seconds(1),
)

# %% [markdown]
# **Predict.** The batch duration is one second, and the block interval 200 ms. Fifty lines arrive
# each second. How many partitions has a batch, and how many lines has a partition?


# %%
def show(rdd, time):
    sizes = rdd.glom().map(len).collect()
    print(f"{time}: {rdd.getNumPartitions()} partitions, lines in each: {sizes}")


ssc = StreamingContext(sc, Seconds(1))
with LineServer(["a line"], rate=50, repeat=True) as server:
    ssc.socketTextStream(server.host, server.port).foreachRDD(show)
    picture = blocks(ssc)
    ssc.runFor(batches=8)

# %% [markdown]
# **Explain.** 1000 ms / 200 ms: five blocks, so five partitions of some ten lines each. The first
# batch has fewer: the receiver had to start and to connect. (Where the machine is busy, a block may
# be stored a moment late, and count for the next batch: four here, six there.)
#
# The same run, drawn from the blocks that it really had:

# %%
picture

# %% [markdown]
# ## A quiet source
#
# **Predict.** Now two lines arrive each second. How many partitions?

# %%
ssc = StreamingContext(sc, Seconds(1))
with LineServer(["a line"], rate=2, repeat=True) as server:
    ssc.socketTextStream(server.host, server.port).foreachRDD(show)
    ssc.runFor(batches=5)

# %% [markdown]
# **Explain.** A block interval in which nothing came makes no block. Two lines in two blocks are
# two partitions, and a batch without any line has an RDD with no partitions at all, for which no
# task runs.

# %% [markdown]
# ## Longer blocks
#
# The block interval belongs to the `SparkContext`: to change it, make a new one.
#
# **Predict.** Fifty lines each second again, and a block interval of 500 ms. How many partitions
# now?

# %%
sc.stop()
sc = SparkContext(conf.set("spark.streaming.blockInterval", "500ms"))
ssc = StreamingContext(sc, Seconds(1))
with LineServer(["a line"], rate=50, repeat=True) as server:
    ssc.socketTextStream(server.host, server.port).foreachRDD(show)
    ssc.runFor(batches=5)

# %% [markdown]
# **Explain.** Two. As many partitions as cores, or a few times as many, keep the cores busy; a
# block interval much shorter than 50 ms only makes tasks that cost more than they do. The other way
# to another number is `repartition`, which moves the data.

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** 1000 ms and 300 ms: how many partitions has a batch?

# %% tags=["failure"]
sc.stop()
sc = SparkContext(conf.set("spark.streaming.blockInterval", "300ms"))
ssc = StreamingContext(sc, Seconds(1))
with LineServer(["a line"], rate=50, repeat=True) as server:
    ssc.socketTextStream(server.host, server.port).foreachRDD(show)
    ssc.runFor(batches=6)

# %% [markdown]
# **Explain.** Three, and every third batch four: three blocks leave 100 ms for the next batch. No
# data is lost, but no two batches are alike. Spark says nothing about it; the warning is
# sparkish's.

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** The batch duration is two seconds. Which block interval, as a `Duration`, gives a batch of
# eight partitions?

# %% tags=["exercise-1"]
blockInterval = ...

# %%
check("03.1", blockInterval)

# %% [markdown]
# **2.** `partitions` takes a batch duration, a block interval (both `Duration`, the one a multiple
# of the other) and a number of receivers that always have data. It returns how many partitions the
# union of their streams has in each batch.


# %% tags=["exercise-2"]
def partitions(batch, block, receivers): ...


# %%
check("03.2", partitions)

# %% [markdown]
# **3.** `spread` takes a stream and returns a stream of the same elements, in which each batch has
# four partitions, however many blocks it came in.


# %% tags=["exercise-3"]
def spread(stream): ...


# %%
check("03.3", spread)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
