/** Pages and calls of the returns: the sheet, the evidence behind a figure, downloads, and the facts recorded by hand. */
@NullMarked
package io.gongkai.statistics.web;

import org.jspecify.annotations.NullMarked;
