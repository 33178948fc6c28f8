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
