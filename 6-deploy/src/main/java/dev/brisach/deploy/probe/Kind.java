package dev.brisach.deploy.probe;

/** Where in a request text can be put. */
public enum Kind {
  QUERY,
  QUERY_NAME,
  FORM,
  FORM_NAME,
  JSON,
  XML,
  PART,
  PART_NAME,
  FILE_NAME,
  HEADER,
  COOKIE,
  PATH;

  /** In words for people. */
  public String words() {
    return switch (this) {
      case QUERY -> "query parameter";
      case QUERY_NAME -> "name of the query parameter";
      case FORM -> "form field";
      case FORM_NAME -> "name of the form field";
      case JSON -> "JSON value";
      case XML -> "XML text";
      case PART -> "part of the form";
      case PART_NAME -> "name of the part";
      case FILE_NAME -> "file name of the part";
      case HEADER -> "header";
      case COOKIE -> "cookie";
      case PATH -> "path segment";
    };
  }

  /** The ways to write a payload there; the likelier first. */
  public java.util.List<Encoding> encodings() {
    return this == HEADER || this == COOKIE
        ? java.util.List.of(Encoding.PERCENT, Encoding.RAW)
        : java.util.List.of(Encoding.USUAL);
  }

  /** How a payload is written into its place. */
  public enum Encoding {
    /** As the place demands: percent-encoded in a query, escaped in JSON. */
    USUAL,
    /** As JSON in place of a JSON text. */
    VALUE,
    /** As it is, for a header or cookie that nobody decodes. */
    RAW,
    /** Percent-encoded, for a header or cookie that the service decodes. */
    PERCENT
  }

  /** What happens to the value that was there. */
  public enum Placement {
    APPEND,
    REPLACE,
    PREPEND,
    /** Before the last quote of a value that holds text in quotes itself, such as a call. */
    IN_QUOTES
  }
}
