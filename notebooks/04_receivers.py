# %% [markdown]
# # 04 Receivers: one task each, and blocks at a storage level
#
# **Goal.** See that a receiver is a task that never ends and takes a core, and what sits in the
# block manager at which storage level.
#
# **Before this.** Notebook 03. What `persist` does with an RDD.
#
# **Run time.** About 30 seconds.

# %%
from exercises import check, receivedBlocks

from sparkish import SparkConf, SparkContext
from sparkish.lineserver import LineServer
from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext

conf = SparkConf().setAppName("Receivers").set("spark.streaming.blockInterval", "500ms")
sc = SparkContext(conf.setMaster("local[3]"))

# %% [markdown]
# ## Each receiver is a task
#
# A receiver is a piece of code that runs on an executor, in a Spark job with one task. That task
# starts with `ssc.start()` and ends when the context stops. An input stream such as that of
# `socketTextStream` has one receiver; a `queueStream` or a `textFileStream` has none.
#
# **Predict.** Two socket streams and `local[3]`: how many jobs run while no batch does? How many
# cores are left for the batches?


# %%
def showJobs(rdd, time):
    # Nothing of this batch's own runs yet: what is active are the receivers.
    tracker = sc.statusTracker()
    for job in tracker.getActiveJobsIds():
        for stage in map(tracker.getStageInfo, tracker.getJobInfo(job).stageIds):
            print(f"{time}: job {job} runs {stage.numTasks} task, {stage.numCompletedTasks} done")


ssc = StreamingContext(sc, Seconds(1))
with LineServer(["to be"], rate=20, repeat=True) as one, LineServer(["or not"], rate=20) as other:
    first = ssc.socketTextStream(one.host, one.port)
    second = ssc.socketTextStream(other.host, other.port)
    first.union(second).foreachRDD(showJobs)
    ssc.runFor(batches=3)

# %% [markdown]
# **Explain.** Two jobs of one task each, and never done: the same two in every batch, as soon as
# both have started. They take two of the three cores for good, and one is left for the batches. In
# the web UI they are called *Streaming job running receiver*.

# %% [markdown]
# ## What sits in the block manager
#
# A receiver's block is stored at the storage level that `socketTextStream` was given, or at
# `MEMORY_AND_DISK_SER_2`: serialized, in memory, on disk what does not fit there, two copies.

# %%
for name in ("MEMORY_AND_DISK_SER_2", "MEMORY_ONLY", "DISK_ONLY"):
    print(f"{name:22} {StorageLevel.fromString(name).description}")

# %% [markdown]
# **Predict.** The same lines come in through two receivers, at two levels. Where will the blocks
# be?


# %%
def showBlocks(rdd, time):
    print(time)
    for block in receivedBlocks(sc):
        print("   {name:26} {level:34} memory {memory:4} disk {disk:4}".format(**block))


# A new one: what the run before has received and not processed is stored still.
sc.stop()
sc = SparkContext(conf)
ssc = StreamingContext(sc, Seconds(1))
with LineServer(["to be or not to be"], rate=20, repeat=True) as server:
    memory = ssc.socketTextStream(server.host, server.port, StorageLevel.MEMORY_AND_DISK_SER_2)
    disk = ssc.socketTextStream(server.host, server.port, StorageLevel.DISK_ONLY)
    memory.union(disk).foreachRDD(showBlocks)
    ssc.runFor(batches=4)

# %% [markdown]
# **Explain.** A block is called after its stream, 0 or 1, and the time at which it began. Those of
# stream 0 take memory and no disk, those of stream 1 the reverse. In the last batches the oldest
# are missing: what its batch has used, and no window needs, is removed.
#
# The second copy would be on another executor, so that a lost one loses no data. `local[3]` has one
# executor only, and keeps one copy, whatever the level says.

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** `local[1]` has one core, and one receiver. What will be printed?

# %% tags=["failure", "raises-exception"]
sc.stop()
sc = SparkContext(conf.setMaster("local[1]"))
ssc = StreamingContext(sc, Seconds(1))
with LineServer(["to be"], rate=20, repeat=True) as server:
    ssc.socketTextStream(server.host, server.port).print()
    ssc.runFor(batches=5, timeout=Seconds(7))

# %% [markdown]
# **Explain.** As long as it runs, not one line. The receiver has the only core: it receives, and no
# block is ever processed. (A batch from before the first line has nothing to process, and is done.
# And if lines are printed after all, it is at the very end: the stop takes the core from the
# receiver, and batches that waited for it are quick.) Without the `timeout` this cell would never
# end. Spark itself does not complain; the warning is sparkish's. The same happens on a cluster
# whose executors have no more cores than there are receivers.

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** A program reads five sockets and one directory (`textFileStream`). What is the smallest *n*
# in `local[n]` with which its batches are processed?

# %% tags=["exercise-1"]
cores = ...

# %%
check("04.1", cores)

# %% [markdown]
# **2.** Choose a `StorageLevel` for a cluster: no block may be lost when one executor is, and none
# of them may take memory.

# %% tags=["exercise-2"]
level = ...

# %%
check("04.2", level)

# %% [markdown]
# **3.** One receiver is too slow for a busy source. `gather` takes a `StreamingContext`, a host and
# a list of ports, and returns *one* stream of the lines of all of them, each received by a receiver
# of its own.


# %% tags=["exercise-3"]
def gather(ssc, host, ports): ...


# %%
check("04.3", gather)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
