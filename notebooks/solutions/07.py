# %% tags=["exercise-1"]
def merge(one, other):
    return one.union(other).map(str.upper)


# %% tags=["exercise-2"]
def unpaid(orders, payments):
    joined = orders.leftOuterJoin(payments)
    return joined.filter(lambda pair: pair[1][1] is None).map(lambda pair: pair[0])


# %% tags=["exercise-3"]
def allowed(words, unwanted):
    return words.transform(lambda rdd: rdd.subtract(unwanted))
