/** Pages on which requests are taken in and answered. */
@NullMarked
package io.gongkai.request.web;

import org.jspecify.annotations.NullMarked;
