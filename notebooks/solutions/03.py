# %%
from sparkish.streaming import Milliseconds

# %% tags=["exercise-1"]
blockInterval = Milliseconds(250)


# %% tags=["exercise-2"]
def partitions(batch, block, receivers):
    return receivers * batch.milliseconds // block.milliseconds


# %% tags=["exercise-3"]
def spread(stream):
    return stream.repartition(4)
