"""Streams of Amazon Kinesis: PySpark's connector, with sparkish's streams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

import pyspark
from pyspark.streaming import StreamingContext, kinesis
from pyspark.streaming.kinesis import InitialPositionInStream, MetricsLevel, utf8_decoder

from sparkish._core import fallthrough as _fallthrough
from sparkish._core.duration import DurationLike
from sparkish.storagelevel import StorageLevel
from sparkish.streaming.dstream import DStream
from sparkish.streaming.dstream.transformed import fromPySpark

__all__ = ["InitialPositionInStream", "KinesisUtils", "MetricsLevel", "utf8_decoder"]

T = TypeVar("T")

_fallthrough.complete()


class KinesisUtils(kinesis.KinesisUtils):
    """PySpark's Kinesis connector; it needs the jar of ``spark-streaming-kinesis-asl``.

    Scala: ``org.apache.spark.streaming.kinesis.KinesisInputDStream``.
    """

    @staticmethod
    @overload
    def createStream(
        ssc: StreamingContext,
        kinesisAppName: str,
        streamName: str,
        endpointUrl: str,
        regionName: str,
        initialPositionInStream: int | str,
        checkpointInterval: DurationLike,
        metricsLevel: int = ...,
        storageLevel: pyspark.StorageLevel = ...,
        awsAccessKeyId: str | None = ...,
        awsSecretKey: str | None = ...,
        *,
        stsAssumeRoleArn: str | None = ...,
        stsSessionName: str | None = ...,
        stsExternalId: str | None = ...,
    ) -> DStream[str | None]: ...
    @staticmethod
    @overload
    def createStream(
        ssc: StreamingContext,
        kinesisAppName: str,
        streamName: str,
        endpointUrl: str,
        regionName: str,
        initialPositionInStream: int | str,
        checkpointInterval: DurationLike,
        metricsLevel: int = ...,
        storageLevel: pyspark.StorageLevel = ...,
        awsAccessKeyId: str | None = ...,
        awsSecretKey: str | None = ...,
        decoder: Callable[[bytes | None], T] = ...,
        stsAssumeRoleArn: str | None = ...,
        stsSessionName: str | None = ...,
        stsExternalId: str | None = ...,
    ) -> DStream[T]: ...
    @staticmethod
    def createStream(
        ssc: StreamingContext,
        kinesisAppName: str,
        streamName: str,
        endpointUrl: str,
        regionName: str,
        initialPositionInStream: int | str,
        checkpointInterval: DurationLike,
        metricsLevel: int = MetricsLevel.DETAILED,
        storageLevel: pyspark.StorageLevel = StorageLevel.MEMORY_AND_DISK_2,
        awsAccessKeyId: str | None = None,
        awsSecretKey: str | None = None,
        decoder: Callable[[bytes | None], Any] = utf8_decoder,
        stsAssumeRoleArn: str | None = None,
        stsSessionName: str | None = None,
        stsExternalId: str | None = None,
    ) -> DStream[Any]:
        """Return a stream of a Kinesis stream's records.

        The parameters are PySpark's; ``checkpointInterval`` may be a :class:`Duration` too.

        Parameters
        ----------
        ssc : StreamingContext
            The context.
        kinesisAppName, streamName, endpointUrl, regionName : str
            The application's name, under which Kinesis keeps its progress, and where the records
            are.
        initialPositionInStream : int
            Where to begin: ``InitialPositionInStream.LATEST`` or ``TRIM_HORIZON``.
        checkpointInterval : Duration or seconds
            The time between two saves of the progress.
        metricsLevel : int
            Which metrics CloudWatch gets.
        storageLevel : StorageLevel
            How the received blocks are stored.
        decoder : callable
            Takes a record's bytes; returns the element.
        awsAccessKeyId, awsSecretKey, stsAssumeRoleArn, stsSessionName, stsExternalId : str
            The credentials, if not the default ones. Spark saves them in a checkpoint.

        Returns
        -------
        DStream
        """
        theirs: Any = kinesis.KinesisUtils.createStream
        made = theirs(
            ssc,
            kinesisAppName,
            streamName,
            endpointUrl,
            regionName,
            initialPositionInStream,
            checkpointInterval,
            metricsLevel,
            storageLevel,
            awsAccessKeyId,
            awsSecretKey,
            decoder,
            stsAssumeRoleArn,
            stsSessionName,
            stsExternalId,
        )
        return fromPySpark(made, pure=True)
