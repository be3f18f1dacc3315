package dev.brisach.test.access;

import dev.brisach.core.Proof;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.replay.Steps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that lead to where an operation works.
 *
 * @param ids values of path parameters, keyed {@code path.name}
 * @param names under which the steps capture those values, keyed the same way
 * @param made steps that make the objects
 */
record Way(Map<String, String> ids, Map<String, String> names, List<Proof.Step> made) {
  static final Way NONE = new Way(Map.of(), Map.of(), List.of());

  Way {
    ids = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ids));
    names = Map.copyOf(names);
    made = List.copyOf(made);
  }

  /** This and an object, whose id the operation calls by this name. */
  Way and(Owned.Item item, String parameter) {
    Map<String, String> all = new LinkedHashMap<>(ids);
    all.putAll(item.ids());
    all.put("path." + parameter, item.id());
    Map<String, String> named = new LinkedHashMap<>(names);
    named.putAll(item.names());
    String name = item.names().get("path." + item.type().parameter());
    if (name != null) {
      named.put("path." + parameter, name);
    }
    return new Way(all, named, together(made, item.made()));
  }

  /** This with another value for a path parameter, which no step captures. */
  Way with(String parameter, String value) {
    Map<String, String> all = new LinkedHashMap<>(ids);
    all.put("path." + parameter, value);
    Map<String, String> named = new LinkedHashMap<>(names);
    named.remove("path." + parameter);
    return new Way(all, named, made);
  }

  /** Steps, those once with which both begin. */
  private static List<Proof.Step> together(List<Proof.Step> first, List<Proof.Step> more) {
    int same = 0;
    while (same < first.size() && same < more.size() && first.get(same).equals(more.get(same))) {
      same++;
    }
    List<Proof.Step> all = new ArrayList<>(first);
    all.addAll(more.subList(same, more.size()));
    return all;
  }

  /** The steps that make the objects, then these, with captured ids in their paths. */
  List<Proof.Step> steps(ApiModel.Operation operation, List<Proof.Step> more) {
    List<Proof.Step> all = new ArrayList<>(made);
    more.forEach(step -> all.add(named(step, operation)));
    return all;
  }

  /**
   * A step of an operation with the ids in its path replaced by the names that hold them. A segment
   * that says something else is left as it is.
   */
  Proof.Step named(Proof.Step step, ApiModel.Operation operation) {
    String target = step.call().target();
    int query = target.indexOf('?');
    String[] sent = (query < 0 ? target : target.substring(0, query)).split("/", -1);
    String[] template = operation.path().split("/", -1);
    int shift = sent.length - template.length;
    for (int i = 0; i < template.length && shift >= 0; i++) {
      boolean parameter = template[i].startsWith("{") && template[i].endsWith("}");
      String key = parameter ? "path." + template[i].substring(1, template[i].length() - 1) : "";
      String name = names.get(key);
      if (name != null && sent[i + shift].equals(ids.get(key))) {
        sent[i + shift] = "${" + name + "}";
      }
    }
    return Steps.to(step, String.join("/", sent) + (query < 0 ? "" : target.substring(query)));
  }
}
