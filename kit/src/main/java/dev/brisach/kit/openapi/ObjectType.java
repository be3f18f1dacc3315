package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of object that operations make, use and remove by its id.
 *
 * @param name singular word: {@code order}
 * @param path of one object, up to its id: {@code /users/{uid}/orders/{oid}}
 * @param parameter name of the path parameter that holds the id: {@code oid}
 * @param creator the operation that makes one, or null where the file shows none
 * @param idPointer JSON pointer to the id in the creator's answer; null where the file does not
 *     show it: the {@code Location} header may
 * @param basis how the creator was found; null where there is none
 * @param readers operations that read one: first that of the object itself, then those below it
 * @param writers operations that change one, in the same order
 * @param deleter the operation that removes one, or null
 * @param lists operations that list them
 * @param mentions operations that take the id in query or body
 */
public record ObjectType(
    String name,
    String path,
    String parameter,
    @Nullable Operation creator,
    @Nullable String idPointer,
    @Nullable Basis basis,
    List<Operation> readers,
    List<Operation> writers,
    @Nullable Operation deleter,
    List<Operation> lists,
    List<Mention> mentions) {
  /** What led to a creator; earlier ones are surer. */
  public enum Basis {
    /** The file links the answer to the operation that takes the id. */
    LINK,
    /** It posts to the collection of which the object's path is an item. */
    PATH,
    /** Its name, and the shape of its answer. */
    NAME
  }

  /**
   * An operation that takes the id outside its path.
   *
   * @param place {@code query}, {@code header}, {@code cookie}, or {@code body}
   * @param name of the parameter; for a body the JSON pointer of the property
   */
  public record Mention(Operation operation, String place, String name) {}

  public ObjectType {
    readers = List.copyOf(readers);
    writers = List.copyOf(writers);
    lists = List.copyOf(lists);
    mentions = List.copyOf(mentions);
  }
}
