package dev.brisach.core;

import org.jspecify.annotations.Nullable;

/**
 * What a check looks at: assets of one kind, for files narrowed by a type of the inventory. Written
 * {@code file/java}, {@code file} (any), {@code pkg}, {@code endpoint}.
 */
public record SubjectKind(AssetKind kind, @Nullable String type) {
  /** Files of one type, as the inventory names it ({@code java}, {@code dockerfile} …). */
  public static SubjectKind file(String type) {
    return new SubjectKind(AssetKind.FILE, type);
  }

  /** All assets of a kind. */
  public static SubjectKind of(AssetKind kind) {
    return new SubjectKind(kind, null);
  }

  /** Reads what {@link #toString()} writes; throws {@link IllegalArgumentException}. */
  public static SubjectKind parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? of(AssetKind.of(text))
        : new SubjectKind(AssetKind.of(text.substring(0, slash)), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return type == null ? kind.word() : kind.word() + "/" + type;
  }
}
