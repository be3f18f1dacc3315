package dev.brisach.deploy.probe;

import dev.brisach.deploy.probe.Payload.Worst;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be put into a payload. The sink decides what a text does, not the method: where a
 * service opens a path for writing, a probe that meant to read truncates. So a payload names only
 * what nobody can truncate, remove or rename, not even root: folders, some files of {@code /proc},
 * names in {@code /proc} that are not there (nothing can be made in it), or a path below a folder
 * that does not exist. {@code clear_refs} takes every write and keeps none: only statistics of the
 * own process begin anew where exactly one digit is written.
 */
public final class Catalogue {
  private static final Set<String> UNBREAKABLE =
      Set.of(
          "",
          "proc/version",
          "proc/loadavg",
          "proc/meminfo",
          "proc",
          "proc/self",
          "proc/self/task",
          "proc/sys/kernel",
          "proc/self/clear_refs",
          "proc/thread-self/clear_refs",
          "etc",
          "usr",
          "usr/bin",
          "usr/lib",
          "usr/share",
          "var",
          "var/log",
          "tmp",
          "home",
          "bin",
          "lib",
          "opt",
          "dev",
          "sys",
          "root",
          "windows",
          "windows/system32",
          "users",
          "program files");

  private static final Set<String> ROOTS =
      Set.of(
          "etc",
          "bin",
          "sbin",
          "usr",
          "var",
          "home",
          "root",
          "proc",
          "dev",
          "tmp",
          "boot",
          "opt",
          "lib",
          "sys",
          "mnt",
          "srv",
          "windows",
          "winnt",
          "users",
          "inetpub",
          "boot.ini");

  /** A folder that does not exist: nothing below it can be opened for writing either. */
  private static final Pattern NOWHERE = Pattern.compile("(?:^|/)no[a-z]{10}/[a-z]{1,20}$");

  /** In {@code /proc}: below a file, or a name that no kernel has; nothing can be made there. */
  private static final Pattern NOWHERE_IN_PROC =
      Pattern.compile(
          "^proc/(?:[a-z-]{1,20}/){0,3}(?:[bcdfghjklmnpqrstvwxz]{7,20}"
              + "|(?:version|task|clear_refs)/self)$");

  private static final Pattern PATH =
      Pattern.compile(
          "(?:file:/{0,3}|(?<![a-z])[a-z]:/|(?:\\.{1,2};?/)+|/)[^\\s'\"`<>|&;(){}$?#,]{0,200}");

  private static final Pattern WRITES =
      Pattern.compile(
          "\\b(?:drop|truncate|alter|create|delete|insert|update|merge|grant|shutdown|rename|rm|del"
              + "|rmdir|mkfs|dd|mv|cp|chmod|chown|kill|reboot|format|touch|tee|wget(?! -qO- http)"
              + "|curl(?! -s http))\\s",
          Pattern.CASE_INSENSITIVE);

  /** A connection of bash to a port of this machine, no file. */
  private static final Pattern CONNECTION = Pattern.compile("^dev/tcp/127\\.0\\.0\\.1/\\d{1,5}$");

  private static final Pattern STACKED =
      Pattern.compile("['\"]?\\s{0,5};\\s{0,5}(?:select|exec)\\b");

  private Catalogue() {}

  /** Why a text may not be a payload of this effect, or null where it may. */
  public static @Nullable String refusal(String text, Worst worst) {
    String plain = plain(text);
    if (worst.compareTo(Worst.WRITE) < 0 && WRITES.matcher(plain).find()) {
      return "with an order to write declares a milder effect";
    }
    if (STACKED.matcher(plain).find()) {
      return "stacks statements";
    }
    Matcher path = PATH.matcher(plain);
    while (path.find()) {
      if (namesFile(path.group())) {
        return "names what may be a regular file";
      }
    }
    return plain.contains("boot.ini") || plain.contains("win.ini")
        ? "names what may be a regular file"
        : null;
  }

  /** Lower case, decoded twice as careless services do, one kind of slash. */
  private static String plain(String text) {
    String plain = text;
    for (int i = 0; i < 2 && plain.contains("%"); i++) {
      try {
        plain = URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
      } catch (IllegalArgumentException e) {
        break;
      }
    }
    return plain.toLowerCase(Locale.ROOT).replace('\\', '/').replace("\0", " ");
  }

  private static boolean namesFile(String path) {
    boolean climbs = path.startsWith(".");
    boolean drive = path.length() > 1 && path.charAt(1) == ':';
    boolean url = path.startsWith("file:");
    String rest = path;
    rest = url ? rest.substring(5) : drive ? rest.substring(2) : rest;
    int at = 0;
    while (at < rest.length() && (rest.charAt(at) == '/' || rest.charAt(at) == '.')) {
      at++;
    }
    rest = straight(rest.substring(at));
    if (UNBREAKABLE.contains(rest)
        || CONNECTION.matcher(rest).find()
        || NOWHERE.matcher(rest).find()
        || NOWHERE_IN_PROC.matcher(rest).find()) {
      return false;
    }
    int slash = rest.indexOf('/');
    String first = slash < 0 ? rest : rest.substring(0, slash);
    return climbs || drive || url || ROOTS.contains(first);
  }

  /**
   * A path without dots and doubled slashes. Steps up are dropped, not taken: what is left when a
   * service drops them must do no harm either.
   */
  private static String straight(String path) {
    return Stream.of(path.split("/", -1))
        .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
        .collect(Collectors.joining("/"));
  }
}
