package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Body;
import dev.brisach.kit.openapi.ApiModel.Content;
import dev.brisach.kit.openapi.Schema.Bounds;
import dev.brisach.kit.openapi.Schema.Facts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The form fields of Swagger 2.0 as the body that they are: an object. */
final class FormFields {
  private FormFields() {}

  static Body body(List<Place> fields, List<String> consumes, SchemaReader schemas) {
    Map<String, Schema> properties = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    boolean file = false;
    for (Place field : fields) {
      String name = String.valueOf(field.map().text("name"));
      properties.put(name, schemas.read(field));
      file |= "file".equals(field.map().text("type"));
      if (field.isTrue("required")) {
        required.add(name);
      }
    }
    Schema schema = new Schema("", fields.getFirst().line(), facts(properties, required));
    List<String> forms =
        consumes.stream()
            .filter(type -> MediaTypes.form(type) || MediaTypes.multipart(type))
            .toList();
    if (forms.isEmpty()) {
      forms = List.of(file ? MediaTypes.MULTIPART : MediaTypes.FORM);
    }
    return new Body(
        !required.isEmpty(), forms.stream().map(type -> new Content(type, schema, null)).toList());
  }

  private static Facts facts(Map<String, Schema> properties, Set<String> required) {
    return new Facts(
        List.of("object"),
        null,
        false,
        false,
        false,
        false,
        List.of(),
        null,
        null,
        Bounds.NONE,
        Collections.unmodifiableMap(properties),
        Collections.unmodifiableSet(required),
        null,
        null,
        List.of(),
        null,
        null);
  }
}
