package io.gongkai.intake;

/** What the sender of a case is shown has changed; told in the transaction of the change. */
public record TrackedChanged(TrackingCode code) {}
