package io.gongkai.message;

import io.gongkai.shared.PersonId;
import java.time.Instant;

/** A wording that a county has written, and why. */
public record TemplateVersion(Wording wording, String reason, Instant writtenAt, PersonId writtenBy) {}
