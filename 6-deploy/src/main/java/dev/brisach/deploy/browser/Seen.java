package dev.brisach.deploy.browser;

import java.util.List;

/**
 * What a page did.
 *
 * @param calls numbers with which the word was called, as scripts of the service's own origin
 * @param notes what the visit's first script told, each a text
 * @param asked paths and queries that the page asked the service for, at most 60
 * @param loaded the page came to its end
 * @param left addresses that the page asked for and did not get, at most 20
 * @param problem why it cannot be judged; empty where it can
 */
public record Seen(
    List<String> calls,
    List<String> notes,
    List<String> asked,
    boolean loaded,
    List<String> left,
    String problem) {
  public Seen {
    calls = List.copyOf(calls);
    notes = List.copyOf(notes);
    asked = List.copyOf(asked);
    left = List.copyOf(left);
  }

  /** True where a script called the word with this very number. */
  public boolean ran(int number) {
    return calls.contains(Integer.toString(number));
  }
}
