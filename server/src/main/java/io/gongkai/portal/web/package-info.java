/** The public pages and the public part of the API. */
@NullMarked
package io.gongkai.portal.web;

import org.jspecify.annotations.NullMarked;
