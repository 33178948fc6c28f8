"""Checks the directories that streams watch for files: refuses or warns about wrong ones."""

from __future__ import annotations

import os
from typing import Any

from sparkish._core.callsite import warnUser
from sparkish._core.sentences import sentence
from sparkish._jvm.failures import JAVA_FAILURES, javaException

__all__ = ["checkedPath", "watchedDirectory"]

_EXAMPLE = '"/data/in" or "hdfs://host:9000/in"'


def checkedPath(operation: str, path: Any) -> str:
    """Return a path, which may be a ``pathlib`` path, as a string.

    Raises
    ------
    TypeError
        If it is not a path.
    """
    if not isinstance(path, (str, os.PathLike)) or isinstance(path, bytes):
        raise TypeError(
            sentence(
                f"{operation} takes a directory's path, not {path!r}",
                None,
                f"{operation}({_EXAMPLE})",
            )
        )
    return str(os.fspath(path))


def watchedDirectory(operation: str, path: Any, jvm: Any, hadoopConf: Any) -> str:
    """Return the path of a directory that a stream watches.

    Raises
    ------
    TypeError, ValueError
        If it is not a path, or its file system is unknown to Hadoop.

    Warns
    -----
    UserWarning
        If the directory does not exist, so that nothing is read yet.
    """
    text = checkedPath(operation, path)
    try:
        found = jvm.org.apache.hadoop.fs.Path(text)
        system = found.getFileSystem(hadoopConf)
    except JAVA_FAILURES as error:
        reason = str(javaException(error).getMessage())
        raise ValueError(
            sentence(
                f"{operation} cannot read {text!r}: {reason}", None, f"{operation}({_EXAMPLE})"
            )
        ) from error
    if system.getScheme() != "file":
        # Other file systems may answer slowly, or not be running yet.
        return text
    matches = system.globStatus(found)
    where = found.makeQualified(system.getUri(), system.getWorkingDirectory()).toString()
    if matches is None or not len(matches):
        hint = ""
        if text.startswith("~"):
            hint = f" ~ is the shell's: write {os.path.expanduser(text)!r}."
        elif "," in text:
            hint = " A stream watches one directory: make a stream for each, and ssc.union(a, b)."
        warnUser(
            f"{operation} finds no directory {where}: nothing is read until there is one.{hint}"
        )
    elif all(each.isFile() for each in matches):
        warnUser(
            f"{operation} watches a directory, and {where} is a file: nothing is read from it. "
            f"Write its directory, {os.path.dirname(text) or '.'!r}, and move files into that."
        )
    return text
