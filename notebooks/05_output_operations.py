# %% [markdown]
# # 05 Transformations, output operations, and why `count` is not one
#
# **Goal.** Tell transformations from output operations, and see that nothing runs before `start()`,
# nor without an output operation.
#
# **Before this.** Notebooks 00 and 01.
#
# **Run time.** About 20 seconds.

# %%
from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.views import graph

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Output operations"))
LINES = [["to be or", "not to be"], ["that is"], ["the question"]]

# %% [markdown]
# ## Two kinds of operations
#
# - A **transformation** makes a stream from a stream: `map`, `flatMap`, `filter`, `reduceByKey`,
#   `transform`, `window`, and `count`.
# - An **output operation** does something with each batch, and returns nothing: `print`,
#   `foreachRDD`, `saveAsTextFiles`.
#
# **Predict.** The next cell has a function that counts how often it is called. What is the count
# when the cell ends?

# %%
calls = sc.longAccumulator("calls")


def shout(line):
    calls.add(1)
    return line.upper()


ssc = StreamingContext(sc, Milliseconds(500))
shouted = ssc.queueStream(LINES).map(shout)
shouted.print()
calls.value

# %% [markdown]
# **Explain.** Zero, although an output operation is there: all of this declares, and nothing starts
# before `start()`.
#
# **Predict.** There are four lines. What is the count after three batches?

# %%
ssc.runFor(batches=3)
calls.value

# %% [markdown]
# ## Two output operations
#
# **Predict.** Now two output operations use the stream, in two runs: once as it is, and once with
# `cache()`. How many calls are there for four lines?

# %%
for cached in (False, True):
    calls.reset()
    ssc = StreamingContext(sc, Milliseconds(500))
    shouted = ssc.queueStream(LINES).map(shout)
    if cached:
        shouted.cache()
    shouted.foreachRDD(lambda rdd: rdd.count())
    shouted.foreachRDD(lambda rdd: rdd.collect())
    ssc.runFor(batches=3)
    print("cached:" if cached else "as it is:", calls.value, "calls")

# %% [markdown]
# **Explain.** Each output operation runs all that leads to it: eight calls. What several of them
# need is worth a `cache()`: four.

# %% [markdown]
# ## `count` is a transformation
#
# For an RDD `count()` is an action, and gives a number at once. A stream has no end that one could
# count to: its `count()` is another stream, with one number for each batch.
#
# **Predict.** What does each of the two lines with `count` do?

# %%
ssc = StreamingContext(sc, Milliseconds(500))
lines = ssc.queueStream(LINES)
lines.count().print()
lines.filter(lambda line: "be" in line).count()
program = graph(ssc)
ssc.runFor(batches=2)

# %% [markdown]
# **Explain.** The first counts, and its numbers are printed: 2 and 1. The second is declared and
# never runs, because no output operation asks for it. Spark says nothing of it; sparkish warns.
#
# In the picture: what the program declared, and what Spark made of it.

# %%
program

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** And a program without any output operation?

# %% tags=["failure", "raises-exception"]
ssc = StreamingContext(sc, Milliseconds(500))
lines = ssc.queueStream(LINES)
lines.count()
ssc.runFor(batches=2)

# %% [markdown]
# **Explain.** There is nothing to execute, and `start()` refuses. The context is as it was: add
# what is missing, and start it.

# %%
lines.count().print()
ssc.runFor(batches=2)

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** Which of these are output operations? Write their names as a set of texts.
#
# `map`, `foreachRDD`, `reduceByKey`, `count`, `print`, `transform`, `saveAsTextFiles`, `union`,
# `window`

# %% tags=["exercise-1"]
outputOperations = ...

# %%
check("05.1", outputOperations)

# %% [markdown]
# **2.** `longWords` takes a stream of lines, and returns a stream of their words (what spaces
# separate) that have more than three letters.


# %% tags=["exercise-2"]
def longWords(lines): ...


# %%
check("05.2", longWords)

# %% [markdown]
# **3.** `keepCounts` takes a stream and a list, and sees to it that after each batch the list has
# the number of that batch's elements, as `[2, 1, 1]` for the lines above. Use the stream's own
# `count()`.


# %% tags=["exercise-3"]
def keepCounts(stream, counts): ...


# %%
check("05.3", keepCounts)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
