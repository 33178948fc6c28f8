# %% [markdown]
# # 07 Several streams: union and joins
#
# **Goal.** Bring streams together, batch by batch: one after the other with `union`, key by key
# with `join`; and a stream with data that does not change.
#
# **Before this.** Notebooks 01 and 05. What `join` does with RDDs of pairs.
#
# **Run time.** About 20 seconds.

# %%
from exercises import check

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Several streams"))
batch = Milliseconds(500)


def show(rdd, time):
    print(time, sorted(rdd.collect()))


# %% [markdown]
# ## Union
#
# **Predict.** One stream has two batches, the other three. What are the first three batches of
# their union?

# %%
ssc = StreamingContext(sc, batch)
one = ssc.queueStream([["a1"], ["a2"]])
other = ssc.queueStream([["b1"], ["b2"], ["b3"]])
one.union(other).foreachRDD(show)
ssc.runFor(batches=3)

# %% [markdown]
# **Explain.** Batch by batch: what came in the same batch is together, and the third has elements
# of one stream alone. `ssc.union([one, other, ...])` takes any number of streams; it is how several
# receivers feed one program.

# %% [markdown]
# ## Join
#
# **Predict.** Orders and payments, by the number of the order. Order 1 is paid in the batch in
# which it is made, order 2 one batch later. Which pairs does `join` find?

# %%
ORDERS = [[(1, "tea"), (2, "milk")], [(3, "salt")], []]
PAYMENTS = [[(1, "paid")], [(2, "paid")], []]

ssc = StreamingContext(sc, batch)
orders, payments = ssc.queueStream(ORDERS), ssc.queueStream(PAYMENTS)
orders.join(payments).foreachRDD(show)
ssc.runFor(batches=3)

# %% [markdown]
# **Explain.** Order 1 alone. A join joins the RDDs of one batch, and knows nothing of the others.
#
# **Predict.** A window remembers. The orders of the last two batches meet the payments of each
# batch. Which pairs now?

# %%
ssc = StreamingContext(sc, batch)
orders, payments = ssc.queueStream(ORDERS), ssc.queueStream(PAYMENTS)
orders.window(batch * 2, batch).join(payments).foreachRDD(show)
ssc.runFor(batches=3)

# %% [markdown]
# **Explain.** Order 1, and order 2 in the second batch. A payment that comes three batches late is
# still missed: what has to be remembered without end is a state (notebook 08).
#
# An outer join keeps what has no partner. In Python the missing one is `None`, where Scala has an
# `Option`.

# %%
ssc = StreamingContext(sc, batch)
orders, payments = ssc.queueStream(ORDERS), ssc.queueStream(PAYMENTS)
orders.leftOuterJoin(payments).foreachRDD(show)
ssc.runFor(batches=2)

# %% [markdown]
# ## A stream and an RDD
#
# Data that does not change is an RDD, and `transform` joins it with each batch.

# %%
prices = sc.parallelize([("tea", 3), ("milk", 1), ("salt", 2)])

ssc = StreamingContext(sc, batch)
goods = ssc.queueStream(ORDERS).map(lambda order: (order[1], order[0]))
goods.transform(lambda rdd: rdd.join(prices)).foreachRDD(show)
ssc.runFor(batches=2)

# %% [markdown]
# ## A failure, on purpose
#
# **Predict.** A stream of every batch, and one of every second batch: what is their union?

# %% tags=["failure", "raises-exception"]
ssc = StreamingContext(sc, batch)
numbers = ssc.queueStream([[1], [2], [3]])
numbers.union(numbers.window(batch * 2, batch * 2)).foreachRDD(show)

# %% [markdown]
# **Explain.** There is none: streams that come together have the same slide duration, or a batch of
# the one would have no partner. And they are streams of one `StreamingContext`.

# %% [markdown]
# ## Exercises

# %% [markdown]
# **1.** `merge` takes two streams of words, and returns one stream of the words of both, in
# capitals.


# %% tags=["exercise-1"]
def merge(one, other): ...


# %%
check("07.1", merge)

# %% [markdown]
# **2.** `unpaid` takes a stream of orders and a stream of payments, as above, and returns the
# numbers of those orders that are not paid in their own batch.


# %% tags=["exercise-2"]
def unpaid(orders, payments): ...


# %%
check("07.2", unpaid)

# %% [markdown]
# **3.** `allowed` takes a stream of words and an RDD of words that are not wanted, and returns the
# stream without them.


# %% tags=["exercise-3"]
def allowed(words, unwanted): ...


# %%
check("07.3", allowed)

# %% [markdown]
# ## The end
#
# This stops what is left of the streams, and `sc` with it.

# %%
ssc.stop()
