"""A target that cannot be written is named first, with the user's line and what to write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sparkish._jvm.failures import BatchFailedError, usersTrace
from sparkish.streaming import StreamingContext

HERE = Path(__file__).name
CALL = (
    "Traceback (most recent call last):\n"
    '  File "/x/job.py", line 7, in save\n'
    '    rdd.saveAsTextFile("/out")\n'
    "py4j.protocol.Py4JJavaError: An error occurred while calling o1.saveAsTextFile.\n"
)


@pytest.mark.parametrize(
    ("error", "write"),
    [
        (
            "org.apache.hadoop.security.AccessControlException: Permission denied: user=me, "
            'access=WRITE, inode="/out"',
            "Write a path below a directory in which",
        ),
        (
            "java.io.FileNotFoundException: /out/part-00000 (Permission denied)",
            "Write a path below a directory in which",
        ),
        ("java.io.IOException: No space left on device", "Write a path below a directory"),
    ],
)
def test_the_advice_is_of_the_reason(error: str, write: str) -> None:
    what, advice = (
        usersTrace(f"{CALL}: {error}\n\tat x.Y.z(Y.java:1)\n").split("\n\n")[0].split("\n")
    )
    assert what == f"{error}, in save at /x/job.py:7."
    assert advice.startswith(write)


@pytest.mark.spark
def test_targets_that_cannot_be_written(ssc: StreamingContext, tmp_path: Path) -> None:
    # Root may write everywhere, except below a file.
    (tmp_path / "file").touch()
    ssc.queueStream([[("a", 1)]]).saveAsTextFiles(tmp_path / "file" / "inside" / "out")
    with pytest.raises(BatchFailedError) as raised:
        ssc.runFor(batches=1)
    what, write, *_ = str(raised.value).splitlines()
    assert f"not a directory: file:{tmp_path / 'file'}, in saveAsTextFiles() at {HERE}:" in what
    assert write.startswith("Write a path below a directory in which the driver")
    assert not os.path.exists(tmp_path / "file" / "inside")
