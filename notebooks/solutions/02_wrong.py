# %%
from sparkish.streaming import Milliseconds, StreamingContext

# %% tags=["exercise-1"]
lesson = Milliseconds(45)


# %% tags=["exercise-2"]
def batchesIn(batch, total):
    return total / batch


# %% tags=["exercise-3"]
def fourTimesAsFast(sc, batch):
    return StreamingContext(sc, batch * 4)
