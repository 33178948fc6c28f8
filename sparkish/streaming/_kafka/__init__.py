"""Kafka without a jar: what stands behind ``streaming.kafka`` and ``streaming.kafka010``.

Pure: ``arguments`` (what they must be), ``params`` (Java's settings as librdkafka's), ``limits``
(how far a batch reads).
Sent to the executors, and so pickled by value: ``values`` and ``records`` (of which each
process has one class), ``makers``, ``deserializers`` and ``fetching``.
In the driver: ``strategies`` (which partitions), ``cluster`` (the consumer that asks for offsets),
``feed`` (each batch's offset ranges, decided once), ``streams`` and ``rdds`` (what the program
holds), ``rates`` (backpressure), ``locations``, ``stores`` (Java's key stores), ``shipping``
(confluent-kafka for executors that lack it).

Messages go from Kafka into the Python workers, and pass no JVM. Spark has a stream of RDDs with as
many empty partitions as the batch has offset ranges; a function that is folded with the user's own
fills them.
"""
