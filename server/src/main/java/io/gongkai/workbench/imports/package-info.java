/** Imports: uploaded tables on their way in, with progress and a report row by row; all of a file or nothing of it. */
@NullMarked
package io.gongkai.workbench.imports;

import org.jspecify.annotations.NullMarked;
