# A custom receiver, which stores one number at a time, or several at once.
import socket
from threading import Thread

from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.receiver import Receiver


class NumberReceiver(Receiver):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(StorageLevel.MEMORY_ONLY)
        self.address = (host, port)

    def onStart(self) -> None:
        Thread(target=self.receive).start()

    def onStop(self) -> None:
        pass  # The thread ends when the server ends the connection.

    def receive(self) -> None:
        connection = socket.create_connection(self.address)
        with connection, connection.makefile(encoding="utf-8") as lines:
            for line in lines:
                ns = [int(word) for word in line.split(" ")]
                self.store(ns[0] if len(ns) == 1 else ns)


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "CustomReceiver", Seconds(1))
    numbers = ssc.receiverStream(NumberReceiver(args[0], int(args[1])))
    numbers.map(lambda n: n * n).print()
    numbers.window(Seconds(2)).reduce(lambda a, b: a + b).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
