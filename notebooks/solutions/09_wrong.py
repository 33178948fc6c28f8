# %%
from sparkish.streaming.scheduler import StreamingListener


# %% tags=["exercise-1"]
def keepsUp(batch, delays):
    return max(delays) <= batch.milliseconds


# %% tags=["exercise-2"]
def waits(batch, delays):
    return [max(0, delay - batch) for delay in delays]


# %% tags=["exercise-3"]
class TotalDelays(StreamingListener):
    def __init__(self):
        self.delays = []

    def onBatchStarted(self, batchStarted):
        self.delays.append(0)
