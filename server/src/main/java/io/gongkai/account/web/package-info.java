/** The door and its keys: sign-in, who one is on each request, what a handler requires, and the pages about accounts. */
@NullMarked
package io.gongkai.account.web;

import org.jspecify.annotations.NullMarked;
