# %% [markdown]
# # 09 Falling behind: when processing takes longer than the batch
#
# **Goal.** Read the three figures that tell whether a stream keeps up: processing time, scheduling
# delay and total delay; and see one fall behind.
#
# **Before this.** Notebooks 01 and 03.
#
# **Run time.** About 45 seconds.

# %%
import time

from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.lineserver import LineServer
from sparkish.streaming import Milliseconds, Seconds, StreamingContext
from sparkish.streaming.scheduler import StreamingListener
from sparkish.views import Timeline

conf = SparkConf().setMaster("local[2]").setAppName("Falling behind")
sc = SparkContext(conf)
batch = Milliseconds(500)

# %% [markdown]
# ## Three figures
#
# - The **processing delay** (processing time) is how long the jobs of a batch take.
# - The **scheduling delay** is how long a batch waits before, because the one before it is not
#   done.
# - The **total delay** is both together: from the end of the batch to its result.
#
# A listener is told of them. This one prints them, in milliseconds:


# %%
class Delays(StreamingListener):
    def onBatchCompleted(self, batchCompleted):
        info = batchCompleted.batchInfo
        print(
            f"waited {info.schedulingDelay.get():5}, took {info.processingDelay.get():5},"
            f" in all {info.totalDelay.get():5} ms"
        )


def work(seconds):
    """Return an output operation that takes some time."""
    return lambda rdd: time.sleep(seconds)


# %% [markdown]
# **Predict.** The batch duration is 500 ms, and a batch takes 200 ms. How long does each one wait?

# %%
ssc = StreamingContext(sc, batch)
ssc.queueStream([["a"]] * 6).foreachRDD(work(0.2))
ssc.addStreamingListener(Delays())
ssc.runFor(batches=6)

# %% [markdown]
# **Explain.** Next to nothing: every batch is done before the next one begins.

# %% [markdown]
# ## Falling behind
#
# **Predict.** Now a batch takes 800 ms. How long does the second one wait, how long the sixth?

# %%
ssc = StreamingContext(sc, batch)
timeline = Timeline(ssc)
ssc.queueStream([["a"]] * 6).foreachRDD(work(0.8))
ssc.addStreamingListener(Delays())
ssc.runFor(batches=6)

# %% [markdown]
# **Explain.** Batches come every 500 ms, and leave every 800 ms. Each one waits 300 ms longer than
# the one before: the second 300 ms, the sixth 1500 ms. The processing time alone looks harmless; it
# is the *scheduling delay that grows*, without end. What has been received and not processed waits
# in the block manager, until the memory is full.
#
# (More than six lines? Those are batches that were waiting when the run was over, and had nothing
# more to do.)

# %%
timeline

# %% [markdown]
# Spark's own Streaming page has the same figures. As long as `sc` lives, it is here:

# %%
print(sc.uiWebUrl + "/streaming/")

# %% [markdown]
# ## Catching up
#
# **Predict.** One batch is slow, two seconds, and the others take 100 ms. What happens to those
# that come after it?


# %%
def hiccup(rdd):
    time.sleep(2.0 if rdd.collect() == ["slow"] else 0.1)


ssc = StreamingContext(sc, batch)
timeline = Timeline(ssc)
ssc.queueStream([["a"], ["slow"], *[["a"]] * 8]).foreachRDD(hiccup)
timeline.show()
ssc.runFor(batches=10)

# %% [markdown]
# **Explain.** They wait, each a little less than the one before: 100 ms of work in 500 ms leave 400
# ms to catch up with. A stream that is quick on average survives a slow batch.

# %% [markdown]
# ## What helps
#
# A longer batch duration helps where a batch has a fixed cost; more partitions, where cores are
# idle (notebook 03). Where too much comes in, a limit keeps the stream alive: the receiver takes no
# more, and the source has to wait.
#
# **Predict.** A source that has 10,000 lines ready, and a limit of 100 lines per second and
# receiver. How many lines has a batch of one second?

# %%
sc.stop()
sc = SparkContext(conf.set("spark.streaming.receiver.maxRate", "100"))
ssc = StreamingContext(sc, Seconds(1))
with LineServer(["a line"] * 10_000) as server:
    ssc.socketTextStream(server.host, server.port).count().print()
    ssc.runFor(batches=4)

# %% [markdown]
# **Explain.** About a hundred. `spark.streaming.backpressure.enabled=true` finds such a limit by
# itself, from how long the batches take.

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** Ten batches of 500 ms are five seconds. This stream is given seven. Is that enough?

# %% tags=["failure", "raises-exception"]
ssc = StreamingContext(sc, batch)
ssc.queueStream([["a"]] * 10).foreachRDD(work(0.8))
ssc.runFor(batches=10, timeout=Seconds(7))

# %% [markdown]
# **Explain.** Ten times 800 ms are eight seconds. A stream that falls behind does not fail: it is
# late, and more so all the time. Somebody has to look, or to set a limit as here.

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** `keepsUp` takes a batch duration (`Duration`) and a list of processing delays in
# milliseconds, one for each batch. It returns whether the stream keeps up on average, `True` or
# `False`.


# %% tags=["exercise-1"]
def keepsUp(batch, delays): ...


# %%
check("09.1", keepsUp)

# %% [markdown]
# **2.** `waits` takes a batch duration in milliseconds and a list of processing delays in
# milliseconds, and returns the list of the scheduling delays that they lead to; the first is 0.
# Batches are processed one after the other.


# %% tags=["exercise-2"]
def waits(batch, delays): ...


# %%
check("09.2", waits)

# %% [markdown]
# **3.** Write a listener that keeps the total delays of the batches, in milliseconds, in its list
# `delays`.


# %% tags=["exercise-3"]
class TotalDelays(StreamingListener):
    def __init__(self):
        self.delays = []


# %%
check("09.3", TotalDelays)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
