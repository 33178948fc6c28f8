# %% tags=["exercise-1"]
partitions = 1


# %% tags=["exercise-2"]
def begins(committed, earliest, latest, reset):
    return earliest if reset == "earliest" else committed or latest


# %% tags=["exercise-3"]
def countByKey(records):
    return records.map(lambda record: (record.key, 1)).reduceByKey(lambda a, b: a + b)
