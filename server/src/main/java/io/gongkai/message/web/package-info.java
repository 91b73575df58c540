/** Pages of the outbox, of gateways and wordings, and where gateways report. */
@NullMarked
package io.gongkai.message.web;

import org.jspecify.annotations.NullMarked;
