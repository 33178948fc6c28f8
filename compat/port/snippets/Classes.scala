/** Classes: case classes, companions, inheritance, lazy values, enumerations. */
object Classes {
  case class Person(name: String, age: Int = 18)
  case class Empty()
  case class Wrapper[T](value: T)
  case class Temp(city: String, degrees: Double) {
    def fahrenheit: Double = degrees * 9 / 5 + 32
    def hotter(other: Temp): Boolean = degrees > other.degrees
    override def toString: String = s"$city: $degrees"
  }

  class Counter(start: Int) {
    private var n = start
    def inc(): Unit = n += 1
    def add(by: Int): Int = { n += by; n }
    def value: Int = n
  }

  class Point(val x: Int, val y: Int) {
    def +(other: Point): Point = new Point(x + other.x, y + other.y)
    def unary_- : Point = new Point(-x, -y)
    def dist: Double = math.sqrt(x * x + y * y)
    override def toString = s"<$x,$y>"
    override def equals(o: Any): Boolean = o match {
      case p: Point => x == p.x && y == p.y
      case _ => false
    }
    override def hashCode: Int = 31 * x + y
  }

  trait Greeter {
    def name: String
    def greet(): String = "Hello, " + name
  }
  class English(val name: String) extends Greeter
  class Loud(name: String) extends English(name) {
    override def greet(): String = super.greet().toUpperCase + "!"
  }

  abstract class Animal(val kind: String) {
    def sound: String
    def speak(): Unit = println(kind + " says " + sound)
  }
  class Dog extends Animal("dog") { def sound = "woof" }
  object Cat extends Animal("cat") { def sound = "meow" }

  class Account private (val id: Int) {
    var balance = 0.0
    def deposit(amount: Double): this.type = { balance += amount; this }
  }
  object Account {
    private var last = 0
    val Rate = 0.5
    def apply(): Account = { last += 1; new Account(last) }
    def count: Int = last
  }

  object Color extends Enumeration {
    type Color = Value
    val Red, Green, Blue = Value
  }

  object Level extends Enumeration {
    val Low = Value(1, "low")
    val High = Value(5, "high")
  }

  class Stack[A] {
    private var items: List[A] = Nil
    def push(a: A): Unit = items = a :: items
    def pop(): Option[A] = items match {
      case h :: t => items = t; Some(h)
      case Nil => None
    }
    def size = items.size
  }

  trait Logging { def log(s: String): String = "[" + getClass.getSimpleName + "] " + s }
  class Service extends Logging { def run = log("run") }

  sealed abstract class Planet(val mass: Double) {
    def heavier(other: Planet): Boolean = mass > other.mass
  }
  object Planet {
    case object Mercury extends Planet(3.3)
    case object Earth extends Planet(59.7)
    val all: List[Planet] = List(Mercury, Earth)
    def named(name: String): Option[Planet] = all.find(_.toString == name)
  }

  object Settings {
    case class Entry(key: String, value: Int)
    val first = Entry("a", 1)
    object Deep { val level = 7 }
    object Loud extends Greeter { val name = "loud"; lazy val shout = name.toUpperCase; val size = name.length }
  }

  trait Shape {
    def name: String
    def area: Double = 1.0
    def corners(): Int
  }
  class Circle(val name: String) extends Shape {
    override val area = 2.0
    lazy val corners = 0
  }
  case class Square(side: Double) extends Shape {
    val name = "square"
    override def area: Double = side * side
    def corners() = 4
    def scale(by: Double): Square = copy(side = side * by)
  }
  trait Counting { this: Shape =>
    var seen = 0
    def look(): String = { seen += 1; name + seen }
  }
  object Severity extends Enumeration {
    type Severity = Value
    val Debug = Value(10, "debug")
    val Info, Error = Value
    // What a line of a log says.
    def parse(text: String): Option[Value] = values.find(_.toString.equalsIgnoreCase(text))
    def worst: Value = values.max
    def named(text: String) = withName(text)
  }

  class Labelled(val label: String)
  trait Stamped { val stamp = 5 }

  class Temperature(private var _celsius: Double) {
    def celsius: Double = _celsius
    def celsius_=(value: Double): Unit = _celsius = math.max(value, -273.15)
    def fahrenheit = _celsius * 9 / 5 + 32
    def fahrenheit_=(f: Double): Unit = { celsius = (f - 32) * 5 / 9 }
  }

  def main(args: Array[String]): Unit = println("snippets")

  // not yet: copy with places, tupled, unapply
  def caseClasses(): Unit = {
    val p = Person("Ann", 41)
    println(p)
    println(p.name + p.age)
    println(Person("Bob"))
    println(p == Person("Ann", 41))
    println(p != Person("Ann", 42))
    println(p.copy(age = 42))
    println(p.copy("Zed"))
    println(p)
    println(Person(age = 3, name = "Kid"))
    println(new Person("New", 1))
    println(Empty())
    println(Wrapper(Some(1.0)))
    println(Set(p, Person("Ann", 41)).size)
    println(Map(p -> 1)(Person("Ann", 41)))
    println(p.productArity)
    println(Person.unapply(p))
    println(List(p, Person("Al", 2)).sortBy(_.age).map(_.name))
    println(List(("x", 1), ("y", 2)).map { case (n, a) => Person(n, a) })
    println(List(("x", 1)).map(t => Person.tupled(t)))
    println(Seq("q").map(Person(_, 5)))
    println(p.hashCode == Person("Ann", 41).hashCode)
    println(p.toString.length)
    println(p.equals(3))
  }

  // differs: a case class is a named tuple, which is equal to a tuple
  def caseClassIsNoTuple(): Unit = {
    val p = Person("a", 1)
    val x: Any = p
    println(x == (("a", 1)))
    x match {
      case (a, b) => println("pair")
      case Person(n, a) => println("person")
    }
  }

  def caseClassMethods(): Unit = {
    val t = Temp("Bern", 20)
    println(t.fahrenheit)
    println(t)
    println(t.hotter(Temp("Oslo", 5.5)))
    println(List(t))
    println(s"$t")
    println(t.copy(degrees = 1))
  }

  def localCaseClass(): Unit = {
    case class Pair(a: Int, b: String)
    val p = Pair(1, "x")
    println(p)
    println(p.copy(b = "y"))
    p match { case Pair(n, s) => println(n + s) }
    println(List(3, 1).map(Pair(_, "z")).sortBy(_.a))
  }

  def variablesWithoutValues(): Unit = {
    class Holder {
      private var text: String = _
      def isEmpty = text == null
      @volatile var count: Int = _
      var ratio: Double = _
      var on: Boolean = _
      def show = s"$count $ratio $on"
    }
    val h = new Holder
    println(h.isEmpty)
    println(h.show)
    h.count += 2
    println(h.count)
    println(h.show)
  }

  def threads(): Unit = {
    val seen = scala.collection.mutable.ArrayBuffer[String]()
    class Named(label: String) extends Thread(label) { override def run(): Unit = seen += label }
    val t = new Named("one")
    t.start()
    t.join()
    val u = new Thread("two") {
      private val label = "inner"
      override def run(): Unit = seen += label
    }
    u.start()
    u.join()
    println(seen)
  }

  def arraysInFields(): Unit = {
    class Grid(n: Int) {
      private val cells = Array.fill(n)(0)
      val names = Array("a", "b")
      def apply(i: Int): Int = cells(i)
      def put(i: Int, v: Int): Unit = cells(i) = v
      def name(i: Int) = names(i)
    }
    val g = new Grid(3)
    g.put(1, 7)
    println(g(1) + g(0))
    println(g.name(1) + g.names(0))
  }

  def counters(): Unit = {
    val c = new Counter(5)
    c.inc()
    c.inc
    println(c.value)
    println(c.add(3))
    val d = c
    d.inc()
    println(c.value)
  }

  def operators(): Unit = {
    val p = new Point(1, 2) + new Point(3, 4)
    println(p)
    println(-p)
    println(p.dist)
    println(p == new Point(4, 6))
    println(Set(p, new Point(4, 6)).size)
    println(List(p))
  }

  // not yet: a value that implements a method
  def inheritance(): Unit = {
    println(new English("Ann").greet())
    println(new Loud("Bob").greet())
    val g: Greeter = new Loud("Zed")
    println(g.greet)
    println(g.isInstanceOf[English])
    println(g.isInstanceOf[Loud])
    println(g.asInstanceOf[Loud].name)
    new Dog().speak()
    Cat.speak()
    val a: Animal = new Dog
    println(a.kind)
  }

  def companions(): Unit = {
    val a = Account()
    val b = Account()
    a.deposit(5).deposit(2.5)
    println(a.balance)
    println(b.id - a.id)
    println(Account.Rate)
    println(Account.count >= 2)
    b.balance = 9
    b.balance += 1
    println(b.balance)
  }

  def enumerations(): Unit = {
    println(Color.Red)
    println(Color.values.toList)
    println(Color.Green.id)
    println(Color.withName("Blue"))
    println(Color(1))
    println(Color.Red == Color.Red)
    val c: Color.Value = Color.Blue
    c match {
      case Color.Red => println("r")
      case Color.Blue => println("b")
      case _ => println("?")
    }
    println(Level.High)
    println(Level.High.id)
    println(Level.values.toList.map(_.toString).mkString(","))
    println(Color.values.size)
    println(Level.Low < Level.High)
  }

  def generics(): Unit = {
    val s = new Stack[Int]
    s.push(1)
    s.push(2)
    println(s.pop())
    println(s.size)
    println(s.pop())
    println(s.pop())
    def first[T](xs: List[T]): T = xs.head
    println(first(List("a")))
    println(first[Int](List(3)))
  }

  def anonymousClasses(): Unit = {
    val g = new Greeter { def name = "anonymous" }
    println(g.greet())
    val t = new Animal("fox") {
      override def sound: String = "ring"
    }
    t.speak()
    val r = new Runnable { override def run(): Unit = println("runs") }
    r.run()
    val thread = new Thread { override def run(): Unit = println("thread") }
    thread.start()
    thread.join()
    val o = Ordering.by((s: String) => s.length)
    println(List("ccc", "a").sorted(o))
    val c = new java.util.Comparator[Int] { def compare(a: Int, b: Int) = b - a }
    println(c.compare(1, 3))
  }

  // not yet: anonymous classes, getClass
  def mixins(): Unit = {
    println(new Service().run)
    trait A { def v = "A" }
    trait B extends A { override def v = "B" + super.v }
    trait C extends A { override def v = "C" + super.v }
    class D extends B with C
    println(new D().v)
  }

  def lazies(): Unit = {
    lazy val x = { println("made"); 5 }
    println("before")
    println(x)
    println(x + x)
    class Holder { lazy val data = { println("loaded"); List(1, 2) }; val id = 3 }
    val h = new Holder
    println(h.id)
    println(h.data.sum)
    println(h.data.size)
  }

  def initialization(): Unit = {
    class Loud(n: Int) {
      println("constructing " + n)
      val doubled = n * 2
      println("doubled " + doubled)
    }
    val l = new Loud(4)
    println(l.doubled)
  }

  def secondConstructor(): Unit = {
    class Box(val w: Int, val h: Int) {
      def this(side: Int) = this(side, side)
      def area = w * h
    }
    println(new Box(3).area)
    println(new Box(3, 4).area)
  }

  // not yet: apply, update, setters, Ordered
  def settersAndApply(): Unit = {
    class Grid(n: Int) {
      private val cells = Array.fill(n)(0)
      def apply(i: Int): Int = cells(i)
      def update(i: Int, v: Int): Unit = cells(i) = v
    }
    val g = new Grid(3)
    g(1) = 7
    println(g(1) + g(0))
    class Temp { private var c = 0.0; def degrees = c; def degrees_=(d: Double): Unit = c = d }
    val t = new Temp
    t.degrees = 5
    println(t.degrees)
  }

  def overloads(): Unit = {
    class P {
      def show(n: Int): String = "int " + n
      def show(s: String): String = "text " + s
      def show(a: Int, b: Int): String = "two " + (a + b)
    }
    val p = new P
    println(p.show(1))
    println(p.show("x"))
    println(p.show(1, 2))
  }

  def references(): Unit = {
    val a = new Counter(1)
    val b = new Counter(1)
    println(a == b)
    println(a eq a)
    println(a ne b)
    println(a.isInstanceOf[Counter])
    val s = "x"
    println(s eq s)
  }

  // not yet: apply, update, setters, Ordered
  def classNames(): Unit = {
    println(new Dog().getClass.getSimpleName)
    println(Person("a", 1).getClass.getSimpleName)
    println("x".getClass.getName)
    println(classOf[String].getName)
    println(classOf[Int])
    println(1.0.getClass)
  }

  // not yet: apply, update, setters, Ordered
  def objectsAsValues(): Unit = {
    object Config { val host = "localhost"; var port = 80; def url = host + ":" + port }
    Config.port = 9
    println(Config.url)
    import Config._
    println(host)
  }

  // not yet: apply, update, setters, Ordered
  def comparables(): Unit = {
    case class Version(major: Int, minor: Int) extends Ordered[Version] {
      def compare(that: Version): Int =
        if (major != that.major) major - that.major else minor - that.minor
    }
    println(Version(1, 2) < Version(1, 3))
    println(Version(2, 0) >= Version(1, 9))
    println(List(Version(2, 0), Version(1, 5)).sorted)
    println(List(Version(2, 0), Version(1, 5)).max)
  }

  def caseObjectsOfACompanion(): Unit = {
    println(Planet.all)
    println(Planet.named("Earth").map(_.mass))
    println(Planet.Earth.heavier(Planet.Mercury))
    println(Planet.Earth == Planet.Earth)
    println(Planet.all.map { case Planet.Earth => "home"; case p => p.toString })
    println(Set[Planet](Planet.Earth, Planet.Earth).size)
  }

  def insideAnObject(): Unit = {
    println(Settings.first)
    println(Settings.Entry("z", 2).copy(value = 3))
    println(Settings.Deep.level)
    println(Settings.Loud.greet() + Settings.Loud.shout + Settings.Loud.size)
    import Settings._
    println(Entry("q", 9))
  }

  def valuesForMethods(): Unit = {
    val own = new Shape { val name = "own"; def corners() = 5 }
    for (s <- List[Shape](new Circle("c"), Square(2), own)) println(s.name + s.area + s.corners())
    println(Square(2).scale(3))
    println(Square(1) == Square(1))
  }

  def mixedInState(): Unit = {
    val c = new Circle("d") with Counting
    println(c.look() + c.look() + c.seen)
    val n = new Labelled("n") with Stamped
    println(n.label + n.stamp)
  }

  def enumerationWithMethods(): Unit = {
    println(Severity.parse("ERROR"))
    println(Severity.parse("none"))
    println(Severity.worst)
    println(Severity.named("debug").id)
    println(Severity.values.toList)
  }

  def textOfCopies(): Unit = {
    val square = Square(2)
    println(square.copy(side = 3).toString)
    println(square.toString + "!")
  }

  def setters(): Unit = {
    val t = new Temperature(20)
    t.celsius = 100
    println(t.fahrenheit)
    t.fahrenheit = 212
    t.celsius += 1.5
    println(t.celsius)
    t.celsius = -500
    println(t.celsius)
  }

  def lockedValues(): Unit = {
    class Cache {
      private var n = 0
      def next(): Int = synchronized {
        n += 1
        n
      }
      def both: Int = this.synchronized { next() + next() }
    }
    println(new Cache().both)
  }
}
