package io.gongkai.message.web;

import io.gongkai.message.MessageKind;

/** A kind of message, and whether its wordings are the county's own. */
public record TemplateLine(MessageKind kind, boolean ownMail, boolean ownSms) {}
