/**
 * OpenAPI files as plain values: a file goes in, its operations come out, each with the line it
 * stands on. Start with {@link dev.brisach.kit.openapi.OpenApiReader}.
 */
@NullMarked
package dev.brisach.kit.openapi;

import org.jspecify.annotations.NullMarked;
