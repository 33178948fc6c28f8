// Names of Spark 1.x that programs still import. Nothing here is ever run.

package org.apache.spark {
  /** In Spark 1.x everybody's; today Spark's own. */
  trait Logging {
    protected def logInfo(msg: => String): Unit = ()
    protected def logWarning(msg: => String): Unit = ()
    protected def logError(msg: => String): Unit = ()
    protected def logDebug(msg: => String): Unit = ()
    protected def logError(msg: => String, throwable: Throwable): Unit = ()
    protected def logWarning(msg: => String, throwable: Throwable): Unit = ()
    protected def log: org.slf4j.Logger = null
  }
}

// Names of Scala before 2.13.
package scala.collection {
  import java.{lang => jl, util => ju}
  import scala.language.implicitConversions

  object JavaConversions {
    implicit def asScalaBuffer[A](values: ju.List[A]): mutable.Buffer[A] = null
    implicit def asScalaSet[A](values: ju.Set[A]): mutable.Set[A] = null
    implicit def asScalaIterator[A](values: ju.Iterator[A]): Iterator[A] = null
    implicit def collectionAsScalaIterable[A](values: ju.Collection[A]): Iterable[A] = null
    implicit def iterableAsScalaIterable[A](values: jl.Iterable[A]): Iterable[A] = null
    implicit def mapAsScalaMap[A, B](values: ju.Map[A, B]): mutable.Map[A, B] = null
    implicit def propertiesAsScalaMap(values: ju.Properties): mutable.Map[String, String] = null
    implicit def seqAsJavaList[A](values: Seq[A]): ju.List[A] = null
    implicit def bufferAsJavaList[A](values: mutable.Buffer[A]): ju.List[A] = null
    implicit def setAsJavaSet[A](values: Set[A]): ju.Set[A] = null
    implicit def mapAsJavaMap[A, B](values: Map[A, B]): ju.Map[A, B] = null
    implicit def mutableMapAsJavaMap[A, B](values: mutable.Map[A, B]): ju.Map[A, B] = null
    implicit def asJavaIterator[A](values: Iterator[A]): ju.Iterator[A] = null
    implicit def asJavaIterable[A](values: Iterable[A]): jl.Iterable[A] = null
  }
}

package scala.collection.mutable {
  class SynchronizedQueue[A] extends Queue[A]
}
