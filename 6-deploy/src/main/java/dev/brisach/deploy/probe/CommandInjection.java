package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.listen.Listener;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Command injection (CWE-78): a shell computes the product of two random numbers and prints it
 * between random letters. Where no shell is in between, the program that is started may take the
 * value as an option (CWE-88): asked for its version it tells it. What shows nowhere calls our
 * listener. Nothing but {@code echo}, arithmetic, that question and that call is ever sent.
 */
final class CommandInjection implements Detector {
  private static final Card CARD =
      new Card(
          "command-injection",
          List.of(78, 88),
          Severity.CRITICAL,
          "Input does not become part of a command",
          "Command injection",
          "Start programs with a list of arguments and no shell, and let input choose among fixed"
              + " values",
          "Where does your service start programs, and is a shell among them?",
          "https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html");

  private static final Pairs.Text PRODUCT =
      (a, b, word) -> word + Long.toString((long) a * b) + word.charAt(0);

  private static Pairs.Echo shell(String before, String after) {
    return new Pairs.Echo(
        Placement.APPEND,
        (a, b, word) ->
            before + "echo " + word + "$((" + a + "*" + b + "))" + word.charAt(0) + after,
        PRODUCT);
  }

  private static final List<Pairs.Echo> WAYS =
      List.of(
          shell(";", ";"),
          shell("|", "|cat"),
          shell("&", "&"),
          shell("\n", "\n"),
          shell("$(", ")"),
          shell("\";", ";\""),
          shell("';", ";'"),
          shell("`", "`"),
          new Pairs.Echo( // for those who split a command at blanks
              Placement.APPEND,
              (a, b, word) ->
                  ";echo${IFS}" + word + "$((" + a + "*" + b + "))" + word.charAt(0) + ";",
              PRODUCT),
          new Pairs.Echo( // for those who start what the value says, without a shell
              Placement.REPLACE,
              (a, b, _) -> "expr " + a * 10_000L + " + " + b * 10_000L,
              (a, b, _) -> Long.toString((a + b) * 10_000L)),
          new Pairs.Echo(
              Placement.APPEND,
              (a, b, _) -> "&set /a " + a + "*" + b + "&",
              (a, b, _) -> Long.toString((long) a * b)));

  /** How programs that services start tell their version. */
  private static final Pattern VERSION =
      Pattern.compile(
          "\\((?:GNU|Debian) [a-z ]{2,20}\\)|License GPLv\\d|Free Software Foundation, Inc"
              + "|BusyBox v\\d|util-linux \\d|procps-ng \\d|iputils \\d|curl \\d{1,3}\\.\\d{1,3}\\.\\d"
              + "|git version \\d|ImageMagick \\d|ffmpeg version \\S|Ghostscript \\d|ExifTool \\d");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    return true;
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    for (Encoding encoding : examination.point().encodings()) {
      for (Pairs.Echo way : WAYS) {
        Verdict verdict =
            Pairs.echoed(
                examination,
                way,
                encoding,
                Confidence.PROVED,
                "a shell computes what is put behind the value");
        if (verdict != null) {
          return verdict;
        }
      }
      Verdict verdict = option(examination, encoding);
      if (verdict != null) {
        return verdict;
      }
    }
    return blind(examination);
  }

  /** A command that shows nothing calls our listener by whatever the machine has to call with. */
  private static Verdict blind(Examination examination) throws WireException {
    Listener listener = examination.sender().listener();
    if (listener == null) {
      return Verdict.CLEAN;
    }
    return Callback.sown(
        examination,
        listener,
        List.of(
            token -> "$(" + caller(listener, token) + ")",
            token -> "';" + caller(listener, token) + ";'"),
        Placement.APPEND,
        false,
        "a shell runs what is put behind the value, and calls our listener");
  }

  private static String caller(Listener listener, String token) {
    String url = listener.urlFor(token);
    return "curl -s "
        + url
        + "||wget -qO- "
        + url
        + "||echo GET /"
        + token
        + "|bash -c cat\\>/dev/tcp/127.0.0.1/"
        + listener.httpPort()
        + "||nslookup -port="
        + listener.dnsPort()
        + " "
        + listener.hostFor(token)
        + " 127.0.0.1";
  }

  /** The value becomes an option of a program, which the same letters otherwise written do not. */
  private static @Nullable Verdict option(Examination examination, Encoding encoding)
      throws WireException {
    Sender.Seen asked = send(examination, "--version", encoding);
    if (!tells(asked.exchange()) || tells(examination.baseline().exchange())) {
      return null;
    }
    Sender.Seen turned = send(examination, "version--", encoding);
    Sender.Seen other = send(examination, "--" + examination.markers().word(7), encoding);
    Sender.Seen again = send(examination, "--version", encoding);
    if (tells(turned.exchange()) || tells(other.exchange()) || !tells(again.exchange())) {
      return null;
    }
    Matcher told = VERSION.matcher(asked.exchange().response().text());
    String shown = told.find() ? told.group() : "";
    InsertionPoint point = examination.point();
    return new Verdict.Found(
        Confidence.PROVED,
        "the program that is started takes it as an option: asked for its version it answers",
        new Proof(
            "the same letters make a program tell its version, or not, as they are an option or none",
            List.of(
                Proofs.step(Proof.Role.CONTROL, point, turned.exchange(), Proofs.lacks(shown)),
                Proofs.step(Proof.Role.ATTACK, point, asked.exchange(), Proofs.has(shown)),
                Proofs.step(Proof.Role.CONTROL, point, other.exchange(), Proofs.lacks(shown)),
                Proofs.step(Proof.Role.REPEAT, point, again.exchange(), Proofs.has(shown)))),
        List.of(88));
  }

  private static boolean tells(Exchange exchange) {
    return VERSION.matcher(exchange.response().text()).find();
  }

  private static Sender.Seen send(Examination examination, String text, Encoding encoding)
      throws WireException {
    return examination.send(Payload.read(text), Placement.REPLACE, encoding);
  }
}
