# %% tags=["exercise-1"]
partitions = 4


# %% tags=["exercise-2"]
def begins(committed, earliest, latest, reset):
    if committed is not None:
        return committed
    return earliest if reset == "earliest" else latest


# %% tags=["exercise-3"]
def countByKey(records):
    keyed = records.filter(lambda record: record.key is not None)
    return keyed.map(lambda record: (record.key, 1)).reduceByKey(lambda a, b: a + b)
