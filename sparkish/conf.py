"""Spark's configuration: PySpark's class with Scala's methods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

import pyspark

from sparkish._core.forms import Forms
from sparkish._executor.parentheses import parentheses
from sparkish._executor.units import LONG_MAX, LONG_MIN, parseSize, parseTime
from sparkish.option import Option

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["NoSuchElementException", "SparkConf"]

_T = TypeVar("_T")
_Pairs = Iterable[tuple[str, str]] | Mapping[str, str]
_EXECUTOR_ENV = "spark.executorEnv."
_REDACTED = "*********(redacted)"
_SECRET = r"(?i)secret|password|token|access[.]?key"
# Java accepts "1.5f" and "NaN"; Python accepts "1_000" and "inf", which Java does not.
_DOUBLE = re.compile(
    r"[\0- ]*(?:([+-]?(?:NaN|Infinity))"
    r"|([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?)[\0- ]*"
)
_environment = Forms[Iterable[tuple[str, str]]]("setExecutorEnv")


class NoSuchElementException(KeyError):
    """A key that is not set was asked for without a default.

    Scala: ``java.util.NoSuchElementException``
    """

    # KeyError.__str__ would put the message in quotes.
    __str__ = Exception.__str__


@parentheses
class SparkConf(pyspark.SparkConf):
    """The configuration of a Spark application: key-value pairs.

    A `pyspark.SparkConf` with Scala's methods. Every setter returns the object itself. It works
    the same way before and after the JVM starts. For a key that is not set, `get` without a default
    returns None, as in PySpark; Scala throws. The typed getters raise.

    Scala: ``new SparkConf([loadDefaults])``

    Parameters
    ----------
    loadDefaults : bool
        Whether to load the JVM's ``spark.*`` system properties, which `spark-submit` sets.

    Examples
    --------
    >>> conf = SparkConf().setMaster("local[*]").setAppName("Streaming1")
    >>> conf.set("spark.streaming.blockInterval", "100ms").getTimeAsMs(
    ...     "spark.streaming.blockInterval")
    100
    """

    def set(self, key: str, value: object) -> Self:
        """Set `key` to `value`, as a string.

        Scala: ``set(key, value)``

        Examples
        --------
        >>> SparkConf(False).set("spark.ui.enabled", False).getBoolean("spark.ui.enabled", True)
        False
        """
        super().set(key, value)  # type: ignore[arg-type]  # PySpark writes str(value)
        return self

    def setIfMissing(self, key: str, value: object) -> Self:
        """Set `key`, unless it is set already.

        Scala: ``setIfMissing(key, value)``

        Examples
        --------
        >>> conf = SparkConf(False).setMaster("local[2]")
        >>> conf.setIfMissing("spark.master", "local[*]").get("spark.master")
        'local[2]'
        """
        super().setIfMissing(key, value)  # type: ignore[arg-type]
        return self

    def setMaster(self, value: str) -> Self:
        """Set the master's URL: ``local[*]``, ``spark://host:7077``, ``yarn``...

        Scala: ``setMaster(master)``

        Examples
        --------
        >>> SparkConf(False).setMaster("local[2]").get("spark.master")
        'local[2]'
        """
        return self.set("spark.master", value)

    def setAppName(self, value: str) -> Self:
        """Set the application's name, shown in the web UI.

        Scala: ``setAppName(name)``

        Examples
        --------
        >>> SparkConf(False).setAppName("Streaming1").get("spark.app.name")
        'Streaming1'
        """
        return self.set("spark.app.name", value)

    def setJars(self, jars: Iterable[str]) -> Self:
        """Set the JAR files that go to the executors.

        Scala: ``setJars(jars)``

        Raises
        ------
        TypeError
            If `jars` is a single string.

        Examples
        --------
        >>> SparkConf(False).setJars(["a.jar", "b.jar"]).get("spark.jars")
        'a.jar,b.jar'
        """
        if isinstance(jars, str):
            raise TypeError(f"setJars takes a list of paths; write setJars([{jars!r}])")
        return self.set("spark.jars", ",".join(jars))

    @overload
    def setExecutorEnv(self, key: str, value: str) -> Self: ...
    @overload
    def setExecutorEnv(self, pairs: _Pairs) -> Self: ...
    def setExecutorEnv(self, *args: Any, **kwargs: Any) -> Self:
        """Set environment variables of the executors: one, or several pairs.

        Scala: ``setExecutorEnv(variable, value)``, ``setExecutorEnv(variables)``

        Raises
        ------
        TypeError
            If the call is neither ``(key, value)`` nor ``(pairs)``.

        Examples
        --------
        >>> conf = SparkConf(False).setExecutorEnv("A", "1").setExecutorEnv([("B", "2")])
        >>> sorted(conf.setExecutorEnv(pairs={"C": "3"}).getExecutorEnv)
        [('A', '1'), ('B', '2'), ('C', '3')]
        """
        for name, value in _environment(*args, **kwargs):
            self.set(_EXECUTOR_ENV + name, value)
        return self

    def setSparkHome(self, value: str) -> Self:
        """Set the directory where Spark is installed on the workers.

        Scala: ``setSparkHome(home)``

        Examples
        --------
        >>> SparkConf(False).setSparkHome("/opt/spark").get("spark.home")
        '/opt/spark'
        """
        return self.set("spark.home", value)

    def setAll(self, pairs: _Pairs) -> Self:
        """Set all the settings of some pairs or a dict.

        Scala: ``setAll(settings)``

        Examples
        --------
        >>> SparkConf(False).setAll({"spark.cores.max": "2"}).getInt("spark.cores.max", 1)
        2
        """
        for key, value in _items(pairs):
            self.set(key, value)
        return self

    def remove(self, key: str) -> Self:
        """Unset `key`; nothing happens if it is not set.

        Scala: ``remove(key)``

        Examples
        --------
        >>> SparkConf(False).setMaster("local").remove("spark.master").contains("spark.master")
        False
        """
        if self._jconf is not None:
            self._jconf.remove(key)
        elif self._conf is not None:
            self._conf.pop(key, None)
        return self

    def getInt(self, key: str, defaultValue: int) -> int:
        """Return a setting as a whole number of 32 bits.

        Scala: ``getInt(key, defaultValue)``

        Raises
        ------
        ValueError
            If the setting is not such a number.

        Examples
        --------
        >>> SparkConf(False).set("spark.cores.max", "8").getInt("spark.cores.max", 1)
        8
        """
        return self._read(key, _parseInt, defaultValue)

    def getLong(self, key: str, defaultValue: int) -> int:
        """Return a setting as a whole number of 64 bits.

        Scala: ``getLong(key, defaultValue)``

        Raises
        ------
        ValueError
            If the setting is not such a number.

        Examples
        --------
        >>> SparkConf(False).getLong("spark.streaming.receiver.maxRate", 5000)
        5000
        """
        return self._read(key, _parseLong, defaultValue)

    def getDouble(self, key: str, defaultValue: float) -> float:
        """Return a setting as a float.

        Scala: ``getDouble(key, defaultValue)``

        Raises
        ------
        ValueError
            If the setting is not a number.

        Examples
        --------
        >>> SparkConf(False).set("spark.memory.fraction", "0.6").getDouble(
        ...     "spark.memory.fraction", 0.5)
        0.6
        """
        return self._read(key, _parseDouble, defaultValue)

    def getBoolean(self, key: str, defaultValue: bool) -> bool:
        """Return a setting as a bool, read from ``true`` or ``false`` in any case.

        Scala: ``getBoolean(key, defaultValue)``

        Raises
        ------
        ValueError
            If the setting is neither.

        Examples
        --------
        >>> SparkConf(False).set("spark.ui.enabled", "false").getBoolean("spark.ui.enabled", True)
        False
        """
        return self._read(key, _parseBoolean, defaultValue)

    def getTimeAsSeconds(self, key: str, defaultValue: str | None = None) -> int:
        """Return a setting as whole seconds; a number without a unit is in seconds.

        Scala: ``getTimeAsSeconds(key[, defaultValue])``

        Raises
        ------
        NoSuchElementException
            If the key is not set and there is no default.
        ValueError
            If the setting, or the default, is not a time.

        Examples
        --------
        >>> SparkConf(False).getTimeAsSeconds("spark.network.timeout", "2min")
        120
        """
        return self._require(key, lambda text: parseTime(text, "s", "s"), defaultValue)

    def getTimeAsMs(self, key: str, defaultValue: str | None = None) -> int:
        """Return a setting as milliseconds; a number without a unit is in milliseconds.

        Scala: ``getTimeAsMs(key[, defaultValue])``

        Raises
        ------
        NoSuchElementException
            If the key is not set and there is no default.
        ValueError
            If the setting, or the default, is not a time.

        Examples
        --------
        >>> SparkConf(False).getTimeAsMs("spark.streaming.blockInterval", "200ms")
        200
        """
        return self._require(key, parseTime, defaultValue)

    def getSizeAsBytes(self, key: str, defaultValue: str | int | None = None) -> int:
        """Return a setting as bytes; a number without a unit is in bytes.

        Scala: ``getSizeAsBytes(key[, defaultValue])``

        Raises
        ------
        NoSuchElementException
            If the key is not set and there is no default.
        ValueError
            If the setting, or the default, is not a size.

        Examples
        --------
        >>> SparkConf(False).getSizeAsBytes("spark.broadcast.blockSize", "4k")
        4096
        """
        default = defaultValue if isinstance(defaultValue, str | None) else f"{defaultValue}b"
        return self._require(key, parseSize, default)

    def getSizeAsKb(self, key: str, defaultValue: str | None = None) -> int:
        """Return a setting as KiB; a number without a unit is in KiB.

        Scala: ``getSizeAsKb(key[, defaultValue])``

        Raises
        ------
        NoSuchElementException
            If the key is not set and there is no default.
        ValueError
            If the setting, or the default, is not a size.

        Examples
        --------
        >>> SparkConf(False).getSizeAsKb("spark.shuffle.file.buffer", "1m")
        1024
        """
        return self._require(key, lambda text: parseSize(text, "k", "k"), defaultValue)

    def getSizeAsMb(self, key: str, defaultValue: str | None = None) -> int:
        """Return a setting as MiB; a number without a unit is in MiB.

        Scala: ``getSizeAsMb(key[, defaultValue])``

        Raises
        ------
        NoSuchElementException
            If the key is not set and there is no default.
        ValueError
            If the setting, or the default, is not a size.

        Examples
        --------
        >>> SparkConf(False).getSizeAsMb("spark.executor.memory", "1g")
        1024
        """
        return self._require(key, lambda text: parseSize(text, "m", "m"), defaultValue)

    def getSizeAsGb(self, key: str, defaultValue: str | None = None) -> int:
        """Return a setting as GiB; a number without a unit is in GiB.

        Scala: ``getSizeAsGb(key[, defaultValue])``

        Raises
        ------
        NoSuchElementException
            If the key is not set and there is no default.
        ValueError
            If the setting, or the default, is not a size.

        Examples
        --------
        >>> SparkConf(False).getSizeAsGb("spark.executor.memory", "2048m")
        2
        """
        return self._require(key, lambda text: parseSize(text, "g", "g"), defaultValue)

    def getOption(self, key: str) -> Option[str]:
        """Return a setting, or an empty Option if it is not set.

        Scala: ``getOption(key)``

        Examples
        --------
        >>> conf = SparkConf(False).setMaster("local[2]")
        >>> conf.getOption("spark.master"), conf.getOption("spark.app.name").getOrElse("none")
        (Some('local[2]'), 'none')
        """
        return Option(self.get(key))

    @overload
    def getAllWithPrefix(self, prefix: str) -> list[tuple[str, str]]: ...
    @overload
    def getAllWithPrefix(self, prefix: str, f: Callable[[str], _T]) -> list[tuple[_T, str]]: ...
    def getAllWithPrefix(
        self, prefix: str, f: Callable[[str], object] = str
    ) -> list[tuple[Any, str]]:
        """Return the settings whose keys begin with `prefix`, without the prefix.

        An optional function `f` is applied to the rest of each key.

        Scala: ``getAllWithPrefix(prefix[, f])``

        Examples
        --------
        >>> SparkConf(False).setMaster("local").getAllWithPrefix("spark.")
        [('master', 'local')]
        >>> SparkConf(False).set("worker.7", "busy").getAllWithPrefix("worker.", int)
        [(7, 'busy')]
        """
        pairs = self.getAll()
        return [(f(key[len(prefix) :]), value) for key, value in pairs if key.startswith(prefix)]

    @property
    def getExecutorEnv(self) -> list[tuple[str, str]]:
        """The names and values set by `setExecutorEnv`.

        Scala: ``getExecutorEnv``, without parentheses there too

        Examples
        --------
        >>> SparkConf(False).setExecutorEnv("A", "1").getExecutorEnv
        [('A', '1')]
        """
        return self.getAllWithPrefix(_EXECUTOR_ENV)

    @property
    def getAppId(self) -> str:
        """The application's id, which a running context sets.

        Scala: ``getAppId``, without parentheses there too

        Raises
        ------
        NoSuchElementException
            If the application has not started.

        Examples
        --------
        >>> SparkConf(False).set("spark.app.id", "local-1").getAppId
        'local-1'
        """
        return self._require("spark.app.id", str)

    def clone(self) -> Self:
        """Return an independent copy.

        Scala: ``clone()``

        Examples
        --------
        >>> conf = SparkConf(False).setMaster("local")
        >>> conf.clone().setMaster("yarn").get("spark.master"), conf.get("spark.master")
        ('yarn', 'local')
        """
        if self._jconf is not None:
            return type(self)(_jconf=self._jconf.clone())
        return type(self)(loadDefaults=False).setAll(self.getAll())

    def toDebugString(self) -> str:
        """Return the settings in order, one ``key=value`` per line, with secrets hidden.

        Scala: ``toDebugString``

        Examples
        --------
        >>> print(SparkConf(False).setMaster("local").set("spark.my.password", "x").toDebugString())
        spark.master=local
        spark.my.password=*********(redacted)
        """
        if self._jconf is not None:
            return super().toDebugString()
        secret = re.compile(self.get("spark.redaction.regex", _SECRET))
        return "\n".join(
            f"{key}={_REDACTED if secret.search(key) or secret.search(value) else value}"
            for key, value in sorted(self.getAll())
        )

    def _read(self, key: str, parse: Callable[[str], _T], default: _T) -> _T:
        text = self.get(key)
        return default if text is None else _parsed(key, text, parse)

    def _require(self, key: str, parse: Callable[[str], _T], default: str | None = None) -> _T:
        text = self.get(key, default)
        if text is None:
            raise NoSuchElementException(f"{key} is not set, and no default was given")
        return _parsed(key, text, parse)


@_environment.form(key=str)
def _oneVariable(key: str, value: str) -> Iterable[tuple[str, str]]:
    return [(key, value)]


@_environment.form(pairs=lambda value: not isinstance(value, str))
def _manyVariables(pairs: _Pairs) -> Iterable[tuple[str, str]]:
    return _items(pairs)


@_environment.form(key=type(None), value=type(None))
def _manyInPysparksPlace(key: None, value: None, pairs: _Pairs) -> Iterable[tuple[str, str]]:
    return _items(pairs)


def _parsed(key: str, text: str, parse: Callable[[str], _T]) -> _T:
    try:
        return parse(text)
    except ValueError as error:
        raise ValueError(f"illegal value for config key {key}: {error}") from None


def _items(pairs: _Pairs) -> Iterable[tuple[str, str]]:
    return pairs.items() if isinstance(pairs, Mapping) else pairs


def _parseInt(text: str) -> int:
    return _parseWhole(text, -(2**31), 2**31 - 1)


def _parseLong(text: str) -> int:
    return _parseWhole(text, LONG_MIN, LONG_MAX)


def _parseWhole(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[+-]?\d+", text) or not least <= int(text) <= most:
        raise ValueError(f"{text!r} is no whole number from {least} to {most}")
    return int(text)


def _parseDouble(text: str) -> float:
    found = _DOUBLE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no number")
    return float(found[1] or found[2])


def _parseBoolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text.lower() == "true"
