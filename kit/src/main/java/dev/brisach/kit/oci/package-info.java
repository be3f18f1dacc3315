/**
 * Container images as the OCI image and distribution specifications (1.1) and Docker's formats
 * before them describe them. Start with {@link dev.brisach.kit.oci.Content}: a folder in image
 * layout, a tar file of either kind and a repository of a registry all give blobs by descriptor,
 * and no byte is believed before its digest is checked.
 */
@NullMarked
package dev.brisach.kit.oci;

import org.jspecify.annotations.NullMarked;
