/** Pages for recording where publications were shown. */
@NullMarked
package io.gongkai.channel.web;

import org.jspecify.annotations.NullMarked;
