package dev.brisach.code.java.flow;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import dev.brisach.kit.java.JavaUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** What may be in a parameter of a method that nobody in this file calls. */
final class Parameters {
  static final Set<String> REQUESTS =
      Set.of(
          "HttpServletRequest",
          "ServletRequest",
          "HttpServletRequestWrapper",
          "HttpExchange",
          "WebRequest",
          "NativeWebRequest",
          "ServletWebRequest",
          "MultipartHttpServletRequest",
          "ServerHttpRequest",
          "ServerRequest",
          "StaplerRequest",
          "StaplerRequest2",
          "ContainerRequestContext",
          "RoutingContext",
          "HttpServerRequest",
          "FullHttpRequest",
          "UriInfo",
          "PortletRequest",
          "ActionRequest",
          "RenderRequest");
  static final Set<String> UPLOADS =
      Set.of("MultipartFile", "Part", "FileItem", "FileItemStream", "UploadedFile", "FilePart");
  private static final Set<String> WEB =
      Set.of(
          "RequestParam",
          "PathVariable",
          "RequestBody",
          "RequestHeader",
          "CookieValue",
          "ModelAttribute",
          "MatrixVariable",
          "RequestPart",
          "QueryParam",
          "PathParam",
          "HeaderParam",
          "FormParam",
          "CookieParam",
          "MatrixParam",
          "BeanParam",
          "RestQuery",
          "RestPath",
          "RestForm",
          "RestHeader",
          "FormDataParam",
          "QueryParameter",
          "QueryValue",
          "Body",
          "DestinationVariable",
          "Payload");
  private static final Set<String> HANDLERS =
      Set.of(
          "RequestMapping",
          "GetMapping",
          "PostMapping",
          "PutMapping",
          "DeleteMapping",
          "PatchMapping",
          "GET",
          "POST",
          "PUT",
          "DELETE",
          "PATCH",
          "MessageMapping");
  private static final Set<String> TEXTS =
      Set.of("String", "CharSequence", "StringBuilder", "StringBuffer", "String[]", "String...");
  private static final Set<String> STREAMS =
      Set.of("InputStream", "byte[]", "Reader", "ByteBuffer", "ServletInputStream", "Socket");
  private static final Set<String> TEXT_CARRIERS =
      Set.of(
          "Object",
          "List",
          "Collection",
          "Set",
          "Map",
          "Iterable",
          "Stream",
          "Optional",
          "Path",
          "File",
          "URI",
          "URL",
          "char[]",
          "Object[]",
          "InputSource",
          "StreamSource",
          "Source",
          "ArrayList",
          "HashMap",
          "BufferedReader",
          "ObjectInputStream",
          "T");
  private static final List<String> FORMS =
      List.of("form", "dto", "command", "vo", "body", "payload", "query", "param", "params");

  private final JavaUnit unit;
  private final Declarations declarations;

  Parameters(JavaUnit unit, Declarations declarations) {
    this.unit = unit;
    this.declarations = declarations;
  }

  /** True for types in which a text from outside can travel. */
  static boolean carriesText(String type) {
    return TEXTS.contains(type) || STREAMS.contains(type) || TEXT_CARRIERS.contains(type);
  }

  Value handedIn(Declarations.Type owner, MethodTree method, VariableTree parameter) {
    String type = Declarations.simpleName(parameter.getType());
    String name = parameter.getName().toString();
    if (declarations.elementary(type) || REQUESTS.contains(type) || UPLOADS.contains(type)) {
      return Value.ofType(type);
    }
    List<String> annotations = Declarations.annotations(parameter.getModifiers());
    if (annotations.contains("Value") || annotations.contains("ConfigProperty")) {
      return Value.ofType(type);
    }
    boolean web = annotations.stream().anyMatch(WEB::contains);
    if (web || (isHandler(method) && annotations.isEmpty() && bound(type))) {
      return Value.tainted(type, Taint.of(Taint.Origin.WEB, name, parameter));
    }
    return isOpen(owner, method) && fromCallers(parameter, type)
        ? Value.tainted(type, Taint.of(Taint.Origin.PARAMETER, name, parameter))
        : Value.ofType(type);
  }

  private boolean fromCallers(VariableTree parameter, String type) {
    if (TEXTS.contains(type) || STREAMS.contains(type)) {
      return true;
    }
    String written = parameter.getType() == null ? "" : unit.code(parameter.getType());
    return (type.equals("List") || type.equals("Collection") || type.equals("Set"))
        && written.endsWith("<String>");
  }

  private static boolean isOpen(Declarations.Type owner, MethodTree method) {
    if (owner.tree().getKind() == com.sun.source.tree.Tree.Kind.ANNOTATION_TYPE) {
      return false;
    }
    Set<Modifier> flags = method.getModifiers().getFlags();
    boolean main = method.getName().contentEquals("main") && method.getParameters().size() == 1;
    return !flags.contains(Modifier.PRIVATE) && !main;
  }

  static boolean isHandler(MethodTree method) {
    return Declarations.annotations(method.getModifiers()).stream().anyMatch(HANDLERS::contains);
  }

  private boolean bound(String type) {
    if (TEXTS.contains(type) && !type.startsWith("StringBu")) {
      return true;
    }
    String lower = type.toLowerCase(Locale.ROOT);
    return FORMS.stream().anyMatch(lower::endsWith);
  }
}
