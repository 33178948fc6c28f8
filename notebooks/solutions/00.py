# %% tags=["exercise-1"]
def shout(lines):
    return lines.map(lambda line: line.upper() + "!")


# %% tags=["exercise-2"]
headers = 30


# %% tags=["exercise-3"]
connecting = "ssc.start()"
