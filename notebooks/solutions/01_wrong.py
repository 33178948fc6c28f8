# %% tags=["exercise-1"]
def longestFirst(stream):
    return stream.transform(lambda rdd: rdd.sortBy(len))


# %% tags=["exercise-2"]
def recordSizes(stream, sizes):
    sizes.append(stream.count())


# %% tags=["exercise-3"]
rdds = 60
