"""Hadoop's names under the paths that Scala programs import: ``org.apache.hadoop``.

Hadoop's classes are in the JVM, so here each name is a string: the full class name. Use it as a
type argument, or for ``keyClass=`` and similar parameters.

Examples
--------
>>> from sparkish.hadoop.io import LongWritable, Text
>>> from sparkish.hadoop.mapreduce.lib.input import TextInputFormat
>>> Text
'org.apache.hadoop.io.Text'
>>> ssc.fileStream[LongWritable, Text, TextInputFormat](directory).print()
"""

from __future__ import annotations

__all__ = ["className"]


def className(module: str, name: str) -> str:
    """Return the full class name for a name in one of these modules.

    Raises
    ------
    AttributeError
        If it is not the name of a class.

    Examples
    --------
    >>> className("sparkish.hadoop.mapred", "TextOutputFormat")
    'org.apache.hadoop.mapred.TextOutputFormat'
    """
    if not name[:1].isupper():
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    return f"org.apache.{module.removeprefix('sparkish.')}.{name}"
