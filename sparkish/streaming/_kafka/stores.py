"""Java's key stores as PEM texts. The driver's JVM reads them, not the workers."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyspark

from sparkish._jvm.failures import javaErrors
from sparkish.streaming._kafka.params import Config, Params

__all__ = ["withStores"]


def withStores(params: Params) -> Params:
    """Return the settings with the key stores in librdkafka's form.

    Raises
    ------
    JavaError
        If a key store cannot be read: the file or the password is wrong.
    """
    stores = params.stores
    if stores is None:
        return params
    jvm: Any = pyspark.SparkContext._jvm
    conf: Config = {}
    if stores.truststore is not None:
        store, _ = _loaded(jvm, *stores.truststore)
        conf["ssl.ca.pem"] = "".join(
            _pem("CERTIFICATE", store.getCertificate(alias).getEncoded())
            for alias in _aliases(store)
        )
    if stores.keystore is not None:
        store, password = _loaded(jvm, *stores.keystore)
        alias = next(alias for alias in _aliases(store) if store.isKeyEntry(alias))
        chars = stores.keyPassword or password
        with javaErrors(f"The key in {stores.keystore[0]!r} cannot be read"):
            key = store.getKey(alias, _chars(jvm, chars or ""))
        conf["ssl.key.pem"] = _pem("PRIVATE KEY", _encoded(jvm, key))
        conf["ssl.certificate.pem"] = "".join(
            _pem("CERTIFICATE", each.getEncoded()) for each in store.getCertificateChain(alias)
        )
    rest = {key: value for key, value in params.conf.items() if key != "ssl.key.password"}
    return replace(params, conf={**rest, **conf}, stores=None)


def _loaded(jvm: Any, location: str, password: str | None, kind: str) -> tuple[Any, str | None]:
    with javaErrors(f"The key store {location!r} cannot be read"):
        store = jvm.java.security.KeyStore.getInstance(kind)
        stream = jvm.java.io.FileInputStream(location)
        try:
            store.load(stream, None if password is None else _chars(jvm, password))
        finally:
            stream.close()
    return store, password


def _chars(jvm: Any, text: str) -> Any:
    """Return Java's ``char[]``. Py4J turns a Java String into a ``str`` without ``toCharArray``."""
    encoded = jvm.java.nio.ByteBuffer.wrap(text.encode())
    buffer = jvm.java.nio.charset.StandardCharsets.UTF_8.decode(encoded)
    # The buffer's array may be longer than the text.
    return jvm.java.util.Arrays.copyOf(buffer.array(), buffer.limit())


def _encoded(jvm: Any, key: Any) -> bytes:
    """Return a key's bytes. Its class is not public, so call the method of its interface."""
    newArray = pyspark.SparkContext._gateway.new_array  # type: ignore[union-attr]
    interface = jvm.java.lang.Class.forName("java.security.Key")
    method = interface.getMethod("getEncoded", newArray(jvm.java.lang.Class, 0))
    return bytes(method.invoke(key, newArray(jvm.java.lang.Object, 0)))


def _aliases(store: Any) -> Iterator[str]:
    aliases = store.aliases()
    while aliases.hasMoreElements():
        yield aliases.nextElement()


def _pem(kind: str, encoded: bytes) -> str:
    text = base64.encodebytes(encoded).decode().replace("\n", "")
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""])
