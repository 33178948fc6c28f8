# %% [markdown]
# # 10 Life cycle: start, stop, checkpoints and recovery
#
# **Goal.** Know the three states of a `StreamingContext`, stop it with and without loss, and bring
# a program back from its checkpoint with its state.
#
# **Before this.** Notebooks 00, 04 and 08.
#
# **Run time.** About 25 seconds.

# %%
import tempfile
from pathlib import Path

from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.lineserver import LineServer
from sparkish.streaming import Milliseconds, Seconds, StreamingContext

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Life cycle"))

# %% [markdown]
# ## Three states
#
# **Predict.** In which state is the context at each of the three `print`s?

# %%
ssc = StreamingContext(sc, Milliseconds(500))
ssc.queueStream([["a"]]).foreachRDD(lambda rdd: None)
print(ssc.getState())
ssc.start()
print(ssc.getState())
ssc.stop(stopSparkContext=False)
print(ssc.getState())

# %% [markdown]
# **Explain.** Streams are declared while it is `INITIALIZED`. Once it is `ACTIVE` nothing can be
# added, and `STOPPED` is for good: there is no way back, only a new context on the same `sc`. One
# context can be active at a time; `StreamingContext.getActive()` gives it.

# %% [markdown]
# ## Stopping, with loss and without
#
# **Predict.** Fifty lines are received, and the context is stopped at once, twice: plainly, and
# gracefully. How many lines are counted?

# %%
for graceful in (False, True):
    counts = []
    ssc = StreamingContext(sc, Seconds(1))
    with LineServer(["a line"] * 50) as server:
        lines = ssc.socketTextStream(server.host, server.port)
        lines.count().foreachRDD(lambda rdd, counts=counts: counts.extend(rdd.collect()))
        ssc.start()
        server.join(timeout=30)
        ssc.stop(stopSparkContext=False, stopGracefully=graceful)
    print("gracefully:" if graceful else "plainly:", sum(counts), "of", server.sent)

# %% [markdown]
# **Explain.** A plain stop drops what was received and not processed yet: often all of it. With
# `stopGracefully=True` the receivers stop first, and the context when everything has been
# processed.

# %% [markdown]
# ## Checkpoints and recovery
#
# A driver can die. What it needs to go on is in the checkpoint directory: the streams and their
# functions, the batches that are not done, and the state. `getOrCreate` reads it where there is
# one, and calls your function where there is none. All streams are declared in that function: they
# come back *from the checkpoint*, not from the program.
#
# The words come from files this time: each file that is moved into the directory is a part of the
# next batch. (A queue stream cannot be recovered.)

# %%
folder = tempfile.TemporaryDirectory()
arriving = Path(folder.name, "arriving")
arriving.mkdir()
checkpoint = str(Path(folder.name, "checkpoint"))


def put(name, text):
    """Write a file, and move it into the directory when it is complete."""
    written = Path(folder.name, name)
    written.write_text(text)
    written.rename(arriving / name)


def update(values, count):
    return sum(values) + (count or 0)


def create():
    print("create() is called")
    ssc = StreamingContext(sc, Seconds(1))
    words = ssc.textFileStream(str(arriving)).flatMap(str.split)
    words.map(lambda word: (word, 1)).updateStateByKey(update).print()
    return ssc


# %%
ssc = StreamingContext.getOrCreate(checkpoint, create)
put("first.txt", "to be or not to be")
ssc.runFor(batches=2)

# %% [markdown]
# That was the first life. Nothing of it is left in the program: no stream, no counts.
#
# **Predict.** A second life, with one more file. Is `create` called? What is the count of `be`?

# %%
ssc = StreamingContext.getOrCreate(checkpoint, create)
put("second.txt", "be quick")
ssc.runFor(batches=4)

# %% [markdown]
# **Explain.** `create` is not called: the context comes from the checkpoint, and counts on from 2
# to 3. (After a longer death it catches up first, on the batches of the time in which it was dead.)
#
# So a program that is changed does not notice its old checkpoint: it runs the *old* functions.
# After a change use a new directory.

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** The context is stopped. Can it be started once more?

# %% tags=["failure", "raises-exception"]
ssc.start()

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** In which state can an output operation be declared? Write its name, as text.

# %% tags=["exercise-1"]
state = ...

# %%
check("10.1", state)

# %% [markdown]
# **2.** `finish` takes an active `StreamingContext` and stops it so that nothing received is lost,
# and its `SparkContext` can be used for the next one.


# %% tags=["exercise-2"]
def finish(ssc): ...


# %%
check("10.2", finish)

# %% [markdown]
# **3.** `open_` takes a `SparkContext`, a checkpoint directory, and a directory that files arrive
# in. It returns a `StreamingContext` with batches of one second: from the checkpoint where there is
# one, and otherwise a new one that prints the lines of new files.


# %% tags=["exercise-3"]
def open_(sc, checkpoint, arriving): ...


# %%
check("10.3", open_)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
folder.cleanup()
