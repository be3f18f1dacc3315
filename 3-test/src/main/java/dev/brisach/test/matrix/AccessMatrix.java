package dev.brisach.test.matrix;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Roles × operations × ownership.
 *
 * @param cells by operation ({@code GET /api/orders/{id}}), role and ownership
 */
public record AccessMatrix(SequencedMap<String, Map<String, Map<Ownership, Expected>>> cells) {
  /** The role of a caller without login. */
  public static final String STRANGER = "stranger";

  public AccessMatrix {
    cells = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(cells));
  }

  /** This matrix with the cells of another one before its own; no operations are added. */
  AccessMatrix with(AccessMatrix first) {
    LinkedHashMap<String, Map<String, Map<Ownership, Expected>>> all = new LinkedHashMap<>();
    cells.forEach((operation, row) -> {
      Map<String, Map<Ownership, Expected>> merged = new LinkedHashMap<>(row);
      merged.putAll(first.cells().getOrDefault(operation, Map.of()));
      all.put(operation, merged);
    });
    return new AccessMatrix(all);
  }

  /** What ought to happen when a role calls an operation; unstated where no cell says so. */
  public Expected of(String operation, String role, Ownership ownership) {
    Map<Ownership, Expected> row =
        cells.getOrDefault(operation, Map.of()).getOrDefault(role, Map.of());
    Expected own = row.get(ownership);
    return own != null ? own : row.getOrDefault(Ownership.NONE, Expected.UNSTATED);
  }

  /** For a user of several roles: what one of them allows is allowed, else denied if all deny. */
  public Expected of(String operation, Collection<String> roles, Ownership ownership) {
    boolean denied = !roles.isEmpty();
    boolean guessed = false;
    for (String role : roles) {
      Expected one = of(operation, role, ownership);
      if (one.access() == Expected.Access.ALLOW) {
        return one;
      }
      denied &= one.denies();
      guessed |= one.guessed();
    }
    return denied ? new Expected(Expected.Access.DENY, guessed) : Expected.UNSTATED;
  }
}
