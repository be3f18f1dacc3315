/**
 * A client for registries (OCI distribution specification 1.1). Start with {@link
 * dev.brisach.kit.oci.registry.Repository}: it gives an image's parts like any other {@link
 * dev.brisach.kit.oci.Content}, takes images, lists tags and what refers to a manifest.
 *
 * <p>A registry is a stranger: what it sends is believed once its digest and size are those that
 * were asked for; a credential goes to the registry's own host and to token services that the user
 * named, and never along a redirect.
 */
@NullMarked
package dev.brisach.kit.oci.registry;

import org.jspecify.annotations.NullMarked;
