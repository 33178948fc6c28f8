# %%
from sparkish.storage import StorageLevel

# %% tags=["exercise-1"]
cores = 6


# %% tags=["exercise-2"]
level = StorageLevel.DISK_ONLY_2


# %% tags=["exercise-3"]
def gather(ssc, host, ports):
    return ssc.union([ssc.socketTextStream(host, port) for port in ports])
