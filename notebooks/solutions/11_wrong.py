# %%
from operator import add


# %% tags=["exercise-1"]
def lengths(lines):
    return lines.map(len)


# %% tags=["exercise-2"]
def average(pairs):
    return pairs.reduceByKey(add)


# %% tags=["exercise-3"]
def top(words):
    return words.transform(lambda rdd: rdd.distinct().sortBy(lambda word: word))
