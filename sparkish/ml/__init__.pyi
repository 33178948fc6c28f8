from typing import Any

from pyspark.ml import *

def __getattr__(name: str) -> Any: ...
