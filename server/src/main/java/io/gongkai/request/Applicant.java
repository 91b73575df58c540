package io.gongkai.request;

/** Who asks. Read through {@link Requests#applicant}, which writes down every look. */
public record Applicant(String name, String branch, String contact) {}
