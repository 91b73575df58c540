package io.gongkai.opinion.survey;

import java.util.UUID;

/** What the public side shows of a round, or asks in it, has changed; told in the transaction of the change. */
public record RoundChanged(UUID round) {}
