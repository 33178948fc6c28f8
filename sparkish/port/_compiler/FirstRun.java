package sparkish.port;

import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;

/**
 * Compiles the helper's sources, and goes on as the server: its compiler is warm by then.
 *
 * Janino, which is among Spark's jars, compiles this file. Arguments: a path for the unfinished
 * jar, the jar's path, and then scalac's arguments.
 */
public class FirstRun {
  public static void main(String[] arguments) throws Exception {
    // Standard output is for the server's answers.
    PrintStream out = System.out;
    System.setOut(System.err);
    Path unfinished = Paths.get(arguments[0], new String[0]);
    unfinished.toFile().deleteOnExit();
    Path jar = Paths.get(arguments[1], new String[0]);
    String[] given = new String[arguments.length];
    given[0] = "-d";
    given[1] = arguments[0];
    System.arraycopy(arguments, 2, given, 2, arguments.length - 2);
    if (!scala.tools.nsc.Main.process(given)) {
      System.exit(1);
    }
    Files.move(unfinished, jar, new StandardCopyOption[] {StandardCopyOption.ATOMIC_MOVE});
    // The programs' compiler finds the declarations in the helper on the class path.
    String path = System.getProperty("java.class.path");
    System.setProperty("java.class.path", jar + File.pathSeparator + path);
    System.setOut(out);
    ClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, FirstRun.class.getClassLoader());
    Class server = loader.loadClass("sparkish.port.Server");
    server.getMethod("main", new Class[] {String[].class}).invoke(null, new Object[] {new String[0]});
  }
}
