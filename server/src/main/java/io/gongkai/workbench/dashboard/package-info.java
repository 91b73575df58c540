/**
 * The overview of an organization and what lies below it: composed of what the return, the duties and the catalogs say, each
 * figure opening its facts. Keeps nothing and computes nothing a second time.
 */
@NullMarked
package io.gongkai.workbench.dashboard;

import org.jspecify.annotations.NullMarked;
