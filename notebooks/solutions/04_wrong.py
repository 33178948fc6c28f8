# %%
from sparkish.storage import StorageLevel

# %% tags=["exercise-1"]
cores = 5


# %% tags=["exercise-2"]
level = StorageLevel.MEMORY_AND_DISK_2


# %% tags=["exercise-3"]
def gather(ssc, host, ports):
    return [ssc.socketTextStream(host, port) for port in ports]
