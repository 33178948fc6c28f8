"""``org.apache.hadoop.conf``: the ``Configuration`` that ``fileStream`` and the readers take."""

from __future__ import annotations

__all__ = ["Configuration"]

Setting = str | int | float | bool


class Configuration(dict[str, Setting]):
    """Settings for a format, in addition to the SparkContext's: a ``dict``.

    Scala: ``org.apache.hadoop.conf.Configuration``.

    Examples
    --------
    >>> conf = Configuration()
    >>> conf.set("textinputformat.record.delimiter", ";")
    >>> conf
    {'textinputformat.record.delimiter': ';'}
    """

    def set(self, name: str, value: Setting) -> None:
        """Set a value. Scala: ``set(name, value)``, ``setInt``, ``setBoolean``, ..."""
        self[name] = value

    setInt = setLong = setDouble = setFloat = setBoolean = set

    def unset(self, name: str) -> None:
        """Remove a value if it is set. Scala: ``unset(name)``."""
        self.pop(name, None)
