from typing import Any

from pyspark.mllib import *

def __getattr__(name: str) -> Any: ...
