package io.gongkai.opinion;

import java.util.UUID;

/** A step was taken in the matter of an opinion; told in the transaction of the step. */
public record OpinionMoved(UUID opinion, OpinionStep step, OpinionStatus status) {}
