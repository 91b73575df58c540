/** Pages and calls for carrying a matter from draft to publication, and for reading what is open to members and residents. */
@NullMarked
package io.gongkai.disclosure.web;

import org.jspecify.annotations.NullMarked;
