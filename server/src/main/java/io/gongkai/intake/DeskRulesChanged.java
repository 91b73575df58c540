package io.gongkai.intake;

import java.util.UUID;

/** A county has decided something about its forms that the public side has to know. */
public record DeskRulesChanged(UUID county) {}
