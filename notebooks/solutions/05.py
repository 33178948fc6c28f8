# %% tags=["exercise-1"]
outputOperations = {"foreachRDD", "print", "saveAsTextFiles"}


# %% tags=["exercise-2"]
def longWords(lines):
    words = lines.flatMap(lambda line: line.split(" "))
    return words.filter(lambda word: len(word) > 3)


# %% tags=["exercise-3"]
def keepCounts(stream, counts):
    stream.count().foreachRDD(lambda rdd: counts.extend(rdd.collect()))
