"""``kafkaParams`` of Java programs, translated for librdkafka. Pure: no request to a broker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["KeyStores", "Params", "forDriver", "forExecutors", "understood", "unknownKey"]

Config = dict[str, str]

_RENAMED = {
    "metadata.broker.list": "bootstrap.servers",
    "fetch.max.wait.ms": "fetch.wait.max.ms",
    "max.partition.fetch.bytes": "fetch.message.max.bytes",
    "receive.buffer.bytes": "socket.receive.buffer.bytes",
    "send.buffer.bytes": "socket.send.buffer.bytes",
    "request.timeout.ms": "socket.timeout.ms",
    "ssl.truststore.certificates": "ssl.ca.pem",
    "ssl.keystore.certificate.chain": "ssl.certificate.pem",
    "ssl.keystore.key": "ssl.key.pem",
}

#: Keys that have no effect here: they are about ZooKeeper, about the members of a group (sparkish's
#: consumers join no group), or about Java classes.
_MEANINGLESS = re.compile(
    r"zookeeper\..*|zk\..*|consumer\.id|consumer\.timeout\.ms|num\.consumer\.fetchers|"
    r"queued\.max\.message\.chunks|rebalance\..*|refresh\.leader\.backoff\.ms|"
    r"offsets\..*|dual\.commit\.enabled|serializer\.class|key\.serializer.*|value\.serializer.*|"
    r"max\.poll\.(records|interval\.ms)|group\.instance\.id|group\.protocol|"
    r"group\.remote\.assignor|partition\.assignment\.strategy|default\.api\.timeout\.ms|"
    r"interceptor\.classes|metric\.reporters|metrics\..*|auto\.include\.jmx\.reporter|"
    r"security\.providers|internal\..*|enable\.metrics\.push|"
    r"ssl\.(protocol|provider|enabled\.protocols|secure\.random\.implementation)|"
    r"ssl\.(trust|key)manager\.algorithm|ssl\.engine\.factory\.class|"
    r"sasl\.(client|login)\..*class|sasl\.login\.(?!callback).*|sasl\.kerberos\.kinit\.cmd|"
    r"sasl\.kerberos\.ticket\.renew\..*"
)

#: Keys that sparkish itself handles: librdkafka's consumers do not get them.
_OWN = re.compile(
    r"(key|value)\.deserializer(\.encoding)?|deserializer\.encoding|auto\.offset\.reset|"
    r"enable\.auto\.commit|auto\.commit\.enable|auto\.commit\.interval\.ms|"
    r"exclude\.internal\.topics|sasl\.jaas\.config|"
    r"ssl\.(trust|key)store\.(location|password|type)"
)

_RESETS = {
    "smallest": "earliest",
    "earliest": "earliest",
    "beginning": "earliest",
    "largest": "latest",
    "latest": "latest",
    "end": "latest",
    "none": "none",
    "error": "none",
}

_JAAS = re.compile(r'(\w[\w.]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))')
_NO_PROPERTY = re.compile(r'No such configuration property: "([^"]+)"')


@dataclass(frozen=True)
class KeyStores:
    """Java's key stores, which only a JVM reads: each is a file, its password and its type."""

    truststore: tuple[str, str | None, str] | None = None
    keystore: tuple[str, str | None, str] | None = None
    keyPassword: str | None = None


@dataclass(frozen=True)
class Params:
    """The meaning of ``kafkaParams``."""

    conf: Config
    """librdkafka's settings."""
    reset: str
    """Where to begin without a committed offset: ``earliest``, ``latest`` or ``none``."""
    autoCommit: bool
    """Whether offsets are committed automatically at intervals."""
    commitInterval: float
    """The shortest time between two automatic commits, in seconds."""
    excludesInternal: bool
    """Whether a pattern leaves out Kafka's own topics."""
    stores: KeyStores | None = None
    ignored: tuple[str, ...] = ()
    """The keys that have no effect here."""
    given: dict[str, str] = field(default_factory=dict)
    """The program's own key for each key of librdkafka."""

    @property
    def groupId(self) -> str | None:
        """The group that offsets are committed for."""
        return self.conf.get("group.id")


def understood(
    kafkaParams: Mapping[str, Any], *, autoCommit: bool = False, reset: str = "latest"
) -> Params:
    """Return the meaning of a Java program's settings.

    Parameters
    ----------
    kafkaParams : mapping
        The settings of Java's clients, or of the old consumer that used ZooKeeper.
    autoCommit : bool
        Whether to commit if ``enable.auto.commit`` is not given.
    reset : str
        ``auto.offset.reset`` if it is not given.

    Raises
    ------
    ValueError
        If no broker is named, or a value does not fit its key.

    Examples
    --------
    >>> params = understood({"metadata.broker.list": "localhost:9092", "fetch.max.wait.ms": 100})
    >>> params.conf
    {'bootstrap.servers': 'localhost:9092', 'fetch.wait.max.ms': '100'}
    """
    conf: Config = {}
    given: dict[str, str] = {}
    ignored = []
    for key, value in kafkaParams.items():
        if value is None or _OWN.fullmatch(key):
            continue
        if _MEANINGLESS.fullmatch(key):
            ignored.append(key)
            continue
        name = _RENAMED.get(key, key)
        given[name] = key
        conf[name] = _text(value)
    if not conf.get("bootstrap.servers"):
        raise ValueError(
            'kafkaParams name no broker: give them "bootstrap.servers" (or "metadata.broker.list"),'
            ' for instance {"bootstrap.servers": "localhost:9092"}.'
        )
    _mendValues(conf)
    conf.update(_login(kafkaParams))
    stores, pem = _stores(kafkaParams)
    conf.update(pem)
    committing = kafkaParams.get("enable.auto.commit", kafkaParams.get("auto.commit.enable"))
    return Params(
        conf,
        _reset(kafkaParams.get("auto.offset.reset", reset)),
        autoCommit if committing is None else _flag("enable.auto.commit", committing),
        _number(kafkaParams, "auto.commit.interval.ms", 5000) / 1000,
        _flag("exclude.internal.topics", kafkaParams.get("exclude.internal.topics", True)),
        stores,
        tuple(ignored),
        given,
    )


def forDriver(conf: Mapping[str, str], groupId: str) -> Config:
    """Return the settings of the driver's consumer, which asks for offsets and reads nothing.

    It needs the isolation level too: without uncommitted messages, a partition ends earlier.
    """
    return {
        "isolation.level": "read_uncommitted",
        "reconnect.backoff.max.ms": "1000",
        "group.id": groupId,
        "client.id": "sparkish-driver",
        **conf,
        "enable.auto.commit": "false",
        "enable.auto.offset.store": "false",
    }


def forExecutors(conf: Mapping[str, str], groupId: str) -> Config:
    """Return the settings of the consumers in the Python workers.

    By default, Java's clients read uncommitted messages, and librdkafka does not.
    """
    return {
        "isolation.level": "read_uncommitted",
        "reconnect.backoff.max.ms": "1000",
        "client.id": "sparkish-executor",
        # Without it, a range that needs several answers waits a second for each next one.
        "fetch.queue.backoff.ms": "5",
        **conf,
        "group.id": f"spark-executor-{groupId}",
        "enable.auto.commit": "false",
        "enable.auto.offset.store": "false",
        "auto.offset.reset": "error",
        "enable.partition.eof": "true",
    }


def unknownKey(message: str) -> str | None:
    """Return the unknown key that librdkafka's message names, or None for another message.

    Examples
    --------
    >>> unknownKey('No such configuration property: "zookeeper.connect"')
    'zookeeper.connect'
    """
    match = _NO_PROPERTY.search(message)
    return match[1] if match else None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, set)):
        return ",".join(map(_text, value))
    return str(value)


def _flag(key: str, value: Any) -> bool:
    text = _text(value).strip().lower()
    if text not in ("true", "false"):
        raise ValueError(f'"{key}" must be True or False, not {value!r}.')
    return text == "true"


def _number(kafkaParams: Mapping[str, Any], key: str, default: int) -> int:
    text = _text(kafkaParams.get(key, default)).strip()
    if not text.isdecimal():
        raise ValueError(f'"{key}" must be a whole number, not {kafkaParams[key]!r}.')
    return int(text)


def _reset(value: Any) -> str:
    found = _RESETS.get(_text(value).strip().lower())
    if found is None:
        raise ValueError(
            f'"auto.offset.reset" must be earliest, latest or none (smallest or largest in old '
            f"programs), not {value!r}."
        )
    return found


def _mendValues(conf: Config) -> None:
    """Change values that Java's clients accept and librdkafka does not."""
    if "ssl.endpoint.identification.algorithm" in conf:
        algorithm = conf["ssl.endpoint.identification.algorithm"].strip().lower()
        conf["ssl.endpoint.identification.algorithm"] = algorithm or "none"
    for key in ("socket.receive.buffer.bytes", "socket.send.buffer.bytes"):
        # Java's -1 and librdkafka's 0 both mean the operating system's default.
        if conf.get(key) == "-1":
            conf[key] = "0"
    timeout = conf.get("socket.timeout.ms", "")
    if timeout.isdecimal():
        # Old Java clients needed a value longer than a session; librdkafka's limit is five minutes.
        conf["socket.timeout.ms"] = str(min(int(timeout), 300_000))


def _login(kafkaParams: Mapping[str, Any]) -> Config:
    """Return the settings of a JAAS line for librdkafka."""
    line = kafkaParams.get("sasl.jaas.config")
    if line is None:
        return {}
    module = str(line).split(None, 1)[0] if str(line).strip() else ""
    options = {
        match[1]: re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3]
        for match in _JAAS.finditer(str(line)[len(module) :])
    }
    if module.endswith(("PlainLoginModule", "ScramLoginModule")):
        names = {"sasl.username": "username", "sasl.password": "password"}
        # Without a mechanism, Java's default is Kerberos, which does not fit these modules.
        default = {} if "sasl.mechanism" in kafkaParams else _mechanism(module)
    elif module.endswith("OAuthBearerLoginModule"):
        names = {
            "sasl.oauthbearer.client.id": "clientId",
            "sasl.oauthbearer.client.secret": "clientSecret",
            "sasl.oauthbearer.scope": "scope",
        }
        default = {"sasl.oauthbearer.method": "oidc"}
    elif module.endswith("Krb5LoginModule"):
        names = {"sasl.kerberos.keytab": "keyTab", "sasl.kerberos.principal": "principal"}
        default = {}
        if "serviceName" in options and "sasl.kerberos.service.name" not in kafkaParams:
            default = {"sasl.kerberos.service.name": options["serviceName"]}
    else:
        raise ValueError(
            '"sasl.jaas.config" has an unknown login module, '
            f"{module or 'none at all'}: Plain, Scram, OAuthBearer and Krb5LoginModule are known."
        )
    return {**default, **{name: options[own] for name, own in names.items() if own in options}}


def _mechanism(module: str) -> Config:
    return {"sasl.mechanism": "PLAIN"} if module.endswith("PlainLoginModule") else {}


def _stores(kafkaParams: Mapping[str, Any]) -> tuple[KeyStores | None, Config]:
    """Return Java's key stores, and librdkafka's settings for stores that are PEM files already."""
    found: dict[str, tuple[str, str | None, str]] = {}
    pem: Config = {}
    for kind in ("truststore", "keystore"):
        location = kafkaParams.get(f"ssl.{kind}.location")
        if location is None:
            continue
        form = str(kafkaParams.get(f"ssl.{kind}.type", "JKS")).upper()
        if form != "PEM":
            found[kind] = str(location), kafkaParams.get(f"ssl.{kind}.password"), form
        elif kind == "truststore":
            pem["ssl.ca.location"] = str(location)
        else:
            pem["ssl.certificate.location"] = pem["ssl.key.location"] = str(location)
    if not found:
        return None, pem
    return KeyStores(**found, keyPassword=kafkaParams.get("ssl.key.password")), pem


def named(keys: Iterable[str]) -> str:
    """Return a sentence that names the keys without effect.

    Examples
    --------
    >>> named(["zookeeper.connect"])
    'These kafkaParams mean nothing here, and are not used: zookeeper.connect.'
    """
    return f"These kafkaParams mean nothing here, and are not used: {', '.join(sorted(keys))}."
