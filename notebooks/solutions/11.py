# %%
from operator import add


# %% tags=["exercise-1"]
def lengths(lines):
    return lines.map(str.strip).filter(lambda line: line).map(len)


# %% tags=["exercise-2"]
def average(pairs):
    sums = pairs.mapValues(lambda value: (value, 1)).reduceByKey(
        lambda a, b: (a[0] + b[0], a[1] + b[1])
    )
    return sums.mapValues(lambda pair: pair[0] // pair[1])


# %% tags=["exercise-3"]
def top(words):
    @words.transform
    def found(rdd):
        counts = rdd.map(lambda word: (word, 1)).reduceByKey(add)
        return counts.filter(lambda pair: pair[1] >= 2).keys().sortBy(lambda word: word)

    return found
