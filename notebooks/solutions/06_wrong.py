# %%
from operator import add


# %% tags=["exercise-1"]
def isAllowed(batch, window, slide):
    return window.isMultipleOf(slide)


# %% tags=["exercise-2"]
def movingSum(numbers, batch):
    return numbers.reduceByWindow(add, batch * 2, batch)


# %% tags=["exercise-3"]
windows = 12
