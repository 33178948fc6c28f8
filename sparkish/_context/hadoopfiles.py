"""Readers of Hadoop's formats, in Scala's call forms and in PySpark's.

Scala's forms have no converters. So the types show which form a call has: in Scala's forms a number
of partitions or a configuration is in a converter's place, or the configuration comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, overload

import pyspark
from pyspark import RDD
from pyspark.serializers import NoOpSerializer

from sparkish._core.forms import Forms
from sparkish._core.typearguments import typeArguments
from sparkish._jvm.hadoop import (
    Settings,
    configured,
    fullName,
    hadoopClass,
    ofWritables,
    pickledPairs,
    texts,
)
from sparkish._rdd.base import withScalaMethods

__all__ = ["HadoopContext"]

Pairs = RDD[tuple[Any, Any]]

_IO = "org.apache.hadoop.io"
_OLD = "org.apache.hadoop.mapred"
_NEW = "org.apache.hadoop.mapreduce.lib.input"


@typeArguments()
class HadoopContext(pyspark.SparkContext):
    """Methods that read fixed-size records, pickled elements, and all of Hadoop's formats.

    Classes are named by strings. A name without dots is Hadoop's own: ``"LongWritable"``.
    """

    def binaryRecords(
        self, path: str, recordLength: int, conf: Settings | None = None
    ) -> RDD[bytes]:
        """Return an RDD of the records of files; each record has the same number of bytes.

        Parameters
        ----------
        path : str
            The directory, or a file.
        recordLength : int
            The number of bytes of a record.
        conf : mapping, optional
            Hadoop settings, in addition to those of ``sc.hadoopConfiguration``.

        Notes
        -----
        Scala: ``binaryRecords(path, recordLength, conf)``.

        Examples
        --------
        >>> with open(directory + "/records", "wb") as file:
        ...     written = file.write(b"abcdef")
        >>> sc.binaryRecords(directory + "/records", 3).collect()
        [b'abc', b'def']
        """
        context: Any = self
        if conf is None:
            return withScalaMethods(super().binaryRecords(path, recordLength))
        jrdd = context._jsc.sc().binaryRecords(path, recordLength, self._hadoop(conf))
        return withScalaMethods(RDD(jrdd.toJavaRDD(), self, NoOpSerializer()))

    @overload
    def hadoopFile(
        self,
        path: str,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = ...,
        valueConverter: str | None = ...,
        conf: dict[str, str] | None = ...,
        batchSize: int = ...,
    ) -> Pairs: ...
    @overload
    def hadoopFile(
        self,
        path: str,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        minPartitions: int,
    ) -> Pairs: ...
    @overload
    def hadoopFile(
        self,
        path: str,
        minPartitions: int,
        *,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
    ) -> Pairs: ...
    def hadoopFile(self, *args: Any, **kwargs: Any) -> Pairs:
        r"""Read the pairs of files with an input format of ``org.apache.hadoop.mapred``.

        Parameters
        ----------
        path : str
            A file, a directory, or several paths with commas between them.
        inputFormatClass, keyClass, valueClass : str
            The input format's class, and the classes of the keys and values.
        minPartitions : int, optional
            The least number of partitions, if the format can split so far (Scala).
        keyConverter, valueConverter : str, optional
            Converters to Python's types (PySpark).
        conf : dict, optional
            Hadoop settings (PySpark).
        batchSize : int
            How many pairs are pickled together; 0 means automatic (PySpark).

        Raises
        ------
        TypeError
            If the arguments match no call form.
        ValueError
            If there is no such class.

        Notes
        -----
        Scala: ``hadoopFile(path, inputFormatClass, keyClass, valueClass, minPartitions)``,
        ``hadoopFile[K, V, F](path, minPartitions)``.

        Examples
        --------
        >>> with open(directory + "/lines", "w") as file:
        ...     written = file.write("one\ntwo\n")
        >>> lines = sc.hadoopFile(
        ...     directory + "/lines",
        ...     inputFormatClass="TextInputFormat",
        ...     keyClass="LongWritable",
        ...     valueClass="Text",
        ...     minPartitions=1,
        ... )
        >>> lines.collect()
        [(0, 'one'), (4, 'two')]
        """
        return _hadoopFile(self, *args, **kwargs)

    @overload
    def hadoopRDD(
        self,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = ...,
        valueConverter: str | None = ...,
        conf: dict[str, str] | None = ...,
        batchSize: int = ...,
    ) -> Pairs: ...
    @overload
    def hadoopRDD(
        self,
        conf: Settings,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        minPartitions: int = ...,
    ) -> Pairs: ...
    def hadoopRDD(self, *args: Any, **kwargs: Any) -> Pairs:
        r"""Read pairs with an input format of ``org.apache.hadoop.mapred``.

        Parameters
        ----------
        conf : mapping
            Hadoop settings, in addition to those of ``sc.hadoopConfiguration``, for instance
            ``mapreduce.input.fileinputformat.inputdir``, the path.
        inputFormatClass, keyClass, valueClass : str
            The input format's class, and the classes of the keys and values.
        minPartitions : int, optional
            The least number of partitions, if the format can split so far (Scala).
        keyConverter, valueConverter, batchSize
            As in ``hadoopFile``. PySpark's call form begins with ``inputFormatClass``.

        Raises
        ------
        TypeError
            If the arguments match no call form.
        ValueError
            If there is no such class.

        Notes
        -----
        Scala: ``hadoopRDD(conf, inputFormatClass, keyClass, valueClass, minPartitions)``.

        Examples
        --------
        >>> with open(directory + "/lines", "w") as file:
        ...     written = file.write("one\n")
        >>> conf = {"mapreduce.input.fileinputformat.inputdir": "file:" + directory}
        >>> sc.hadoopRDD(conf, "TextInputFormat", "LongWritable", "Text").collect()
        [(0, 'one')]
        """
        return _hadoopRDD(self, *args, **kwargs)

    @overload
    def newAPIHadoopFile(
        self,
        path: str,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = ...,
        valueConverter: str | None = ...,
        conf: dict[str, str] | None = ...,
        batchSize: int = ...,
    ) -> Pairs: ...
    @overload
    def newAPIHadoopFile(
        self, path: str, fClass: str, kClass: str, vClass: str, conf: Settings = ...
    ) -> Pairs: ...
    def newAPIHadoopFile(self, *args: Any, **kwargs: Any) -> Pairs:
        """Read the pairs of files with an input format of Hadoop's newer interface.

        Parameters
        ----------
        path : str
            A file, a directory, or several paths with commas between them.
        inputFormatClass, keyClass, valueClass : str
            The input format's class, and the classes of the keys and values: Scala's ``fClass``,
            ``kClass``, ``vClass``. A format without dots is in
            ``org.apache.hadoop.mapreduce.lib.input``.
        conf : mapping, optional
            Hadoop settings, in addition to those of ``sc.hadoopConfiguration``: the fifth argument
            (Scala), or after the converters (PySpark).
        keyConverter, valueConverter, batchSize
            As in ``hadoopFile`` (PySpark).

        Raises
        ------
        TypeError
            If the arguments match no call form.

        Notes
        -----
        Scala: ``newAPIHadoopFile(path, fClass, kClass, vClass, conf)``,
        ``newAPIHadoopFile[K, V, F](path)``.

        Examples
        --------
        >>> with open(directory + "/lines", "w") as file:
        ...     written = file.write("one;two;")
        >>> delimiter = {"textinputformat.record.delimiter": ";"}
        >>> sc.newAPIHadoopFile(
        ...     directory + "/lines", "TextInputFormat", "LongWritable", "Text", delimiter
        ... ).values().collect()
        ['one', 'two']
        """
        return _newAPIHadoopFile(self, *args, **kwargs)

    @overload
    def newAPIHadoopRDD(
        self,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = ...,
        valueConverter: str | None = ...,
        conf: dict[str, str] | None = ...,
        batchSize: int = ...,
    ) -> Pairs: ...
    @overload
    def newAPIHadoopRDD(self, conf: Settings, fClass: str, kClass: str, vClass: str) -> Pairs: ...
    def newAPIHadoopRDD(self, *args: Any, **kwargs: Any) -> Pairs:
        r"""Read pairs with an input format of Hadoop's newer interface.

        Parameters
        ----------
        conf : mapping
            Hadoop settings, in addition to those of ``sc.hadoopConfiguration``, for instance
            ``mapreduce.input.fileinputformat.inputdir``, the path.
        inputFormatClass, keyClass, valueClass : str
            The input format's class, and the classes of the keys and values: Scala's ``fClass``,
            ``kClass``, ``vClass``.
        keyConverter, valueConverter, batchSize
            As in ``hadoopFile``. PySpark's call form begins with ``inputFormatClass``.

        Raises
        ------
        TypeError
            If the arguments match no call form.

        Notes
        -----
        Scala: ``newAPIHadoopRDD(conf, fClass, kClass, vClass)``.

        Examples
        --------
        >>> with open(directory + "/lines", "w") as file:
        ...     written = file.write("one\n")
        >>> conf = {"mapreduce.input.fileinputformat.inputdir": "file:" + directory}
        >>> sc.newAPIHadoopRDD(conf, "TextInputFormat", "LongWritable", "Text").collect()
        [(0, 'one')]
        """
        return _newAPIHadoopRDD(self, *args, **kwargs)

    def objectFile(self, path: str, minPartitions: int | None = None) -> RDD[Any]:
        """Read the elements that ``rdd.saveAsObjectFile`` saved.

        Parameters
        ----------
        path : str
            The directory.
        minPartitions : int, optional
            The least number of partitions.

        Notes
        -----
        Scala: ``objectFile(path, minPartitions)``. Here the elements are pickled.
        """
        return self.pickleFile(path, minPartitions)

    def sequenceFile(self, path: str, *args: Any, **kwargs: Any) -> Pairs:
        """Read the pairs of a Hadoop sequence file.

        Parameters
        ----------
        path : str
            A file or a directory.
        *args, **kwargs
            PySpark's: ``keyClass``, ``valueClass``, ``keyConverter``, ``valueConverter``,
            ``minSplits``, ``batchSize``; or Scala's: ``minPartitions`` alone, or after ``keyClass``
            and ``valueClass``. Classes are named by strings.

        Raises
        ------
        TypeError
            If the arguments match no call form.

        Notes
        -----
        Scala: ``sequenceFile(path, minPartitions)``, ``(path, keyClass, valueClass,
        minPartitions)``.

        Examples
        --------
        >>> sc.parallelize([(1, "a")], 1).saveAsSequenceFile(directory + "/pairs")
        >>> sc.sequenceFile(directory + "/pairs", minPartitions=1).collect()
        [(1, 'a')]
        """
        return _sequenceFile(self, path, *args, **kwargs)

    def _hadoop(self, conf: Settings) -> Any:
        context: Any = self
        return configured(context._jvm, context._jsc.hadoopConfiguration(), conf)

    def _classes(self, inputFormatClass: str, keyClass: str, valueClass: str) -> list[Any]:
        names = ((inputFormatClass, _OLD), (keyClass, _IO), (valueClass, _IO))
        return [hadoopClass(self._jvm, name, package) for name, package in names]

    def _pairs(self, jpairs: Any) -> Pairs:
        return withScalaMethods(RDD(pickledPairs(self._jvm, jpairs.rdd(), ofWritables(self)), self))


_MAYBE_STR = (str, type(None))
_CLASSES: dict[str, Any] = {"inputFormatClass": str, "keyClass": str, "valueClass": str}
_PYSPARKS: dict[str, Any] = {**_CLASSES, "keyConverter": _MAYBE_STR, "valueConverter": _MAYBE_STR}
_hadoopFile: Forms[Pairs] = Forms("hadoopFile")
_hadoopRDD: Forms[Pairs] = Forms("hadoopRDD")
_SCALAS = {"fClass": "inputFormatClass", "kClass": "keyClass", "vClass": "valueClass"}
_newAPIHadoopFile: Forms[Pairs] = Forms("newAPIHadoopFile", _SCALAS)
_newAPIHadoopRDD: Forms[Pairs] = Forms("newAPIHadoopRDD", _SCALAS)
_sequenceFile: Forms[Pairs] = Forms("sequenceFile")


def _names(package: str, format: str, key: str, value: str) -> tuple[str, str, str]:
    return fullName(format, package), fullName(key, _IO), fullName(value, _IO)


def _byPath(read: Callable[..., Pairs], package: str) -> Callable[..., Pairs]:
    def pysparks(
        self: HadoopContext,
        path: str,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: Settings | None = None,
        batchSize: int = 0,
    ) -> Pairs:
        names = _names(package, inputFormatClass, keyClass, valueClass)
        converters = (keyConverter, valueConverter)
        return withScalaMethods(read(self, path, *names, *converters, texts(conf), batchSize))

    return pysparks


def _byConf(read: Callable[..., Pairs], package: str) -> Callable[..., Pairs]:
    def pysparks(
        self: HadoopContext,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: Settings | None = None,
        batchSize: int = 0,
    ) -> Pairs:
        names = _names(package, inputFormatClass, keyClass, valueClass)
        converters = (keyConverter, valueConverter)
        return withScalaMethods(read(self, *names, *converters, texts(conf), batchSize))

    return pysparks


_theirs = pyspark.SparkContext
_hadoopFile.form(path=str, **_PYSPARKS)(_byPath(_theirs.hadoopFile, _OLD))
_hadoopRDD.form(**_PYSPARKS)(_byConf(_theirs.hadoopRDD, _OLD))
_newAPIHadoopFile.form(path=str, **_PYSPARKS)(_byPath(_theirs.newAPIHadoopFile, _NEW))
_newAPIHadoopRDD.form(**_PYSPARKS)(_byConf(_theirs.newAPIHadoopRDD, _NEW))


@_hadoopFile.form(path=str, **_CLASSES, minPartitions=int)
def _hadoopFileByClasses(
    self: HadoopContext,
    path: str,
    inputFormatClass: str,
    keyClass: str,
    valueClass: str,
    minPartitions: int,
) -> Pairs:
    context: Any = self
    classes = self._classes(inputFormatClass, keyClass, valueClass)
    return self._pairs(context._jsc.hadoopFile(path, *classes, minPartitions))


@_hadoopFile.form(path=str, minPartitions=int, **_CLASSES)
def _hadoopFileInPartitions(
    self: HadoopContext,
    path: str,
    minPartitions: int,
    *,
    inputFormatClass: str,
    keyClass: str,
    valueClass: str,
) -> Pairs:
    return self.hadoopFile(path, inputFormatClass, keyClass, valueClass, minPartitions)


@_hadoopRDD.form(conf=Mapping, **_CLASSES, minPartitions=int)
def _hadoopRDDByClasses(
    self: HadoopContext,
    conf: Settings,
    inputFormatClass: str,
    keyClass: str,
    valueClass: str,
    minPartitions: int | None = None,
) -> Pairs:
    context: Any = self
    job = context._jvm.org.apache.hadoop.mapred.JobConf(self._hadoop(conf))
    classes = self._classes(inputFormatClass, keyClass, valueClass)
    number = self.defaultMinPartitions if minPartitions is None else minPartitions
    return self._pairs(context._jsc.hadoopRDD(job, *classes, number))


@_newAPIHadoopFile.form(path=str, **_CLASSES, conf=Mapping)
def _newAPIHadoopFileByClasses(
    self: HadoopContext,
    path: str,
    inputFormatClass: str,
    keyClass: str,
    valueClass: str,
    conf: Settings,
) -> Pairs:
    return self.newAPIHadoopFile(path, inputFormatClass, keyClass, valueClass, conf=texts(conf))


@_newAPIHadoopRDD.form(conf=Mapping, **_CLASSES)
def _newAPIHadoopRDDByClasses(
    self: HadoopContext,
    conf: Settings,
    inputFormatClass: str,
    keyClass: str,
    valueClass: str,
) -> Pairs:
    return self.newAPIHadoopRDD(inputFormatClass, keyClass, valueClass, conf=texts(conf))


@_sequenceFile.form(
    path=str,
    keyClass=_MAYBE_STR,
    valueClass=_MAYBE_STR,
    keyConverter=_MAYBE_STR,
    valueConverter=_MAYBE_STR,
)
def _sequenceFileAsPySparks(
    self: HadoopContext,
    path: str,
    keyClass: str | None = None,
    valueClass: str | None = None,
    keyConverter: str | None = None,
    valueConverter: str | None = None,
    minSplits: int | None = None,
    batchSize: int = 0,
) -> Pairs:
    classes = (each and fullName(each, _IO) for each in (keyClass, valueClass))
    converters = (keyConverter, valueConverter)
    read: Callable[..., Pairs] = pyspark.SparkContext.sequenceFile
    return withScalaMethods(read(self, path, *classes, *converters, minSplits, batchSize))


@_sequenceFile.form(path=str, minPartitions=int)
def _sequenceFileInPartitions(
    self: HadoopContext,
    path: str,
    minPartitions: int,
    *,
    keyClass: str | None = None,
    valueClass: str | None = None,
) -> Pairs:
    return self.sequenceFile(path, keyClass, valueClass, minSplits=minPartitions)


@_sequenceFile.form(path=str, keyClass=str, valueClass=str, minPartitions=int)
def _sequenceFileByClasses(
    self: HadoopContext, path: str, keyClass: str, valueClass: str, minPartitions: int
) -> Pairs:
    return self.sequenceFile(path, keyClass, valueClass, minSplits=minPartitions)
