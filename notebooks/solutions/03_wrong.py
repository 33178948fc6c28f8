# %%
from sparkish.streaming import Milliseconds

# %% tags=["exercise-1"]
blockInterval = Milliseconds(125)


# %% tags=["exercise-2"]
def partitions(batch, block, receivers):
    return batch.milliseconds // block.milliseconds


# %% tags=["exercise-3"]
def spread(stream):
    return stream.repartition(2)
