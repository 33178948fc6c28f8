package org.apache.spark.streaming.oracle

import java.util.concurrent.BlockingQueue

import org.apache.spark.streaming.StreamingContext
import org.apache.spark.streaming.scheduler.{ReceivedBlockInfo, ReceivedBlockTracker}
import org.apache.spark.util.{EventLoop, ManualClock}

/**
 * What the oracle does to a running program, in the JVM of the Scala programs and in that of the
 * Python twins alike: it lets a batch begin when the batch's input has been received, and sees when
 * the batch is over. It lives in Spark's package because it needs Spark's internals to do so.
 */
object Control {
  private val limit = 60000L

  /** The clock of the contexts that are made from now on: "manual", or the machine's. */
  def useClock(name: String): Unit =
    if (name == "manual") sys.props("spark.streaming.clock") = classOf[ManualClock].getName
    else sys.props -= "spark.streaming.clock"

  def isStarted: Boolean = StreamingContext.getActive().isDefined

  /** Milliseconds. */
  def batchDuration: Long = context.graph.batchDuration.milliseconds

  /** Milliseconds. */
  def currentTime: Long = context.scheduler.clock.getTimeMillis()

  /** Waits until the receivers have handed over this many records that belong to no batch yet. */
  def received(records: Long): Unit =
    waitFor(s"$records received records", s"there are $unallocated")(unallocated == records)

  /** Moves the manual clock to the end of the current batch. */
  def nextBatch(): Unit = clock.advance(batchDuration)

  /** Waits until the batch of this time, and all that listeners had to say of it, is over. */
  def finished(time: Long): Unit = {
    val scheduler = context.scheduler
    val generator = scheduler.jobGenerator
    def prepared = field[Long](field[AnyRef](generator, "timer"), "prevTime") >= time
    def idle(owner: AnyRef) = isIdle(field[EventLoop[_]](owner, "eventLoop"))
    waitFor(s"the batch of $time ms", s"pending: ${scheduler.getPendingTimes()}")(
      prepared && idle(generator) && scheduler.getPendingTimes().isEmpty &&
        idle(scheduler) && idle(generator))
    context.sparkContext.listenerBus.waitUntilEmpty(limit)
  }

  private def context = StreamingContext.getActive().getOrElse(
    throw new IllegalStateException("no StreamingContext is active: the program has ended"))

  private def clock = context.scheduler.clock.asInstanceOf[ManualClock]

  /** A block that does not know its number of records (rawSocketStream's) counts as one. */
  private def unallocated: Long = {
    val tracker =
      field[ReceivedBlockTracker](context.scheduler.receiverTracker, "receivedBlockTracker")
    val blocks = context.graph.getReceiverInputStreams().toSeq
      .flatMap(stream => tracker.getUnallocatedBlocks(stream.id): Seq[ReceivedBlockInfo])
    blocks.map(_.numRecords.getOrElse(1L)).sum
  }

  /** A loop that has handled its last event waits for the next one, and for nothing else. */
  private def isIdle(loop: EventLoop[_]): Boolean = {
    val thread = field[Thread](loop, "eventThread")
    def handles = thread.getStackTrace.exists(_.getMethodName == "onReceive")
    field[BlockingQueue[_]](loop, "eventQueue").isEmpty &&
      thread.getState == Thread.State.WAITING && !handles
  }

  /** The names of private fields are mangled where inner classes use them. */
  private def field[T](owner: AnyRef, name: String): T = {
    val classes = Iterator.iterate[Class[_]](owner.getClass)(_.getSuperclass).takeWhile(_ != null)
    val found = classes.flatMap(_.getDeclaredFields).find(_.getName.split('$').last == name)
      .getOrElse(throw new NoSuchFieldException(s"${owner.getClass.getName}.$name"))
    found.setAccessible(true)
    found.get(owner).asInstanceOf[T]
  }

  private def waitFor(what: String, otherwise: => String)(condition: => Boolean): Unit = {
    val end = System.nanoTime + limit * 1000000
    while (!condition) {
      if (!isStarted) {
        throw new IllegalStateException(s"the program ended before $what")
      }
      if (System.nanoTime > end) {
        throw new IllegalStateException(s"waited ${limit / 1000} s for $what; $otherwise")
      }
      Thread.sleep(5)
    }
  }
}
