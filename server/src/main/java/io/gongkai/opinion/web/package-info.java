/** Pages on which opinions are written down, handled and answered. */
@NullMarked
package io.gongkai.opinion.web;

import org.jspecify.annotations.NullMarked;
