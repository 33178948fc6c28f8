# %% tags=["exercise-1"]
def longestFirst(stream):
    return stream.transform(lambda rdd: rdd.sortBy(len, ascending=False))


# %% tags=["exercise-2"]
def recordSizes(stream, sizes):
    stream.foreachRDD(lambda rdd: sizes.append(rdd.count()))


# %% tags=["exercise-3"]
rdds = 240
