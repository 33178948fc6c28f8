"""``python -m compat.kafka.security``: TLS with Java's key stores, and wrong credentials.

Kafka's protocol, TLS and SCRAM are real: Tansu runs behind a proxy with TLS, and also with a login
for its clients. ``keytool`` makes the key stores.
"""

from __future__ import annotations

import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from compat.kafka.brokers import Tansu
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    KafkaUtils,
    LocationStrategies,
    StringDeserializer,
)

_PASSWORD = "secret"


def stores(folder: Path) -> dict[str, Path]:
    """Make keys for two parties, as JKS and PEM, and a trust store for each key."""
    keytool = shutil.which("keytool")
    if keytool is None:
        raise SystemExit("There is no keytool on the PATH: it is Java's.")

    def run(*arguments: str) -> None:
        command = [keytool, *arguments, "-storepass", _PASSWORD]
        subprocess.run(command, check=True, capture_output=True)

    found = {}
    for name in ("broker", "client"):
        key, trust = folder / f"{name}.jks", folder / f"{name}-trust.jks"
        pem, both = folder / f"{name}.pem", folder / f"{name}.p12"
        key_, pem_ = ["-keystore", str(key)], str(pem)
        run("-genkeypair", "-alias", name, "-keyalg", "RSA", "-dname", "CN=localhost",
            "-ext", "san=dns:localhost,ip:127.0.0.1", "-storetype", "JKS",
            "-keypass", _PASSWORD, *key_)  # fmt: skip
        run("-exportcert", "-rfc", "-alias", name, "-file", pem_, *key_)
        run("-importcert", "-noprompt", "-alias", name, "-file", pem_, "-storetype", "JKS",
            "-keystore", str(trust))  # fmt: skip
        subprocess.run(
            [keytool, "-importkeystore", "-srckeystore", str(key), "-srcstorepass", _PASSWORD,
             "-destkeystore", str(both), "-deststoretype", "PKCS12", "-deststorepass", _PASSWORD],
            check=True, capture_output=True,
        )  # fmt: skip
        found |= {f"{name}Key": key, f"{name}Trust": trust, f"{name}Pem": pem, name: both}
    return found


def serverContext(files: Mapping[str, Path], folder: Path, *, mutual: bool) -> ssl.SSLContext:
    """Return the TLS context of the proxy."""
    key = folder / "broker-key.pem"
    command = ["openssl", "pkcs12", "-in", str(files["broker"]), "-passin", f"pass:{_PASSWORD}"]
    subprocess.run([*command, "-nodes", "-out", str(key)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(key)
    if mutual:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(files["clientPem"])
    return context


def read(sc: SparkContext, broker: Tansu, settings: Mapping[str, Any]) -> list[str]:
    """Return the messages that a stream with these settings reads in a batch."""
    params = {
        "bootstrap.servers": broker.bootstrapServers,
        "key.deserializer": StringDeserializer,
        "value.deserializer": StringDeserializer,
        "auto.offset.reset": "earliest",
        "group.id": f"security{time.time_ns()}",
        **settings,
    }
    found: list[str] = []
    with StreamingContext(sc, Milliseconds(500)) as ssc:
        stream = KafkaUtils.createDirectStream(
            ssc,
            LocationStrategies.PreferConsistent,
            ConsumerStrategies.Subscribe(["lines"], params),
        )
        stream.map(lambda record: record.value).foreachRDD(lambda rdd: found.extend(rdd.collect()))
        ssc.runFor(batches=1, timeout=120)
    return sorted(found)


def main() -> int:
    conf = SparkConf().setMaster("local[2]").setAppName("security").set("spark.ui.enabled", "false")
    wrong = 0

    def show(what: str, call: Callable[[], Any], expected: str) -> None:
        nonlocal wrong
        began = time.monotonic()
        try:
            said = str(call())
        except Exception as error:
            said = f"{type(error).__name__}: {error}".splitlines()[0]
        right = expected in said
        wrong += not right
        print(f"{'ok ' if right else 'NOT'} {what}: {said} ({time.monotonic() - began:.1f} s)")

    with tempfile.TemporaryDirectory() as path, SparkContext(conf) as sc:
        sc.setLogLevel("OFF")
        folder = Path(path)
        files = stores(folder)
        trust = {
            "security.protocol": "SSL",
            "ssl.truststore.location": str(files["brokerTrust"]),
            "ssl.truststore.password": _PASSWORD,
        }
        key = {
            "ssl.keystore.location": str(files["clientKey"]),
            "ssl.keystore.password": _PASSWORD,
            "ssl.key.password": _PASSWORD,
        }
        stranger = {**trust, "ssl.truststore.location": str(files["clientTrust"])}
        mistaken = {**trust, "ssl.truststore.password": "mistaken"}
        for mutual in (False, True):
            broker = Tansu(context=serverContext(files, folder, mutual=mutual))
            try:
                pem = {"ssl.ca.location": str(files["brokerPem"]), "security.protocol": "SSL"}
                if mutual:
                    pem |= {
                        "ssl.keystore.location": str(files["client"]),
                        "ssl.keystore.password": _PASSWORD,
                    }
                broker.login(pem)
                broker.createTopic("lines", 2)
                broker.send("lines", ["a", "b"])
                if not mutual:
                    show("a JKS trust store", partial(read, sc, broker, trust), "['a', 'b']")
                    show(
                        "another's certificate", partial(read, sc, broker, stranger), "certificate"
                    )
                    show("a wrong password", partial(read, sc, broker, mistaken), "password")
                else:
                    both = {**trust, **key}
                    show("a JKS key store, too", partial(read, sc, broker, both), "['a', 'b']")
                    show("no key", partial(read, sc, broker, trust), "Kafka")
            finally:
                broker.close()
        broker = Tansu("--authentication")
        try:
            for mechanism, module in (
                ("SCRAM-SHA-256", "scram.ScramLoginModule"),
                ("PLAIN", "plain.PlainLoginModule"),
            ):
                login = {
                    "security.protocol": "SASL_PLAINTEXT",
                    "sasl.mechanism": mechanism,
                    "sasl.jaas.config": f"org.apache.kafka.common.security.{module} required "
                    'username="alice" password="wrong";',
                }
                says = "refuse these credentials"
                show(f"credentials of {mechanism}", partial(read, sc, broker, login), says)
        finally:
            broker.close()
        left = StreamingContext(sc, Milliseconds(500))
        show("the context is usable", lambda: left.sparkContext.parallelize([1]).count(), "1")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
