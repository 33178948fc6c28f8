"""Hadoop's configurations as Python mappings, and Hadoop's classes by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JJavaError

from sparkish._jvm.conversions import plainData

__all__ = [
    "HadoopConfiguration",
    "Settings",
    "configured",
    "fullName",
    "hadoopClass",
    "ofWritables",
    "pickledPairs",
    "texts",
]

Setting = str | int | float | bool
Settings = Mapping[str, Setting]


class HadoopConfiguration(MutableMapping[str, str]):
    """The settings of Hadoop's file systems and formats; a change affects all later reads.

    Scala: ``org.apache.hadoop.conf.Configuration``.

    Examples
    --------
    >>> conf = sc.hadoopConfiguration
    >>> conf.set("my.bucket", "one")
    >>> conf["my.bucket"], conf.get("my.other"), conf.getInt("my.tries", 3)
    ('one', None, 3)
    >>> conf.unset("my.bucket")
    >>> "my.bucket" in conf
    False
    """

    def __init__(self, jvm: Any, jconf: JavaObject) -> None:
        self._jvm = jvm
        self._jconf = jconf

    def set(self, name: str, value: Setting) -> None:
        """Set a value. Scala: ``set(name, value)``, ``setInt``, ``setBoolean``, ..."""
        self._jconf.set(name, _text(value))

    setInt = setLong = setDouble = setFloat = setBoolean = set

    def unset(self, name: str) -> None:
        """Remove a value if it is set. Scala: ``unset(name)``."""
        self._jconf.unset(name)

    def getInt(self, name: str, defaultValue: int) -> int:
        """Return a value as a whole number. Scala: ``getInt(name, defaultValue)``."""
        return int(self._jconf.getLong(name, defaultValue))

    getLong = getInt

    def getBoolean(self, name: str, defaultValue: bool) -> bool:
        """Return a value as a bool. Scala: ``getBoolean(name, defaultValue)``."""
        return bool(self._jconf.getBoolean(name, defaultValue))

    def __getitem__(self, name: str) -> str:
        value = self._jconf.get(name)
        if value is None:
            raise KeyError(name)
        return str(value)

    def __setitem__(self, name: str, value: Setting) -> None:
        self.set(name, value)

    def __delitem__(self, name: str) -> None:
        self[name]
        self.unset(name)

    def __iter__(self) -> Iterator[str]:
        return iter(plainData(self._jvm, self._jconf.getPropsWithPrefix("")))

    def __len__(self) -> int:
        return int(self._jconf.size())

    def __repr__(self) -> str:
        return f"HadoopConfiguration({len(self)} settings)"


def _text(value: Setting) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def texts(settings: Settings | None) -> dict[str, str]:
    """Return settings as strings, as Hadoop needs them.

    Raises
    ------
    TypeError
        If the settings are not a mapping.
    """
    if settings is None:
        return {}
    if not isinstance(settings, Mapping):
        raise TypeError(f"conf must be a dict of Hadoop settings, not {settings!r}.")
    return {name: _text(value) for name, value in settings.items()}


def configured(jvm: Any, jconf: JavaObject, settings: Settings) -> JavaObject:
    """Return a copy of a Hadoop configuration with more settings.

    Raises
    ------
    TypeError
        If the settings are not a mapping.
    """
    if isinstance(settings, HadoopConfiguration):
        return jvm.org.apache.hadoop.conf.Configuration(settings._jconf)
    copy = jvm.org.apache.hadoop.conf.Configuration(jconf)
    for name, text in texts(settings).items():
        copy.set(name, text)
    return copy


def fullName(name: str, package: str) -> str:
    """Return the full name of a class; a name without dots is in the package.

    Raises
    ------
    TypeError
        If it is not a string.
    """
    if not isinstance(name, str):
        raise TypeError(f"A class is given by its name, such as 'LongWritable', not {name!r}.")
    return name if "." in name else f"{package}.{name}"


def hadoopClass(jvm: Any, name: str, package: str) -> JavaObject:
    """Return the JVM's class with a name; a name without dots is in the package.

    Raises
    ------
    TypeError, ValueError
        If it is not a string, or there is no such class.
    """
    full = fullName(name, package)
    try:
        return jvm.org.apache.spark.util.Utils.classForName(full, True, False)
    except Py4JJavaError as error:
        raise ValueError(
            f"There is no class {full}. A name without dots is one of {package}; other classes "
            "have their whole names, and their jars in spark.jars (spark-submit --jars)."
        ) from error


def ofWritables(sc: Any) -> JavaObject:
    """Return PySpark's own converter from Hadoop's values to Java's."""
    spark = sc._jvm.org.apache.spark
    conf = spark.util.SerializableConfiguration(sc._jsc.hadoopConfiguration())
    return spark.api.python.WritableToJavaConverter(sc._jsc.broadcast(conf))


def pickledPairs(jvm: Any, pairs: JavaObject, converter: JavaObject) -> JavaObject:
    """Return an RDD of Hadoop's pairs as a JVM RDD of pickled pairs, for Python."""
    python = jvm.org.apache.spark.api.python
    converted = python.PythonHadoopUtil.convertRDD(pairs, converter, converter)
    return python.SerDeUtil.pairRDDToPython(converted, 0).toJavaRDD()
