/**
 * What a run came to, for people and programs: a {@link dev.brisach.cli.report.Report} goes in; out
 * come terminal text, JSON, SARIF and a self-contained HTML page. Equal input gives equal bytes.
 */
@NullMarked
package dev.brisach.cli.report;

import org.jspecify.annotations.NullMarked;
