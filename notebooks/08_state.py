# %% [markdown]
# # 08 State: updateStateByKey and mapWithState
#
# **Goal.** Remember something for each key, from batch to batch, without end; in the two ways that
# Spark has, and knowing what they cost.
#
# **Before this.** Notebooks 01, 06 and 07.
#
# **Run time.** About 30 seconds.

# %%
import tempfile
import warnings

from exercises import check

from sparkish import Option, SparkConf, SparkContext
from sparkish.streaming import Milliseconds, State, StateSpec, StreamingContext

# Of queue streams, which no checkpoint can hold: here they do.
warnings.filterwarnings("ignore", ".* keeps its RDDs in the driver alone", UserWarning)

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("State"))
batch = Milliseconds(500)
checkpoints = tempfile.TemporaryDirectory()
WORDS = [["a", "b"], ["a"], [], ["a", "b"]]


def show(rdd, time):
    print(time, sorted(rdd.collect()))


# %% [markdown]
# ## updateStateByKey
#
# Your function gets the new values of a key and its state so far, `None` at first, and returns the
# new state. The stream that comes of it has in each batch *all* keys with their states.
#
# State is made from the state before, that one from the one before, and so on to the beginning. So
# that this chain does not grow for ever, Spark saves the state from time to time: it wants a
# checkpoint directory.
#
# **Predict.** The third batch is empty. What does it print?


# %%
def update(values, count):
    return sum(values) + (count or 0)


ssc = StreamingContext(sc, batch)
ssc.checkpoint(checkpoints.name)
pairs = ssc.queueStream(WORDS).map(lambda word: (word, 1))
pairs.updateStateByKey(update).foreachRDD(show)
ssc.runFor(batches=4)

# %% [markdown]
# **Explain.** The same as the second: the function is called for every key in every batch, new
# values or not. With a million keys and ten new words, that is a million calls.
#
# A function that returns `None` forgets the key.

# %% [markdown]
# ## mapWithState
#
# Here your function is called for each *new* value only. It gets the key, the value and the
# `State`, which it reads and updates, and what it returns is an element of the resulting stream.
#
# **Predict.** The same words. What does each batch print now?


# %%
def count(word: str, one: Option[int], state: State[int]):
    total = one.getOrElse(0) + state.getOption().getOrElse(0)
    state.update(total)
    return word, total


ssc = StreamingContext(sc, batch)
ssc.checkpoint(checkpoints.name)
pairs = ssc.queueStream(WORDS).map(lambda word: (word, 1))
counts = pairs.mapWithState(StateSpec.function(count))
counts.foreachRDD(show)
ssc.runFor(batches=4)

# %% [markdown]
# **Explain.** Only what was new: the empty batch gives nothing. All states together are another
# stream, `stateSnapshots()`:

# %%
ssc = StreamingContext(sc, batch)
ssc.checkpoint(checkpoints.name)
pairs = ssc.queueStream(WORDS).map(lambda word: (word, 1))
pairs.mapWithState(StateSpec.function(count)).stateSnapshots().foreachRDD(show)
ssc.runFor(batches=4)

# %% [markdown]
# ## Forgetting
#
# State that is never removed grows with every new key. `state.remove()` ends it from within the
# function. `timeout` removes the state of a key that was not heard of for that long, and calls the
# function a last time, without a value. Spark looks for such keys when it saves the state: every
# tenth batch, unless `checkpoint(interval)` of the stream says otherwise.
#
# **Predict.** `b` comes in the first batch only, and `a` in every one. Who says goodbye, and when?


# %%
def greet(word: str, one: Option[int], state: State[int]):
    if state.isTimingOut():
        return f"goodbye, {word}"
    greeting = f"{word} again" if state.exists() else f"welcome, {word}"
    state.update(1)
    return greeting


ssc = StreamingContext(sc, batch)
ssc.checkpoint(checkpoints.name)
pairs = ssc.queueStream([["a", "b"], *[["a"]] * 10]).map(lambda word: (word, 1))
spec = StateSpec.function(greet).timeout(batch * 2)
pairs.mapWithState(spec).foreachRDD(show)
ssc.runFor(batches=11)

# %% [markdown]
# **Explain.** `b`, in the tenth batch: its time was over after the third, and nobody had looked.
# `a` never, because it is heard of all the time.

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** What if the line with `checkpoint` is forgotten?

# %%
# A new SparkContext: this one still knows the directory.
sc.stop()
sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("State"))

# %% tags=["failure", "raises-exception"]
ssc = StreamingContext(sc, batch)
pairs = ssc.queueStream(WORDS).map(lambda word: (word, 1))
pairs.updateStateByKey(update).foreachRDD(show)
ssc.runFor(batches=4)

# %% [markdown]
# **Explain.** State without a checkpoint directory is refused before anything starts. One directory
# serves all the streaming contexts of a SparkContext, one after the other. On a cluster it is on a
# file system that all machines see, such as HDFS.

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** Write the function for `updateStateByKey` that keeps, for each key, the greatest value so
# far.


# %% tags=["exercise-1"]
def greatest(values, state): ...


# %%
check("08.1", greatest)

# %% [markdown]
# **2.** Write the function for `updateStateByKey` that keeps the *last* value of each key, and
# forgets a key in the first batch that has no value for it.


# %% tags=["exercise-2"]
def last(values, state): ...


# %%
check("08.2", last)

# %% [markdown]
# **3.** Write the function for `mapWithState` that returns the key and the difference of its value
# and the one before: `("a", 0)` for the first value of `a`.


# %% tags=["exercise-3"]
def change(key: str, value: Option[int], state: State[int]): ...


# %%
check("08.3", change)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
checkpoints.cleanup()
