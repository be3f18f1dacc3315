package dev.brisach.test.matrix;

import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ObjectType;
import dev.brisach.kit.openapi.ObjectTypes;
import dev.brisach.test.matrix.Expected.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an API file says, and what it lets us guess, of who may call what. Security requirements and
 * named roles are statements; scopes and owners are guesses. Words of a path say nothing.
 */
final class MatrixGuess {
  private final ApiModel api;
  private final Set<String> roles = new TreeSet<>();
  private final Set<String> privileged = new HashSet<>();
  private final Set<String> scopesInUse = new HashSet<>();
  private final Map<String, List<ObjectType>> objects = new HashMap<>();

  private MatrixGuess(ApiModel api, Collection<User> users, List<ObjectType> types) {
    this.api = api;
    users.forEach(user -> roles.addAll(user.roles()));
    api.operations().forEach(operation -> roles.addAll(operation.roles()));
    for (Operation operation : api.operations()) {
      operation.scopes().stream().filter(roles::contains).forEach(scopesInUse::add);
    }
    roles.stream().filter(this::mayMore).forEach(privileged::add);
    for (ObjectType type : types) {
      consumers(type)
          .forEach(one -> objects.computeIfAbsent(one.call(), _ -> new ArrayList<>()).add(type));
    }
  }

  /** The matrix of an API file for the roles of these users and those that it names itself. */
  static AccessMatrix of(ApiModel api, Collection<User> users) {
    return of(api, users, ObjectTypes.of(api));
  }

  /** The same, with the kinds of objects at hand. */
  static AccessMatrix of(ApiModel api, Collection<User> users, List<ObjectType> types) {
    MatrixGuess guess = new MatrixGuess(api, users, types);
    LinkedHashMap<String, Map<String, Map<Ownership, Expected>>> cells = new LinkedHashMap<>();
    for (Operation operation : api.operations()) {
      Map<String, Map<Ownership, Expected>> row = new LinkedHashMap<>();
      row.put(AccessMatrix.STRANGER, Map.of(Ownership.NONE, stranger(operation)));
      guess.roles.forEach(role -> row.put(role, guess.cell(operation, role)));
      cells.put(operation.call(), row);
    }
    return new AccessMatrix(cells);
  }

  /** Every operation that takes the id of one such object. */
  static List<Operation> consumers(ObjectType type) {
    List<Operation> all = new ArrayList<>(type.readers());
    all.addAll(type.writers());
    if (type.deleter() != null) {
      all.add(type.deleter());
    }
    type.mentions().forEach(mention -> all.add(mention.operation()));
    return all.stream().distinct().toList();
  }

  /** True for a role to which more is kept than from it, against at least one other role. */
  private boolean mayMore(String role) {
    return roles.stream()
        .filter(other -> !other.equals(role))
        .anyMatch(other -> kept(role, other) > 0 && kept(role, other) >= kept(other, role));
  }

  private long kept(String to, String from) {
    return api.operations().stream()
        .filter(one -> one.roles().contains(to) && !one.roles().contains(from))
        .count();
  }

  private static Expected stranger(Operation operation) {
    return switch (operation.login()) {
      case NEEDED -> Expected.stated(Access.DENY);
      case OPEN -> Expected.stated(Access.ALLOW);
      case UNSTATED -> Expected.UNSTATED;
    };
  }

  private Map<Ownership, Expected> cell(Operation operation, String role) {
    Expected general = general(operation, role);
    if (general.access() != Access.ALLOW || operation.login() == ApiModel.Login.OPEN) {
      return Map.of(Ownership.NONE, general);
    }
    List<ObjectType> taken = objects.getOrDefault(operation.call(), List.of());
    if (taken.isEmpty()) {
      return Map.of(Ownership.NONE, general);
    }
    Map<Ownership, Expected> cells = new EnumMap<>(Ownership.class);
    cells.put(Ownership.OWN, general);
    boolean owned =
        !privileged.contains(role)
            && taken.stream().anyMatch(type -> owned(type) || refuses(operation));
    cells.put(Ownership.OTHER, owned ? Expected.guess(Access.DENY) : Expected.UNSTATED);
    return cells;
  }

  private Expected general(Operation operation, String role) {
    if (operation.login() == ApiModel.Login.OPEN) {
      return Expected.stated(Access.ALLOW);
    }
    if (!operation.roles().isEmpty()) {
      return Expected.stated(operation.roles().contains(role) ? Access.ALLOW : Access.DENY);
    }
    if (operation.login() == ApiModel.Login.UNSTATED) {
      return Expected.UNSTATED;
    }
    if (operation.scopes().isEmpty()) {
      return Expected.guess(Access.ALLOW);
    }
    if (operation.scopes().contains(role)) {
      return Expected.guess(Access.ALLOW);
    }
    return scopesInUse.isEmpty() ? Expected.UNSTATED : Expected.guess(Access.DENY);
  }

  /** Made by users who log in, and read by nobody without login. */
  private static boolean owned(ObjectType type) {
    Operation creator = type.creator();
    return creator != null
        && creator.login() == ApiModel.Login.NEEDED
        && creator.roles().isEmpty()
        && type.readers().stream().noneMatch(one -> one.login() == ApiModel.Login.OPEN)
        && type.lists().stream().noneMatch(one -> one.login() == ApiModel.Login.OPEN);
  }

  private static boolean refuses(Operation operation) {
    return operation.responses().stream().anyMatch(one -> one.status().equals("403"));
  }
}
