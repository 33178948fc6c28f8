# A receiver that reports lines that are not numbers, and a listener that gets the reports.
import socket
from threading import Thread

from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.receiver import Receiver
from sparkish.streaming.scheduler import StreamingListener


class CarefulReceiver(Receiver):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(StorageLevel.MEMORY_AND_DISK)
        self.address = (host, port)

    def onStart(self) -> None:
        Thread(target=self.receive).start()

    def onStop(self) -> None:
        pass  # The thread ends when the server ends the connection.

    def receive(self) -> None:
        connection = socket.create_connection(self.address)
        with connection, connection.makefile(encoding="utf-8") as lines:
            for line in lines:
                if not line.strip().isdigit():
                    self.reportError(f"no number: {line.strip()}", ValueError(line))
                self.store(line.strip())


class ErrorListener(StreamingListener):
    errors = 0

    def onReceiverError(self, event):
        self.errors += 1

    def onBatchCompleted(self, event):
        print(f"{self.errors} errors until {event.batchInfo.batchTime}")


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[4]", "ReceiverErrors", Seconds(1))
    ssc.addStreamingListener(ErrorListener())
    numbers = ssc.receiverStream(CarefulReceiver(args[0], int(args[1])))
    texts = ssc.socketTextStream(args[0], int(args[2]))
    numbers.map(lambda line: f"number {line}").union(texts).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
