package io.gongkai.opinion.web;

import org.jspecify.annotations.Nullable;

/** What was typed into a sheet, as it was typed: it comes back when something is refused. */
public record TypedOpinion(
        @Nullable String organization,
        @Nullable String source,
        @Nullable String receivedOn,
        @Nullable String title,
        @Nullable String text,
        @Nullable String inPublic,
        @Nullable String name,
        @Nullable String contact,
        @Nullable String home,
        @Nullable String answer) {

    /** Never null, for the fields of the form. */
    public String value(@Nullable String typed) {
        return typed == null ? "" : typed;
    }
}
