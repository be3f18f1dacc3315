package dev.brisach.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.brisach.kit.expr.Shape;
import dev.brisach.kit.expr.Type;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Our types as CEL's checker knows types. */
final class Types {
  private final Map<String, CelType> structs = new LinkedHashMap<>();
  private final Map<String, Shape<?>> shapes = new LinkedHashMap<>();

  CelType of(Type type) {
    return switch (type) {
      case Type.Simple simple ->
          switch (simple) {
            case BOOL -> SimpleType.BOOL;
            case INT -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case STRING -> SimpleType.STRING;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
            case DURATION -> SimpleType.DURATION;
          };
      case Type.ListOf(Type item) -> ListType.create(of(item));
      case Type.MapOf(Type value) -> MapType.create(SimpleType.STRING, of(value));
      case Type.StructOf(Shape<?> shape) -> struct(shape);
    };
  }

  private CelType struct(Shape<?> shape) {
    CelType known = structs.get(shape.name());
    if (known != null) {
      return known;
    }
    ImmutableMap.Builder<String, CelType> builder = ImmutableMap.builder();
    shape.fields().values().forEach(field -> builder.put(field.name(), of(field.type())));
    ImmutableMap<String, CelType> fields = builder.buildOrThrow();
    StructType made =
        StructType.create(
            shape.name(), fields.keySet(), name -> Optional.ofNullable(fields.get(name)));
    structs.put(shape.name(), made);
    shapes.put(shape.name(), shape);
    return made;
  }

  Map<String, Shape<?>> shapes() {
    return Collections.unmodifiableMap(shapes);
  }

  Set<String> fieldNames() {
    Set<String> names = new TreeSet<>();
    shapes.values().forEach(shape -> names.addAll(shape.fields().keySet()));
    return names;
  }

  /** All records that were made into types so far. */
  CelTypeProvider provider() {
    return new Known(ImmutableMap.copyOf(structs));
  }

  private record Known(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return byName.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }
}
