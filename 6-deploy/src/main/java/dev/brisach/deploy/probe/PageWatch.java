package dev.brisach.deploy.probe;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.deploy.browser.Seen;
import dev.brisach.deploy.browser.Visit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a page does with harmless words that come from each of its sources: where they end up, and
 * under which names it reads.
 *
 * @param flows each source whose word reached a place where text becomes more than text
 * @param names by source, under which the page reads it
 */
record PageWatch(List<Flow> flows, Map<PageSource, List<String>> names) {
  /** What text becomes. */
  enum Becomes {
    MARKUP,
    CODE,
    ADDRESS
  }

  /**
   * A way from a source to a sink.
   *
   * @param sink the function or property, as scripts call it
   */
  record Flow(PageSource source, Becomes becomes, String sink) {}

  private static final int MOST_NAMES = 12;

  /** A visit in which every source holds a word of its own. */
  static Visit visit(String target, String word, Markers markers, Map<PageSource, String> marks) {
    Json.Builder all = Json.object();
    for (PageSource source : PageSource.values()) {
      String mark = markers.word(10);
      marks.put(source, mark);
      all.put(source.key(), mark);
    }
    String touch = markers.word(10);
    all.put("touch", touch);
    String watch =
        Execution.WATCH.replace("$MARKS$", JsonWriter.line(all.build())).replace("$WORD$", word);
    Visit visit =
        Visit.of(target, null, word).prepared(watch).then(Execution.HAND.replace("$TOUCH$", touch));
    String query = String.valueOf(marks.get(PageSource.QUERY));
    visit = PageSource.QUERY.with(visit, query, List.of());
    visit =
        PageSource.REFERRER.with(visit, String.valueOf(marks.get(PageSource.REFERRER)), List.of());
    return PageSource.FRAGMENT.with(
        visit, String.valueOf(marks.get(PageSource.FRAGMENT)), List.of());
  }

  /** Reads what such a visit told. */
  static PageWatch of(Seen seen, String target, Map<PageSource, String> marks) {
    Set<Flow> flows = new LinkedHashSet<>();
    Map<PageSource, Set<String>> names = new EnumMap<>(PageSource.class);
    for (String note : seen.notes()) {
      if (json(note) instanceof Json.Obj said) {
        String from = said.text("read");
        if (from == null) {
          flow(said, marks, flows);
        } else {
          read(from, String.valueOf(said.text("key")), names);
        }
      }
    }
    List<String> addresses = new ArrayList<>(seen.left());
    seen.asked().stream().filter(one -> !one.startsWith(target)).forEach(addresses::add);
    for (String address : addresses) {
      marks.forEach((source, mark) -> {
        if (address.contains(mark) && !address.contains(target + "?" + mark)) {
          flows.add(new Flow(source, Becomes.ADDRESS, "location"));
        }
      });
    }
    Map<PageSource, List<String>> lists = new EnumMap<>(PageSource.class);
    names.forEach((source, set) -> lists.put(source, List.copyOf(set)));
    return new PageWatch(List.copyOf(flows), lists);
  }

  private static Json json(String note) {
    try {
      return JsonReader.read(note);
    } catch (RuntimeException e) {
      return new Json.Null(); // cut short
    }
  }

  private static void flow(Json.Obj said, Map<PageSource, String> marks, Set<Flow> flows) {
    String text = String.valueOf(said.text("text"));
    Becomes becomes =
        switch (String.valueOf(said.text("kind"))) {
          case "markup" -> Becomes.MARKUP;
          case "code" -> Becomes.CODE;
          case String _ -> Becomes.ADDRESS;
        };
    marks.forEach((source, mark) -> {
      if (text.contains(mark)) {
        flows.add(new Flow(source, becomes, String.valueOf(said.text("name"))));
      }
    });
  }

  private static void read(String from, String key, Map<PageSource, Set<String>> names) {
    List<PageSource> sources =
        switch (from) {
          case "parameter" -> List.of(PageSource.QUERY, PageSource.FRAGMENT);
          case "member" -> List.of(PageSource.MESSAGE);
          case "localStorage" -> List.of(PageSource.LOCAL_STORAGE);
          case "sessionStorage" -> List.of(PageSource.SESSION_STORAGE);
          case String _ -> List.of();
        };
    for (PageSource source : sources) {
      Set<String> known = names.computeIfAbsent(source, _ -> new LinkedHashSet<>());
      if (known.size() < MOST_NAMES) {
        known.add(key);
      }
    }
  }
}
