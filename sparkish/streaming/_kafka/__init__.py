"""Kafka without a jar: the modules behind ``streaming.kafka`` and ``streaming.kafka010``.

Pure: ``arguments`` (the checks of arguments), ``params`` (Java's settings as librdkafka's),
``limits`` (how far a batch reads).
Sent to the executors, and so pickled by value: ``values`` and ``records`` (one class per process),
``makers``, ``deserializers`` and ``fetching``.
In the driver: ``strategies`` (which partitions), ``cluster`` (the consumer that asks for offsets),
``feed`` (each batch's offset ranges, decided once), ``streams`` and ``rdds`` (the program's
objects), ``rates`` (backpressure), ``locations``, ``stores`` (Java's key stores), ``shipping``
(confluent-kafka for executors without it).

Messages go from Kafka directly into the Python workers, not through the JVM. Spark has a stream of
RDDs with one empty partition for each of the batch's offset ranges. A function fills the
partitions; it is folded with the user's own functions.
"""
