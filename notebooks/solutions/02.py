# %%
from sparkish.streaming import Milliseconds, Minutes, StreamingContext

# %% tags=["exercise-1"]
lesson = Minutes(45)


# %% tags=["exercise-2"]
def batchesIn(batch, total):
    return int(total / batch)


# %% tags=["exercise-3"]
def fourTimesAsFast(sc, batch):
    return StreamingContext(sc, Milliseconds(batch.milliseconds // 4))
