"""A Python worker keeps the directories of the archives on its path: ``pyspark.zip``, for instance.

PySpark's worker tells Python before each task that modules may have changed (before PySpark 4.3).
Python up to 3.12 then reads the directory of each archive again, which takes ten times as long as
a small task.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any
from zipimport import ZipImportError, zipimporter

from sparkish._executor.portable import portable
from sparkish._executor.shared import shared

__all__ = ["keepDirectories"]

portable(__name__)
shared(__name__)


def keepDirectories() -> None:
    """From now on, read the directory of an archive again only if its file has changed."""
    finders = sys.path_importer_cache
    plain = [path for path, finder in finders.items() if type(finder) is zipimporter]
    if not plain:
        return

    class Archive(zipimporter):
        state: Any = None

        def invalidate_caches(self) -> None:
            with suppress(OSError):
                found = os.stat(self.archive)
                state = found.st_ino, found.st_size, found.st_mtime_ns
                if state == self.state:
                    return
                self.state = state
            super().invalidate_caches()

    for path in plain:
        with suppress(ZipImportError):
            finders[path] = Archive(path)
