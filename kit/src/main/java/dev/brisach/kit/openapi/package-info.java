/**
 * OpenAPI files as plain values: a file goes in, its operations come out, each with the line it
 * stands on, the schemas of what it takes and gives, and what the file leaves wrong. Start with
 * {@link dev.brisach.kit.openapi.OpenApiReader}; {@link dev.brisach.kit.openapi.Samples} makes
 * requests, {@link dev.brisach.kit.openapi.ObjectTypes} tells which operations make and use which
 * objects.
 */
@NullMarked
package dev.brisach.kit.openapi;

import org.jspecify.annotations.NullMarked;
