package dev.brisach.bench.probe;

import java.util.List;

/** A request known beforehand, its fields not yet encoded. */
public record Seed(
    String url, List<Field> query, List<Field> form, List<Field> headers, List<Field> cookies) {
  /** Name and value of a parameter, header or cookie. */
  public record Field(String name, String value) {}

  public Seed {
    query = List.copyOf(query);
    form = List.copyOf(form);
    headers = List.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  /** A crawler asks with GET where there are parameters in the address, else it posts. */
  String method() {
    return query.isEmpty() || !form.isEmpty() ? "POST" : "GET";
  }
}
