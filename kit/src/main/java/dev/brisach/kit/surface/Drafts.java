package dev.brisach.kit.surface;

import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations while they are being put together: one for each method and path template. */
final class Drafts {
  /** Differently shaped requests of one operation; a single address may serve many purposes. */
  private static final int MAX_SAMPLES = 40;

  private static final int MAX_OPERATIONS = 10_000;
  private static final int MAX_BODY = 1 << 16;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:^|&)([^&=]{1,100})=|\"([^\"\\\\]{1,100})\"\\s{0,9}:|name=\"([^\"]{1,100})\"");

  /** Parameters whose value chooses what is done, rather than what it is done with. */
  private static final Set<String> CHOOSING =
      Set.of("action", "act", "do", "op", "cmd", "mode", "view", "page", "tab", "method", "func");

  private static final Pattern WORD = Pattern.compile("[A-Za-z_.-]{1,30}");

  private static final class Draft {
    private Surface.Source source;
    private @Nullable Boolean stated;
    private boolean reached;
    private final Map<String, Surface.Sample> samples = new LinkedHashMap<>();

    Draft(Surface.Source source) {
      this.source = source;
    }
  }

  private final Templates templates;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  Drafts(Templates templates) {
    this.templates = templates;
  }

  /** An operation that the API file lists, with what it says of logging in. */
  void state(String method, String template, boolean open) {
    draft(method, template, Surface.Source.API).stated = open;
  }

  /** True once no more operations are taken. */
  boolean full() {
    return drafts.size() >= MAX_OPERATIONS;
  }

  /** A request of an operation, with its answer where it was sent. */
  void add(
      Exchange.Request request, Caller caller, Surface.Source source, @Nullable Exchange seen) {
    String template = templates.of(Addresses.path(request.target()));
    if (full() && !drafts.containsKey(request.method() + " " + template)) {
      return;
    }
    Draft draft = draft(request.method(), template, source);
    draft.source = source.compareTo(draft.source) < 0 ? source : draft.source;
    draft.reached |= caller.isStranger() && (seen == null || letIn(seen));
    String shape = shape(request);
    if (draft.samples.size() < MAX_SAMPLES || draft.samples.containsKey(shape)) {
      Surface.Sample sample = new Surface.Sample(request, caller.name(), seen);
      draft.samples.merge(shape, sample, Drafts::better);
    }
  }

  private Draft draft(String method, String template, Surface.Source source) {
    return drafts.computeIfAbsent(method + " " + template, _ -> new Draft(source));
  }

  /** An answer that does not ask for a login. */
  private static boolean letIn(Exchange seen) {
    int status = seen.response().status();
    String location = String.valueOf(seen.response().header("location")).toLowerCase(Locale.ROOT);
    boolean toLogin =
        status / 100 == 3
            && (location.contains("login")
                || location.contains("signin")
                || location.contains("sign-in")
                || location.contains("sign_in")
                || location.contains("/auth"));
    return status != 401 && status != 403 && status != 407 && !toLogin;
  }

  /** An answer of success is the better sample; a stranger's is simpler to repeat. */
  private static Surface.Sample better(Surface.Sample old, Surface.Sample now) {
    return rank(now) > rank(old) ? now : old;
  }

  private static int rank(Surface.Sample sample) {
    Exchange seen = sample.seen();
    return seen == null ? 1 : seen.response().status() < 300 ? 3 : letIn(seen) ? 2 : 0;
  }

  /** Requests that differ by values only are alike. */
  static String shape(Exchange.Request request) {
    byte[] body = request.body();
    String query = names(Addresses.query(request.target()));
    return body == null
        ? query
        : query
            + " "
            + names(new String(body, 0, Math.min(body.length, MAX_BODY), StandardCharsets.UTF_8));
  }

  /** The names of parameters, sorted. */
  static String names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(text);
    while (names.size() < 200 && name.find()) {
      String plain = name.group(1);
      String said = plain != null ? plain : name.group(2) != null ? name.group(2) : name.group(3);
      boolean chooses = plain != null && CHOOSING.contains(plain.toLowerCase(Locale.ROOT));
      names.add(chooses ? said + "=" + chosen(text, name.end()) : said);
    }
    return names.isEmpty() && !text.isEmpty() ? "?" : String.join("&", names);
  }

  private static String chosen(String text, int from) {
    int end = text.indexOf('&', from);
    String value = text.substring(from, end < 0 ? text.length() : end);
    return WORD.matcher(value).matches() ? value : "";
  }

  List<Surface.Operation> operations(LiveService service) {
    List<Surface.Operation> operations = new ArrayList<>();
    drafts.forEach((name, draft) -> {
      int space = name.indexOf(' ');
      String method = name.substring(0, space);
      String template = name.substring(space + 1);
      operations.add(
          new Surface.Operation(
              service.endpoint(method, template),
              method,
              template,
              List.copyOf(draft.samples.values()),
              draft.source,
              draft.stated == null ? draft.reached : draft.stated));
    });
    return operations;
  }
}
