"""The names of Kafka's settings, as Kafka's Java classes have them."""

from __future__ import annotations

__all__ = ["CommonClientConfigs", "ConsumerConfig", "SecurityProtocol"]


class CommonClientConfigs:
    """The settings that all of Kafka's clients have.

    Java: ``org.apache.kafka.clients.CommonClientConfigs``.

    Examples
    --------
    >>> CommonClientConfigs.SECURITY_PROTOCOL_CONFIG
    'security.protocol'
    """

    BOOTSTRAP_SERVERS_CONFIG = "bootstrap.servers"
    CLIENT_ID_CONFIG = "client.id"
    GROUP_ID_CONFIG = "group.id"
    SECURITY_PROTOCOL_CONFIG = "security.protocol"
    REQUEST_TIMEOUT_MS_CONFIG = "request.timeout.ms"
    RECONNECT_BACKOFF_MS_CONFIG = "reconnect.backoff.ms"
    RETRY_BACKOFF_MS_CONFIG = "retry.backoff.ms"
    METADATA_MAX_AGE_CONFIG = "metadata.max.age.ms"
    CONNECTIONS_MAX_IDLE_MS_CONFIG = "connections.max.idle.ms"
    SESSION_TIMEOUT_MS_CONFIG = "session.timeout.ms"
    HEARTBEAT_INTERVAL_MS_CONFIG = "heartbeat.interval.ms"
    MAX_POLL_INTERVAL_MS_CONFIG = "max.poll.interval.ms"


class ConsumerConfig(CommonClientConfigs):
    """The settings of Kafka's consumers, the keys of ``kafkaParams``.

    Java: ``org.apache.kafka.clients.consumer.ConsumerConfig``.

    Examples
    --------
    >>> ConsumerConfig.AUTO_OFFSET_RESET_CONFIG
    'auto.offset.reset'
    """

    KEY_DESERIALIZER_CLASS_CONFIG = "key.deserializer"
    VALUE_DESERIALIZER_CLASS_CONFIG = "value.deserializer"
    AUTO_OFFSET_RESET_CONFIG = "auto.offset.reset"
    ENABLE_AUTO_COMMIT_CONFIG = "enable.auto.commit"
    AUTO_COMMIT_INTERVAL_MS_CONFIG = "auto.commit.interval.ms"
    MAX_POLL_RECORDS_CONFIG = "max.poll.records"
    FETCH_MIN_BYTES_CONFIG = "fetch.min.bytes"
    FETCH_MAX_BYTES_CONFIG = "fetch.max.bytes"
    FETCH_MAX_WAIT_MS_CONFIG = "fetch.max.wait.ms"
    MAX_PARTITION_FETCH_BYTES_CONFIG = "max.partition.fetch.bytes"
    RECEIVE_BUFFER_CONFIG = "receive.buffer.bytes"
    SEND_BUFFER_CONFIG = "send.buffer.bytes"
    CHECK_CRCS_CONFIG = "check.crcs"
    CLIENT_RACK_CONFIG = "client.rack"
    ISOLATION_LEVEL_CONFIG = "isolation.level"
    PARTITION_ASSIGNMENT_STRATEGY_CONFIG = "partition.assignment.strategy"
    EXCLUDE_INTERNAL_TOPICS_CONFIG = "exclude.internal.topics"
    ALLOW_AUTO_CREATE_TOPICS_CONFIG = "allow.auto.create.topics"
    DEFAULT_API_TIMEOUT_MS_CONFIG = "default.api.timeout.ms"


class _Protocol(str):
    """A protocol by its name."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The name, which is the value of the setting."""
        return str(self)


class SecurityProtocol:
    """The protocols that Kafka's brokers are spoken to with.

    Java: ``org.apache.kafka.common.security.auth.SecurityProtocol``.

    Examples
    --------
    >>> {CommonClientConfigs.SECURITY_PROTOCOL_CONFIG: SecurityProtocol.SASL_SSL.name}
    {'security.protocol': 'SASL_SSL'}
    """

    PLAINTEXT = _Protocol("PLAINTEXT")
    SSL = _Protocol("SSL")
    SASL_PLAINTEXT = _Protocol("SASL_PLAINTEXT")
    SASL_SSL = _Protocol("SASL_SSL")
