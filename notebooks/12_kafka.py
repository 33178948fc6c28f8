# %% [markdown]
# # 12 Kafka: topics, offsets, and a stream that can go back
#
# **Goal.** Know what a topic, a partition and an offset are; see that a batch *is* a range of
# offsets for each partition; commit, fall behind and catch up, and recover.
#
# **Before this.** Notebooks 03, 09 and 10.
#
# **Run time.** About 40 seconds.

# %%
import tempfile

from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, Seconds, StreamingContext
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    KafkaUtils,
    LocationStrategies,
    PerPartitionConfig,
    StringDeserializer,
)
from sparkish.testing import KafkaBroker

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Kafka"))
broker = KafkaBroker({"lines": 3})

# %% [markdown]
# `KafkaBroker` is a Kafka in memory, with nothing to install: a program of yours names the brokers
# of a real one instead.
#
# ## Topics, partitions, offsets
#
# A **topic** is a name that messages are sent to. It has **partitions**: in each of them the
# messages lie one after the other, and each has a number there, its **offset**. Kafka keeps them
# for a while, read or not. A message may have a **key**; those of one key go to one partition.

# %%
broker.send("lines", ["to be", "or not", "to be", "that is", "the question"])
broker.send("lines", [("hamlet", "words"), ("hamlet", "words"), ("hamlet", "words")])
broker.offsets("lines")

# %% [markdown]
# Each partition's first offset, and the one after its last.
#
# **Predict.** The five messages without a key went to one partition after the other. Where did
# Hamlet's three go?

# %% [markdown]
# **Explain.** All three to one and the same partition, the one whose offsets go farthest.
#
# ## A batch is a range of offsets for each partition
#
# **Predict.** The stream begins with the earliest message. How many partitions has the first
# batch's RDD, and what are its offset ranges? What are the second batch's?

# %%
kafkaParams = {
    "bootstrap.servers": broker.bootstrapServers,
    "key.deserializer": StringDeserializer,
    "value.deserializer": StringDeserializer,
    "group.id": "readers",
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
}


def directStream(ssc, *perPartitionConfig):
    return KafkaUtils.createDirectStream(
        ssc,
        LocationStrategies.PreferConsistent,
        ConsumerStrategies.Subscribe(["lines"], kafkaParams),
        *perPartitionConfig,
    )


def show(rdd):
    print(rdd.partitions.length, "partitions,", rdd.count(), "messages")
    for part in rdd.offsetRanges:
        print("   ", part)


# %%
ssc = StreamingContext(sc, Seconds(1))
stream = directStream(ssc)
stream.foreachRDD(show)
stream.map(lambda record: (record.key, record.value)).print()
ssc.runFor(batches=2)

# %% [markdown]
# **Explain.** A partition of Kafka's is a partition of the RDD, one for one, empty ones included.
# There is no receiver and there are no blocks: when the batch is generated, the driver asks Kafka
# how far each partition goes, and that is all that it decides. The messages are read by the tasks
# themselves, on the executors. (`rdd.count()` reads none: it adds up the ranges.)
#
# ## Where it begins: commits
#
# The next stream is of the same group, and `auto.offset.reset` says `earliest`.
#
# **Predict.** How many messages has it? And the one after it, when this one commits?

# %%
for attempt in ("first", "second"):
    ssc = StreamingContext(sc, Milliseconds(500))
    stream = directStream(ssc)

    def process(rdd, stream=stream, attempt=attempt):
        if not rdd.isEmpty():
            print(f"the {attempt} stream has {rdd.count()} messages")
        # After the output: what fails before is read again.
        stream.commitAsync(rdd.offsetRanges)

    stream.foreachRDD(process)
    ssc.runFor(batches=2)
print("committed:", broker.committed("readers", "lines"))

# %% [markdown]
# **Explain.** The stream above had read everything, and committed nothing: so the first one reads
# it once more. It commits, and the second one finds nothing new: a partition begins at the group's
# commit and, only where there is none, where `auto.offset.reset` says.
#
# ## Falling behind, and catching up
#
# A hundred messages arrive at once. How many a batch may have is a matter of rates: here 20 a
# second from each partition. (For all streams of a program it is
# `spark.streaming.kafka.maxRatePerPartition`; with `spark.streaming.backpressure.enabled` Spark
# finds the rate out by itself.)
#
# **Predict.** The batch duration is 500 ms. How many messages has each of the five batches?


# %%
class Slow(PerPartitionConfig):
    def maxRatePerPartition(self, topicPartition):
        return 20


broker.send("lines", [f"line {number}" for number in range(100)])
ssc = StreamingContext(sc, Milliseconds(500))
stream = directStream(ssc, Slow())
stream.foreachRDD(lambda rdd: print(rdd.count(), "messages"))
ssc.runFor(batches=5)

# %% [markdown]
# **Explain.** 20 a second for half a second, from three partitions: 30 a batch, until nothing is
# left. What waits, waits in Kafka, and not in the memory of an executor as with a receiver: that is
# why a stream of Kafka's can fall behind for hours and lose nothing.
#
# ## Recovery
#
# A checkpoint holds the offsets that the stream has got to, and the ranges of the batches that were
# not done. No commit is needed for that.
#
# **Predict.** In the first life the stream counts what is in Kafka. Then ten more messages arrive
# while no one reads. What is the count in the second life?

# %%
folder = tempfile.TemporaryDirectory()
kafkaParams["group.id"] = "counters"


def update(values, count):
    return sum(values) + (count or 0)


def create():
    print("create() is called")
    ssc = StreamingContext(sc, Seconds(1))
    counts = directStream(ssc).map(lambda record: ("lines", 1)).updateStateByKey(update)
    counts.foreachRDD(lambda rdd: print(*rdd.collect()))
    return ssc


ssc = StreamingContext.getOrCreate(folder.name, create)
ssc.runFor(batches=1)

# %%
broker.send("lines", ["late"] * 10)
ssc = StreamingContext.getOrCreate(folder.name, create)
ssc.runFor(batches=2)

# %% [markdown]
# **Explain.** It goes on where it was: ten more, none lost, none counted twice. A batch that was
# running when a driver dies is run again *with the same ranges*. Its output may be there twice, so
# let it replace what is there: by the batch's time, or by topic, partition and offset.
#
# ## A failure, on purpose
#
# **Predict.** A setting has a value that Kafka does not know. When is it noticed?

# %% tags=["failure", "raises-exception"]
ssc = StreamingContext(sc, Seconds(1))
kafkaParams["auto.offset.reset"] = "oldest"
directStream(ssc)

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** A topic has four partitions, and three of them have no new message. How many partitions has
# the batch's RDD? Write the number.

# %% tags=["exercise-1"]
partitions = ...

# %%
check("12.1", partitions)

# %% [markdown]
# **2.** `begins` takes what a group has committed for a partition (an offset, or `None`), the
# partition's earliest offset, its latest, and `auto.offset.reset` (`"earliest"` or `"latest"`). It
# returns the offset that a new stream begins at.


# %% tags=["exercise-2"]
def begins(committed, earliest, latest, reset): ...


# %%
check("12.2", begins)

# %% [markdown]
# **3.** `countByKey` takes a stream of Kafka's records, and returns a stream of pairs: a key, and
# how many records of the batch have it. Records without a key do not count.


# %% tags=["exercise-3"]
def countByKey(records): ...


# %%
check("12.3", countByKey)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, `sc` with it, and the broker.

# %%
ssc.stop()
broker.close()
folder.cleanup()
