# %%
from sparkish.streaming.scheduler import StreamingListener


# %% tags=["exercise-1"]
def keepsUp(batch, delays):
    return sum(delays) <= len(delays) * batch.milliseconds


# %% tags=["exercise-2"]
def waits(batch, delays):
    waiting = [0]
    for delay in delays[:-1]:
        waiting.append(max(0, waiting[-1] + delay - batch))
    return waiting


# %% tags=["exercise-3"]
class TotalDelays(StreamingListener):
    def __init__(self):
        self.delays = []

    def onBatchCompleted(self, batchCompleted):
        self.delays.append(batchCompleted.batchInfo.totalDelay.get())
