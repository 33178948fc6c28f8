"""Hadoop's names, where Scala programs import them from: ``org.apache.hadoop``.

A class of Hadoop's is named by a string here, since it lives in the JVM. These modules have the
strings under the classes' own names, for type arguments and for ``keyClass=`` and the like.

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
    """Return the whole name of the class that a module here has under a name.

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
