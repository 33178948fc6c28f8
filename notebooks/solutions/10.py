# %%
from sparkish.streaming import Seconds, StreamingContext

# %% tags=["exercise-1"]
state = "INITIALIZED"


# %% tags=["exercise-2"]
def finish(ssc):
    ssc.stop(stopSparkContext=False, stopGracefully=True)


# %% tags=["exercise-3"]
def open_(sc, checkpoint, arriving):
    def create():
        ssc = StreamingContext(sc, Seconds(1))
        ssc.textFileStream(arriving).print()
        return ssc

    return StreamingContext.getOrCreate(checkpoint, create)
