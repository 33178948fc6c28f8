# %%
from operator import add


# %% tags=["exercise-1"]
def isAllowed(batch, window, slide):
    return window.isMultipleOf(batch) and slide.isMultipleOf(batch)


# %% tags=["exercise-2"]
def movingSum(numbers, batch):
    return numbers.reduceByWindow(add, batch * 3, batch)


# %% tags=["exercise-3"]
windows = 3
