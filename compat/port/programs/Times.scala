package programs.Times

import java.text.SimpleDateFormat
import java.time.{Duration, Instant, LocalDate, LocalDateTime, ZoneId, ZoneOffset}
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit
import java.util.{Calendar, Date, TimeZone, UUID}
import java.sql.Timestamp

object Times {
  def main(args: Array[String]): Unit = {
    val day = LocalDate.of(2020, 2, 28)
    println(day.plusDays(2))
    println(day.minusMonths(1))
    println(day.getYear + " " + day.getMonthValue + " " + day.getDayOfMonth)
    println(day.isBefore(LocalDate.parse("2020-03-01")))
    println(day.getDayOfWeek)
    val at = LocalDateTime.of(2021, 3, 4, 5, 6, 7)
    println(at)
    println(at.format(DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss")))
    println(at.plusHours(20).toLocalDate)
    println(at.getHour + at.getMinute)
    val parsed = LocalDateTime.parse("2019-12-31 23:59:58", DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
    println(parsed.plusSeconds(2))
    println(ChronoUnit.DAYS.between(day, LocalDate.of(2020, 3, 28)))
    println(Duration.between(parsed, at).toDays)
    println(Instant.ofEpochMilli(0))
    println(Instant.ofEpochMilli(1500).toEpochMilli)
    println(at.toEpochSecond(ZoneOffset.UTC))
    println(LocalDateTime.ofInstant(Instant.ofEpochSecond(86400), ZoneId.of("UTC")))
    println(LocalDate.parse("20200105", DateTimeFormatter.ofPattern("yyyyMMdd")))
    val f = new SimpleDateFormat("yyyy-MM-dd HH:mm")
    f.setTimeZone(TimeZone.getTimeZone("UTC"))
    println(f.format(new Date(0)))
    println(f.parse("1970-01-02 00:00").getTime)
    println(new Timestamp(1000L).getTime)
    println(Timestamp.valueOf("2020-01-02 03:04:05"))
    println(Timestamp.valueOf(at))
    println(new Date(5).before(new Date(6)))
    val c = Calendar.getInstance()
    c.setTime(f.parse("1970-01-02 00:00"))
    c.add(Calendar.DAY_OF_MONTH, 1)
    println(f.format(c.getTime))
    println(UUID.randomUUID().toString.length)
    println(java.sql.Date.valueOf("2020-01-02"))
  }
}
