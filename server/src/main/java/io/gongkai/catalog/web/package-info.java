/** Pages of catalogs, guidelines and duties for staff, and the call of the API that tells what is due. */
@NullMarked
package io.gongkai.catalog.web;

import org.jspecify.annotations.NullMarked;
