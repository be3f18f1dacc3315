package dev.brisach.kit.oci;

import dev.brisach.kit.oci.build.ImageRecipe;
import dev.brisach.kit.oci.build.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Small images for tests. */
public final class Pictures {
  public static final Platform LINUX = new Platform("linux", "amd64", null);
  public static final Instant THEN = Instant.ofEpochSecond(1_767_225_600);

  private Pictures() {}

  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes that no packing makes smaller, the same each time. */
  public static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** An image of two layers in a new layout, listed by this name. */
  public static Descriptor image(LayoutFolder layout, String name, byte[] content)
      throws IOException {
    Layer lower = new Layer("base").file("etc/os-release", false, text("ID=test\n"));
    Layer upper =
        new Layer("shop").file("app/shop.jar", false, content).link("app/now", "shop.jar");
    Descriptor made = ImageRecipe.of(LINUX, THEN, List.of(lower, upper)).build(null, layout);
    layout.list(made, name);
    return made;
  }

  /** A layout with one such image. */
  public static LayoutFolder layout(Path folder) throws IOException {
    LayoutFolder layout = LayoutFolder.create(folder);
    image(layout, "1.0", noise(10_000));
    return layout;
  }
}
