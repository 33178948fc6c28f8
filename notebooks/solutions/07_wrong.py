# %% tags=["exercise-1"]
def merge(one, other):
    return one.map(str.upper)


# %% tags=["exercise-2"]
def unpaid(orders, payments):
    return orders.join(payments).map(lambda pair: pair[0])


# %% tags=["exercise-3"]
def allowed(words, unwanted):
    return words.transform(lambda rdd: rdd.intersection(unwanted))
