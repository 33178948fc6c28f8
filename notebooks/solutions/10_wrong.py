# %%
from sparkish.streaming import Seconds, StreamingContext

# %% tags=["exercise-1"]
state = "ACTIVE"


# %% tags=["exercise-2"]
def finish(ssc):
    ssc.stop(stopSparkContext=False)


# %% tags=["exercise-3"]
def open_(sc, checkpoint, arriving):
    ssc = StreamingContext(sc, Seconds(1))
    ssc.checkpoint(checkpoint)
    ssc.textFileStream(arriving).print()
    return ssc
