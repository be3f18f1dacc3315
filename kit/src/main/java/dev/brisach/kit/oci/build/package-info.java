/**
 * Makes images without a container engine, the same bytes from the same files. Start with {@link
 * dev.brisach.kit.oci.build.ImageRecipe}; {@link dev.brisach.kit.oci.build.Rootfs} is the way back,
 * from an image to a folder.
 */
@NullMarked
package dev.brisach.kit.oci.build;

import org.jspecify.annotations.NullMarked;
