/**
 * Document (附件与文本): attachments whose type is sniffed and whose size is limited, rich text cleaned of everything active,
 * and visible differences between versions.
 *
 * <p>Owns the schema {@code document}.
 */
@ApplicationModule(
        displayName = "Document",
        allowedDependencies = {"shared", "web", "database", "calendar", "organization", "account", "ledger"})
@NullMarked
package io.gongkai.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
