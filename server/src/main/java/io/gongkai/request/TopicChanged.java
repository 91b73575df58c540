package io.gongkai.request;

import java.util.UUID;

/** A topic was shown to everybody, answered, seconded or taken from sight. Heard in the same transaction. */
public record TopicChanged(UUID topic) {}
