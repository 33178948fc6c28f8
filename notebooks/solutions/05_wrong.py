# %% tags=["exercise-1"]
outputOperations = {"foreachRDD", "print", "saveAsTextFiles", "count"}


# %% tags=["exercise-2"]
def longWords(lines):
    return lines.filter(lambda line: len(line) > 3)


# %% tags=["exercise-3"]
def keepCounts(stream, counts):
    counts.append(stream.count())
    stream.print()
