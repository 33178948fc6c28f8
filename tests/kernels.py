"""A test's own notebooks, executed without a browser."""

from __future__ import annotations

import os
import sys
from typing import Any

import nbclient
import nbformat

LIMIT = 150

SETUP = """
import time, warnings
warnings.simplefilter("ignore", FutureWarning)
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, Queue, Seconds, StreamingContext
sc = SparkContext(
    SparkConf().setMaster("local[2]").setAppName("kernel").set("spark.ui.port", "0")
    .set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
    .set("spark.ui.showConsoleProgress", "false")
)
sc.setLogLevel("OFF")
"""


def execute(*cells: str, allowErrors: bool = False) -> list[list[Any]]:
    """Return the outputs of the cells, executed by the kernel of this environment."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    # Use the kernel of this Python, even if others are installed.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    client = nbclient.NotebookClient(
        notebook, timeout=LIMIT, kernel_name="python3", allow_errors=allowErrors
    )
    client.execute()
    return [cell.outputs for cell in notebook.cells]


def texts(outputs: list[Any], kind: str = "display_data") -> list[str]:
    """Return the text of the outputs of one kind."""
    return [
        output["text"] if kind == "stream" else output["data"]["text/plain"]
        for output in outputs
        if output["output_type"] == kind
    ]
