package dev.brisach.code.java.flow;

import dev.brisach.kit.java.JavaUnit;
import java.util.List;

/**
 * What values reach which calls in a file.
 *
 * @param calls in the order of the text
 * @param stores in the order of the text
 * @param complete false where the file was too large to be followed to its end
 */
public record JavaFlow(
    JavaUnit unit,
    Declarations declarations,
    List<Call> calls,
    List<Store> stores,
    boolean complete) {
  public JavaFlow {
    calls = List.copyOf(calls);
    stores = List.copyOf(stores);
  }
}
