/** 今天要办: the first page of everybody who works with the program, one list of what waits for this person. */
@NullMarked
package io.gongkai.workbench.today;

import org.jspecify.annotations.NullMarked;
