package io.gongkai.request;

import java.util.UUID;

/** An answered request became readable for everybody, or no longer is. Heard in the same transaction. */
public record ReleaseChanged(UUID request) {}
